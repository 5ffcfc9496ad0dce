import { randomBytes } from 'node:crypto'
import { KeyForgotten, type KeyStore, type SubjectId } from '@xianjie/contracts'
import t from 'tap'
import { createCodec, openWith, SEAL_BYTES, sealWith } from './index.ts'

const subject = `sub_${'a'.repeat(40)}` as SubjectId
const other = `sub_${'b'.repeat(40)}` as SubjectId
const context = 'document-accepted/person'
const bytes = Buffer.from('张某，男，1990年3月7日出生')
const to = { subject, context }

/** Keys in memory, as far as the codec needs them. */
function memoryKeys(): KeyStore {
  const keys = new Map<SubjectId, Uint8Array | undefined>()
  return {
    async obtain(who) {
      if (!keys.has(who)) keys.set(who, randomBytes(32))
      const key = keys.get(who)
      if (key === undefined) throw new KeyForgotten(who)
      return key
    },
    find: async (who) => keys.get(who),
    forget: async (who) => void keys.set(who, undefined),
    secret: async () => randomBytes(32),
    close: async () => {},
  }
}

await t.test('a block that was altered anywhere does not open', async (t) => {
  const key = randomBytes(32)
  const block = sealWith(key, bytes, to)
  for (let at = 0; at < block.length; at += 1) {
    const altered = Uint8Array.from(block)
    altered[at] = (altered[at] as number) ^ 1
    t.throws(() => openWith(key, altered, to), { code: 'seal-broken' }, `byte ${at}`)
  }
})

await t.test('a block that was cut or is none does not open', async (t) => {
  const key = randomBytes(32)
  const block = sealWith(key, bytes, to)
  for (const length of [0, 1, SEAL_BYTES - 1, SEAL_BYTES, block.length - 1]) {
    t.throws(() => openWith(key, block.subarray(0, length), to), { code: 'seal-broken' })
  }
})

await t.test('a block does not open for another key, person or context', async (t) => {
  const key = randomBytes(32)
  const block = sealWith(key, bytes, to)
  t.throws(() => openWith(randomBytes(32), block, to), { code: 'seal-broken' })
  t.throws(() => openWith(key, block, { ...to, subject: other }), { code: 'seal-broken' })
  t.throws(() => openWith(key, block, { ...to, context: 'evidence' }), { code: 'seal-broken' })
})

await t.test('what is sealed opens as it was and shows nothing of it', async (t) => {
  const codec = createCodec(memoryKeys())
  const block = await codec.seal(subject, bytes, context)
  t.equal(block.length, bytes.length + SEAL_BYTES)
  t.notOk(Buffer.from(block).includes('张某'))
  t.same(await codec.open(subject, block, context), bytes)
  t.equal((await codec.open(subject, await codec.seal(subject, Buffer.of(), ''), ''))?.length, 0)
})

await t.test('the same bytes are never sealed alike', async (t) => {
  const key = randomBytes(32)
  const nonces = Array.from({ length: 1_000 }, () =>
    Buffer.from(sealWith(key, bytes, to).subarray(1, 13)).toString('hex'),
  )
  t.equal(new Set(nonces).size, nonces.length)
})

await t.test('a forgotten person cannot be read, nor written again', async (t) => {
  const keys = memoryKeys()
  const codec = createCodec(keys)
  const block = await codec.seal(subject, bytes, context)
  const others = await codec.seal(other, bytes, context)
  await keys.forget(subject)
  t.equal(await codec.open(subject, block, context), undefined)
  await t.rejects(codec.seal(subject, bytes, context), { code: 'key-forgotten' })
  t.same(await codec.open(other, others, context), bytes)
  await t.rejects(codec.open(other, block, context), { code: 'seal-broken' })
})
