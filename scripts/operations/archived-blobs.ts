/** The attachments of an archive: files named by their digest, as a store of blobs keeps them. */
import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Digest } from '@xianjie/contracts'
import { sha256Of } from './chunks.ts'
import { ArchiveBroken, type Manifest } from './manifest.ts'

const FOLDER = /^[0-9a-f]{2}$/
const FILE = /^[0-9a-f]{64}$/

export type BlobFile = { readonly digest: Digest; readonly path: string }

/** In the order of their digests. */
export async function* blobFiles(folder: string): AsyncIterable<BlobFile> {
  for (const first of await namesIn(folder, FOLDER)) {
    for (const second of await namesIn(join(folder, first), FOLDER)) {
      for (const name of await namesIn(join(folder, first, second), FILE)) {
        const path = join(folder, first, second, name)
        yield { digest: `sha256:${name}` as Digest, path }
      }
    }
  }
}

async function namesIn(folder: string, pattern: RegExp): Promise<readonly string[]> {
  const names = await readdir(folder).catch((fault: NodeJS.ErrnoException) => {
    if (fault.code === 'ENOENT') return []
    throw fault
  })
  return names.filter((name) => pattern.test(name)).sort()
}

/** What a manifest says of the blobs in this folder. */
export async function countBlobs(folder: string): Promise<Omit<Manifest['blobs'], 'missing'>> {
  const hash = createHash('sha256')
  let [count, bytes] = [0, 0]
  for await (const { digest, path } of blobFiles(folder)) {
    hash.update(`${digest}\n`)
    count += 1
    bytes += (await stat(path)).size
  }
  return { count, bytes, sha256: hash.digest('hex') }
}

/** Throws `ArchiveBroken` unless these are the blobs that were written, all of them, byte for byte. */
export async function checkBlobs(folder: string, { blobs }: Manifest): Promise<void> {
  const { count, sha256 } = await countBlobs(folder)
  if (sha256 !== blobs.sha256) {
    throw new ArchiveBroken(
      `there are other attachments than were written: ${count}, not ${blobs.count}`,
    )
  }
  for await (const { digest, path } of blobFiles(folder)) {
    if (`sha256:${await sha256Of(path)}` !== digest) {
      throw new ArchiveBroken(`the attachment ${digest} is not what was written`)
    }
  }
}
