import t from 'tap'
import { checkProof, proofOf, unwrapKey, wrapKey } from './wrap.ts'

const platform = new Uint8Array(32).fill(1)
const key = new Uint8Array(32).fill(2)
const WRONG = { code: 'wrong-platform-key' }

t.test('a wrapped key belongs to one owner', async (t) => {
  const wrapped = wrapKey(platform, key, 'subject one')
  t.throws(() => unwrapKey(platform, wrapped, 'subject two'), WRONG)
  t.throws(() => unwrapKey(key, wrapped, 'subject one'), WRONG)
  t.same(unwrapKey(platform, wrapped, 'subject one'), key)
})

t.test('an altered or cut block is refused', async (t) => {
  const wrapped = wrapKey(platform, key, 'subject one')
  for (let at = 0; at < wrapped.length; at++) {
    const altered = Uint8Array.from(wrapped, (byte, n) => (n === at ? byte ^ 1 : byte))
    t.throws(() => unwrapKey(platform, altered, 'subject one'), WRONG)
  }
  for (const length of [0, 11, 12, 27, 28, 59]) {
    const cut = wrapped.subarray(0, length)
    t.throws(() => unwrapKey(platform, cut, 'subject one'), WRONG, `${length} bytes`)
  }
})

t.test('the same key wrapped twice gives two blocks', async (t) => {
  t.notSame(wrapKey(platform, key, 'subject one'), wrapKey(platform, key, 'subject one'))
})

t.test('a proof knows its platform key again', async (t) => {
  const proof = proofOf(platform)
  t.throws(() => checkProof(key, proof), WRONG)
  t.throws(() => checkProof(platform, wrapKey(platform, key, 'secret\nproof')), WRONG)
  t.doesNotThrow(() => checkProof(platform, proof))
})
