import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { WrappedKeys } from '@xianjie/contracts'
import { openBlobsForReading } from '@xianjie/embedded'
import { blobFiles, checkBlobs } from './archived-blobs.ts'
import { checkChunk, readChunks } from './chunks.ts'
import type { Holdings } from './holdings.ts'
import { eventIn, keyIn } from './lines.ts'
import { ArchiveBroken, MANIFEST_FILE, type Manifest, parseManifest, sealOf } from './manifest.ts'

export type Archive = {
  readonly manifest: Manifest
  /**
   * Reads everything once. Throws `ArchiveBroken` when anything differs from what was written, or when
   * the holder of this platform key did not write it.
   */
  check(keys: Pick<WrappedKeys, 'prove'>): Promise<void>
  /** To be read once it has been checked. */
  readonly holdings: Holdings
}

/** Throws `ArchiveBroken` for a folder without a manifest: the backup that made it did not end. */
export async function openArchive(folder: string): Promise<Archive> {
  const text = await readFile(join(folder, MANIFEST_FILE), 'utf8').catch((cause) => {
    throw new ArchiveBroken(
      `${folder} has no ${MANIFEST_FILE}: it is no archive that was finished`,
      {
        cause,
      },
    )
  })
  const manifest = parseManifest(text)
  return {
    manifest,
    check: (keys) => checkAll(folder, manifest, keys),
    holdings: holdingsIn(folder, manifest),
  }
}

async function checkAll(
  folder: string,
  manifest: Manifest,
  keys: Pick<WrappedKeys, 'prove'>,
): Promise<void> {
  if (manifest.seal !== (await sealOf(manifest, keys))) {
    throw new ArchiveBroken(`${MANIFEST_FILE} is not what was written: its seal differs`)
  }
  for (const chunk of [...manifest.events.chunks, ...manifest.keys.chunks]) {
    await checkChunk(folder, chunk)
  }
  await checkBlobs(join(folder, 'blobs'), manifest)
}

function holdingsIn(folder: string, manifest: Manifest): Holdings {
  const { platform, sandbox, position, platformKey } = manifest
  const stored = join(folder, 'blobs')
  const blobs = openBlobsForReading(stored)
  return {
    about: { platform, sandbox, position, platformKey },
    events: async function* (after) {
      for await (const line of readChunks(folder, manifest.events.chunks)) {
        const event = eventIn(line)
        if (event.position > after) yield event
      }
    },
    keys: async function* () {
      for await (const line of readChunks(folder, manifest.keys.chunks)) yield keyIn(line)
    },
    digests: async function* () {
      for await (const { digest } of blobFiles(stored)) yield digest
    },
    blob: (digest) => blobs.get(digest),
  }
}
