import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SubjectId, WrappedKey } from '@xianjie/contracts'
import { test } from 'tap'
import { openKeyStore, openWrappedKeys } from './index.ts'

type Test = Parameters<Parameters<typeof test>[0]>[0]
const subject = (n: number): SubjectId => `sub_${n.toString(16).padStart(40, '0')}` as SubjectId

function folders(t: Test) {
  const root = mkdtempSync(join(tmpdir(), 'wrapped-keys-'))
  t.teardown(() => rmSync(root, { recursive: true, force: true }))
  const [from, to] = [join(root, 'from'), join(root, 'to')]
  mkdirSync(from)
  mkdirSync(to)
  const giveKey = () => copyFileSync(join(from, 'platform.key'), join(to, 'platform.key'))
  return { from, to, giveKey }
}

async function all(keys: AsyncIterable<WrappedKey>): Promise<readonly WrappedKey[]> {
  return Array.fromAsync(keys)
}

test('without the platform key nothing is proved, exported into or made', async (t) => {
  const { from, to } = folders(t)
  const keys = await openKeyStore(from)
  await keys.obtain(subject(1))
  await keys.close()
  const target = openWrappedKeys(to)
  await t.rejects(target.prove('x'), { code: 'wrong-platform-key' })
  const exported = openWrappedKeys(from).exportWrapped()
  await t.rejects(target.importWrapped(exported), { code: 'wrong-platform-key' })
  writeFileSync(join(to, 'platform.key'), Buffer.alloc(32, 7))
  const again = openWrappedKeys(from).exportWrapped()
  await t.rejects(target.importWrapped(again), { code: 'wrong-platform-key' })
  t.notSame(await target.prove('x'), await openWrappedKeys(from).prove('x'))
})

test('a store that is open elsewhere takes no keys, but gives them', async (t) => {
  const { from } = folders(t)
  const keys = await openKeyStore(from)
  t.teardown(() => keys.close())
  await keys.obtain(subject(1))
  const beside = openWrappedKeys(from)
  t.equal((await all(beside.exportWrapped())).length, 1)
  await t.rejects(beside.importWrapped(beside.exportWrapped()), { code: 'folder-in-use' })
})

test('a second key or secret under a known name is refused, and the first one stays', async (t) => {
  const { from, to, giveKey } = folders(t)
  const keys = await openKeyStore(from)
  await keys.secret('subject-id')
  await keys.close()
  giveKey()
  const other = await openKeyStore(to)
  const kept = Uint8Array.from(await other.secret('subject-id'))
  await other.close()
  const exported = openWrappedKeys(from).exportWrapped()
  await t.rejects(openWrappedKeys(to).importWrapped(exported), { code: 'key-conflict' })
  const again = await openKeyStore(to)
  t.teardown(() => again.close())
  t.same(await again.secret('subject-id'), kept)
})

test('what was forgotten on either side stays forgotten', async (t) => {
  const { from, to, giveKey } = folders(t)
  const keys = await openKeyStore(from)
  for (const n of [1, 2]) await keys.obtain(subject(n))
  await keys.forget(subject(1))
  await keys.close()
  giveKey()
  const source = openWrappedKeys(from)
  const target = openWrappedKeys(to)
  await target.importWrapped(source.exportWrapped())
  const store = await openKeyStore(to)
  await t.rejects(store.obtain(subject(1)), { code: 'key-forgotten' })
  await store.forget(subject(2))
  await store.close()
  t.equal(await target.importWrapped(source.exportWrapped()), 0)
  t.ok((await all(target.exportWrapped())).every(({ wrapped }) => wrapped === undefined))
  t.equal(await source.importWrapped(target.exportWrapped()), 1, 'forgotten there, forgotten here')
})

test('more keys than fit a page carry over whole, and never in the clear', async (t) => {
  const { from, to, giveKey } = folders(t)
  const keys = await openKeyStore(from)
  const who = Array.from({ length: 2_100 }, (_, n) => subject(n))
  const made = await Promise.all(who.map((one) => keys.obtain(one)))
  const kept = made.map((key) => Buffer.from(key).toString('hex'))
  const secret = Buffer.from(await keys.secret('receipt-key-1')).toString('hex')
  await keys.close()
  giveKey()
  const exported = await all(openWrappedKeys(from).exportWrapped())
  const left = exported.map(({ wrapped }) => Buffer.from(wrapped ?? []).toString('hex')).join()
  t.same(
    [...kept.slice(0, 50), secret].filter((key) => left.includes(key)),
    [],
  )
  t.equal(await openWrappedKeys(to).importWrapped(openWrappedKeys(from).exportWrapped()), 2_101)
  t.same(await openWrappedKeys(to).prove('x'), await openWrappedKeys(from).prove('x'))
  const store = await openKeyStore(to)
  t.teardown(() => store.close())
  const found = await Promise.all(who.map((one) => store.find(one)))
  t.same(
    found.map((key) => Buffer.from(key ?? []).toString('hex')),
    kept,
  )
  t.equal(Buffer.from(await store.secret('receipt-key-1')).toString('hex'), secret)
  t.notOk(readFileSync(join(to, 'keys.sqlite')).includes(Buffer.from(secret, 'hex')))
})
