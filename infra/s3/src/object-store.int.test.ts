import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { Digest, SubjectId } from '@xianjie/contracts'
import { blobStorePromises } from '@xianjie/contracts/conformance/blob-store'
import { keyStorePromises } from '@xianjie/contracts/conformance/key-store'
import t, { type Test } from 'tap'
import { objectStoreOrReason, type TestObjectStore } from '../testing/index.ts'
import { type ObjectStoreOptions, openObjectStore, parseStoreAddress } from './index.ts'

/** The server has one thread, and shares its machine. */
const ANSWER_MS_MAX = 20_000
const MIB = 1_048_576
const subject = (n: number): SubjectId => `sub_${String(n).padStart(40, '0')}` as SubjectId

const server = await objectStoreOrReason()
if (typeof server === 'string') t.plan(0, server)
else await all(server)

async function all(server: TestObjectStore): Promise<void> {
  t.teardown(server.dispose)
  t.comment(server.name)
  Object.assign(process.env, server.env)
  const place = () => newPlace(server)
  await t.test('the object store keeps what every blob store promises', (t) =>
    blobStorePromises(t, async () => openBlobs(await place())),
  )
  await t.test('the object store keeps what every key store promises', (t) =>
    keyStorePromises(t, async () => openKeys(await place())),
  )
  await t.test('another platform key is refused', async (t) => wrongKey(t, await place()))
  await t.test('stores that race for keys agree', async (t) => races(t, await place()))
  await t.test('what one process forgets, others forget', async (t) => forgets(t, await place()))
  await t.test('a forgotten key leaves no version', async (t) => versions(t, await place()))
  await t.test('no key lies in the store unwrapped', async (t) => wrapped(t, await place()))
  await t.test('a blob lies where its digest says', async (t) => names(t, await place()))
  await t.test('bytes that were exchanged are noticed', async (t) => spoilt(t, await place()))
  await t.test('readers who leave early free their place', async (t) => leaves(t, await place()))
  await t.test('the largest attachment passes', async (t) => largest(t, await place()))
  await t.test('a store that is closed refuses', async (t) => closed(t, await place()))
}

type Place = { readonly options: ObjectStoreOptions; dispose(): Promise<void> }

async function newPlace(server: TestObjectStore): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-objects-'))
  const platformKeyFile = join(folder, 'platform.key')
  writeFileSync(platformKeyFile, Buffer.alloc(32, 1))
  const draftFolder = mkdtempSync(join(folder, 'drafts-'))
  const address = parseStoreAddress(await server.bucket())
  const options = { ...address, platformKeyFile, draftFolder, answerMsMax: ANSWER_MS_MAX }
  return { options, dispose: async () => rmSync(folder, { recursive: true, force: true }) }
}

function clientOf({ endpoint }: ObjectStoreOptions): S3Client {
  return new S3Client({ endpoint, forcePathStyle: true, region: 'us-east-1' })
}

async function objectsIn(options: ObjectStoreOptions, Prefix: string): Promise<readonly string[]> {
  const s3 = clientOf(options)
  const { Contents = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket: options.bucket, Prefix }),
  )
  s3.destroy()
  return Contents.map(({ Key }) => Key ?? '')
}

async function openBlobs({ options, dispose }: Place) {
  let store = await openObjectStore(options)
  return {
    blobs: store.blobs,
    reopen: async () => {
      await store.close()
      store = await openObjectStore(options)
      return store.blobs
    },
    count: async () =>
      (await objectsIn(options, 'blobs/')).length + readdirSync(options.draftFolder ?? '').length,
    dispose: async () => {
      await store.close()
      await dispose()
    },
  }
}

async function openKeys({ options, dispose }: Place) {
  let store = await openObjectStore(options)
  return {
    keys: store.keys,
    reopen: async () => {
      await store.close()
      store = await openObjectStore(options)
      return store.keys
    },
    dispose: async () => {
      await store.close()
      await dispose()
    },
  }
}

/** So many stores on one place, as so many processes would have them. */
async function several(t: Test, { options, dispose }: Place, count: number, ageMs?: number) {
  const age = ageMs === undefined ? {} : { keyAgeMsMax: ageMs }
  const stores = await Promise.all(
    Array.from({ length: count }, () => openObjectStore({ ...options, ...age })),
  )
  t.teardown(async () => {
    await Promise.all(stores.map((store) => store.close()))
    await dispose()
  })
  return stores
}

async function wrongKey(t: Test, place: Place) {
  const [store] = await several(t, place, 1)
  const { platformKeyFile } = place.options
  writeFileSync(platformKeyFile, Buffer.alloc(32, 7))
  await t.rejects(openObjectStore(place.options), { code: 'wrong-platform-key', retriable: false })
  writeFileSync(platformKeyFile, Buffer.alloc(32, 1))
  await store?.check()
  await (await openObjectStore(place.options)).close()
}

async function races(t: Test, place: Place) {
  const stores = await several(t, place, 8)
  for (let round = 0; round < 10; round++) {
    const keys = await Promise.all(stores.map((store) => store.keys.obtain(subject(round))))
    t.equal(new Set(keys.map(String)).size, 1, 'one key')
    const secrets = await Promise.all(stores.map((store) => store.keys.secret(`secret ${round}/`)))
    t.equal(new Set(secrets.map(String)).size, 1, 'one secret')
  }
}

async function forgets(t: Test, place: Place) {
  const [one, other] = await several(t, place, 2, 200)
  if (!one || !other) return
  await one.keys.obtain(subject(1))
  const key = await other.keys.obtain(subject(1))
  await one.keys.forget(subject(1))
  t.equal(await one.keys.find(subject(1)), undefined)
  t.same(await other.keys.find(subject(1)), key, 'another may use it for a while')
  await new Promise((resolve) => setTimeout(resolve, 250))
  t.equal(await other.keys.find(subject(1)), undefined)
  await t.rejects(other.keys.obtain(subject(1)), { code: 'key-forgotten' })
  const third = await openObjectStore(place.options)
  await t.rejects(third.keys.obtain(subject(1)), { code: 'key-forgotten' })
  await third.keys.forget(subject(1))
  await third.close()
}

async function versions(t: Test, place: Place) {
  const [store, other] = await several(t, place, 2)
  if (!store || !other) return
  const s3 = clientOf(place.options)
  t.teardown(() => s3.destroy())
  const { bucket: Bucket } = place.options
  const VersioningConfiguration = { Status: 'Enabled' } as const
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }))
  await store.keys.obtain(subject(1))
  const kept = await store.keys.obtain(subject(2))
  await Promise.all([store, other, store].map(({ keys }) => keys.forget(subject(1))))
  t.same(await versionsOf(s3, Bucket, subject(1)), [{ latest: true, size: 'forgotten'.length }])
  await t.rejects(other.keys.obtain(subject(1)), { code: 'key-forgotten' })
  t.same(await other.keys.find(subject(2)), kept)
}

async function versionsOf(s3: S3Client, Bucket: string, who: SubjectId) {
  const listed = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: `keys/${who}` }))
  return listed.Versions?.map(({ IsLatest, Size }) => ({ latest: IsLatest, size: Size }))
}

async function wrapped(t: Test, place: Place) {
  const [store] = await several(t, place, 1)
  const key = await store?.keys.obtain(subject(1))
  const s3 = clientOf(place.options)
  t.teardown(() => s3.destroy())
  const Key = `keys/${subject(1)}`
  const response = await s3.send(new GetObjectCommand({ Bucket: place.options.bucket, Key }))
  const stored = Buffer.from((await response.Body?.transformToByteArray()) ?? [])
  t.equal(stored.length, 60)
  t.equal(stored.includes(Buffer.from(key ?? [])), false)
}

async function* once(content: Uint8Array) {
  yield content
}

async function names(t: Test, place: Place) {
  const [store] = await several(t, place, 1)
  await store?.blobs.put(once(Buffer.from('abc')), 3)
  const hex = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  t.same(await objectsIn(place.options, 'blobs/'), [`blobs/ba/${hex}`])
}

async function spoilt(t: Test, place: Place) {
  const [store] = await several(t, place, 1)
  if (!store) return
  const stored = await store.blobs.put(once(Buffer.from('abc')), 3)
  const hex = stored.digest.slice('sha256:'.length)
  const s3 = clientOf(place.options)
  t.teardown(() => s3.destroy())
  const overwrite = (Body: string) =>
    s3.send(new PutObjectCommand({ Bucket: place.options.bucket, Key: `blobs/ba/${hex}`, Body }))
  await overwrite('abd')
  const read = async () => Array.fromAsync((await store.blobs.get(stored.digest)) ?? [])
  await t.rejects(read(), { code: 'blob-spoilt', retriable: false })
  await overwrite('a')
  await store.blobs.put(once(Buffer.from('abc')), 3)
  t.equal(Buffer.concat(await read()).toString(), 'abc', 'put again, it heals')
}

async function leaves(t: Test, place: Place) {
  const [store] = await several(t, place, 1)
  if (!store) return
  const { digest } = await store.blobs.put(once(Buffer.alloc(MIB, 3)), MIB)
  for (let reader = 0; reader < 100; reader++) {
    const chunks = await store.blobs.get(digest)
    for await (const chunk of chunks ?? []) {
      if (chunk.length > 0) break
    }
  }
  t.equal(await store.blobs.size(digest), MIB)
}

async function largest(t: Test, place: Place) {
  const [store] = await several(t, place, 1)
  const content = Buffer.alloc(64 * MIB, 5)
  const begun = performance.now()
  const stored = await store?.blobs.put(once(content), content.length)
  t.comment(`64 MiB put in ${Math.round(performance.now() - begun)} ms`)
  const chunks = await store?.blobs.get(stored?.digest as Digest)
  let size = 0
  for await (const chunk of chunks ?? []) size += chunk.length
  t.equal(size, content.length)
}

async function closed(t: Test, place: Place) {
  const [store] = await several(t, place, 1)
  if (!store) return
  await t.rejects(store.blobs.get('sha256:../../etc' as Digest), /only a digest/)
  await store.close()
  await store.close()
  await t.rejects(store.blobs.put(once(Buffer.from('abc')), 3), { code: 'store-unavailable' })
  await t.rejects(store.keys.obtain(subject(1)), { code: 'store-unavailable' })
}
