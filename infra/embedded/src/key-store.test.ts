import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { SubjectId } from '@xianjie/contracts'
import { keyStorePromises } from '@xianjie/contracts/conformance/key-store'
import t, { type Test } from 'tap'
import { openKeyStore } from './index.ts'
import { Recent } from './recent.ts'

const subject = (n: number): SubjectId => `sub_${String(n).padStart(40, '0')}` as SubjectId

function newFolder(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-keys-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function openKeys() {
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-keys-'))
  let keys = await openKeyStore(folder)
  return {
    keys,
    reopen: async () => {
      await keys.close()
      keys = await openKeyStore(folder)
      return keys
    },
    dispose: async () => {
      await keys.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

await t.test('the embedded key store keeps what every one promises', (t) =>
  keyStorePromises(t, openKeys),
)

await t.test('another platform key, a cut one and a missing one are refused', async (t) => {
  const folder = newFolder(t)
  const keys = await openKeyStore(folder)
  await t.rejects(openKeyStore(folder), { code: 'folder-in-use' })
  await keys.obtain(subject(1))
  await keys.close()
  const file = join(folder, 'platform.key')
  const right = readFileSync(file)
  writeFileSync(file, Buffer.alloc(32, 7))
  await t.rejects(openKeyStore(folder), { code: 'wrong-platform-key' })
  writeFileSync(file, right.subarray(0, 16))
  await t.rejects(openKeyStore(folder), { code: 'wrong-platform-key' })
  rmSync(file)
  await t.rejects(openKeyStore(folder), { code: 'wrong-platform-key' }, 'none is made instead')
  writeFileSync(file, right)
  const again = await openKeyStore(folder)
  t.ok(await again.find(subject(1)))
  await again.close()
})

await t.test('the platform key is for its owner only', async (t) => {
  const folder = newFolder(t)
  await (await openKeyStore(folder)).close()
  const { mode, size } = statSync(join(folder, 'platform.key'))
  t.equal(mode & 0o777, 0o600)
  t.equal(size, 32)
})

await t.test('no key lies in the folder unwrapped, and none of a forgotten subject', async (t) => {
  const folder = newFolder(t)
  const keys = await openKeyStore(folder)
  const key = await keys.obtain(subject(1))
  await keys.close()
  const file = join(folder, 'keys.sqlite')
  t.equal(readFileSync(file).includes(Buffer.from(key)), false)
  const wrapped = wrappedKey(file)
  t.equal(readFileSync(file).includes(wrapped), true)

  const again = await openKeyStore(folder)
  await again.forget(subject(1))
  t.equal(readFileSync(file).includes(wrapped), false, 'overwritten when forgetting fulfils')
  t.equal(readFileSync(`${file}-wal`).includes(wrapped), false)
  await again.close()
})

await t.test('of the cached values, those unused for long go first', async (t) => {
  const recent = new Recent<number>(4)
  for (const [n, name] of ['a', 'b', 'c'].entries()) recent.set(name, n)
  t.equal(recent.get('a'), 0, 'used, and so kept with c')
  recent.set('d', 3)
  t.same(
    ['a', 'b', 'c', 'd'].map((name) => recent.get(name)),
    [0, undefined, 2, 3],
  )
  recent.delete('a')
  t.equal(recent.get('a'), undefined)
})

function wrappedKey(file: string): Buffer {
  const db = new DatabaseSync(file)
  const row = db.prepare('SELECT wrapped FROM keys').get()
  db.close()
  return Buffer.from(row?.wrapped as Uint8Array)
}
