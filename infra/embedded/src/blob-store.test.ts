import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Digest } from '@xianjie/contracts'
import { blobStorePromises } from '@xianjie/contracts/conformance/blob-store'
import t from 'tap'
import { openBlobStore } from './index.ts'

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'xianjie-blobs-'))

const blobFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('blobs.lock'))
    .map((entry) => join(entry.parentPath, entry.name))

async function openBlobs() {
  const folder = newFolder()
  let blobs = openBlobStore(folder)
  return {
    blobs,
    reopen: async () => {
      await blobs.close()
      blobs = openBlobStore(folder)
      return blobs
    },
    count: async () => blobFiles(folder).length,
    dispose: async () => {
      await blobs.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

await t.test('the embedded blob store keeps what every one promises', (t) =>
  blobStorePromises(t, openBlobs),
)

await t.test('a store that is open keeps others out', async (t) => {
  const { blobs, dispose, reopen } = await openBlobs()
  t.teardown(dispose)
  await t.rejects(blobs.get('sha256:../../etc' as Digest), /only a digest/)
  await reopen()
  await t.rejects(blobs.put((async function* () {})(), 1), { code: 'storage-failed' })
})

await t.test('what a crash left half written is swept away at the next start', async (t) => {
  const folder = newFolder()
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  mkdirSync(join(folder, 'drafts'))
  writeFileSync(join(folder, 'drafts', 'abandoned'), 'half a')
  const blobs = openBlobStore(folder)
  t.throws(() => openBlobStore(folder), { code: 'folder-in-use' })
  t.same(blobFiles(folder), [])
  await blobs.close()
})

await t.test('a blob lies where its digest says', async (t) => {
  const folder = newFolder()
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const blobs = openBlobStore(folder)
  const content = (async function* () {
    yield Buffer.from('abc')
  })()
  const { digest } = await blobs.put(content, 3)
  const hex = digest.slice('sha256:'.length)
  t.same(blobFiles(folder), [join(folder, 'ba', '78', hex)])
  await blobs.close()
})
