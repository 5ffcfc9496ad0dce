import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Digest } from '@xianjie/contracts'
import { openBlobStore, openBlobsForReading } from '@xianjie/embedded'
import { test } from 'tap'
import { blobFiles } from './archived-blobs.ts'
import { copyBlobs } from './copy-blobs.ts'

async function* bytes(text: string) {
  yield Buffer.from(text)
}

test('attachments that are gone or spoilt are named, and everything else is copied once', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-blobs-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const [from, to] = [openBlobStore(join(folder, 'from')), openBlobStore(join(folder, 'to'))]
  const [whole, spoilt] = (await Promise.all(
    ['whole', 'spoilt'].map(async (text) => (await from.put(bytes(text), 100)).digest),
  )) as [Digest, Digest]
  await from.close()
  for await (const { digest, path } of blobFiles(join(folder, 'from'))) {
    if (digest === spoilt) writeFileSync(path, 'changed')
  }
  const gone = `sha256:${'0'.repeat(64)}` as Digest
  const named = [whole, spoilt, whole, gone]
  const held = {
    digests: async function* () {
      yield* named
    },
    blob: openBlobsForReading(join(folder, 'from')).get,
  }
  t.same(await copyBlobs(held, to), { put: 1, missing: 2, named: [spoilt, gone] })
  t.equal(await to.size(whole), 5)
  t.equal(await to.size(spoilt), undefined)
  t.match(await copyBlobs(held, to), { put: 0, missing: 2 })
  await to.close()
})
