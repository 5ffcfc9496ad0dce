import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SubjectId, WrappedKey } from '@xianjie/contracts'
import t, { type Test } from 'tap'
import { objectStoreOrReason, type TestObjectStore } from '../testing/index.ts'
import { type ObjectStore, openObjectStore, parseStoreAddress, proveByFile } from './index.ts'

/** The server has one thread, and shares its machine. */
const ANSWER_MS_MAX = 20_000
/** More than go at once. */
const SUBJECTS = 70
const subject = (n: number): SubjectId => `sub_${String(n).padStart(40, '0')}` as SubjectId

const server = await objectStoreOrReason()
if (typeof server === 'string') t.plan(0, server)
else await all(server)

async function all(server: TestObjectStore): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-wrapped-'))
  t.teardown(async () => {
    rmSync(folder, { recursive: true, force: true })
    await server.dispose()
  })
  Object.assign(process.env, server.env)
  const opened = async (t: Test, fill = 1): Promise<ObjectStore> => {
    const platformKeyFile = join(folder, `${fill}.key`)
    writeFileSync(platformKeyFile, Buffer.alloc(32, fill))
    const address = parseStoreAddress(await server.bucket())
    const store = await openObjectStore({ ...address, platformKeyFile, answerMsMax: ANSWER_MS_MAX })
    t.teardown(() => store.close())
    return store
  }

  await t.test('keys of another platform key are refused', async (t) => {
    const [from, to] = [await opened(t, 1), await opened(t, 2)]
    await from.keys.obtain(subject(1))
    const exported = from.wrappedKeys.exportWrapped()
    await t.rejects(to.wrappedKeys.importWrapped(exported), { code: 'wrong-platform-key' })
    t.notSame(await to.wrappedKeys.prove('x'), await from.wrappedKeys.prove('x'))
    t.same(await proveByFile(join(folder, '2.key'), 'x'), await to.wrappedKeys.prove('x'))
  })

  await t.test('a second key under a known name is refused, and the first one stays', async (t) => {
    const [from, to] = [await opened(t), await opened(t)]
    await from.keys.secret('subject-id')
    const kept = Uint8Array.from(await to.keys.secret('subject-id'))
    const exported = from.wrappedKeys.exportWrapped()
    await t.rejects(to.wrappedKeys.importWrapped(exported), { code: 'key-conflict' })
    t.same(await to.keys.secret('subject-id'), kept)
  })

  await t.test('keys and secrets carry over whole; what was forgotten stays so', async (t) => {
    const [from, to] = [await opened(t), await opened(t)]
    const who = Array.from({ length: SUBJECTS }, (_, n) => subject(n))
    const made = await Promise.all(who.map((one) => from.keys.obtain(one)))
    const secret = await from.keys.secret('a name / with signs')
    await from.keys.forget(subject(0))
    const exported = await Array.fromAsync(from.wrappedKeys.exportWrapped())
    t.equal(exported.length, SUBJECTS + 1)
    await to.keys.forget(subject(1))
    t.equal(await to.wrappedKeys.importWrapped(from.wrappedKeys.exportWrapped()), SUBJECTS)
    for (const n of [0, 1]) await t.rejects(to.keys.obtain(subject(n)), { code: 'key-forgotten' })
    const found = await Promise.all(who.map((one) => to.keys.find(one)))
    t.same(found.slice(2), made.slice(2))
    t.same(await to.keys.secret('a name / with signs'), secret)
    t.equal(await to.wrappedKeys.importWrapped(listed(exported)), 0, 'nothing is new again')
  })
}

async function* listed(keys: readonly WrappedKey[]): AsyncIterable<WrappedKey> {
  yield* keys
}
