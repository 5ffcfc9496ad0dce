import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { formatInstant, type Instant, type WrappedKeys } from '@xianjie/contracts'
import { openBlobStore } from '@xianjie/embedded'
import { countBlobs } from './archived-blobs.ts'
import { writeChunks } from './chunks.ts'
import { type CopiedBlobs, copyBlobs } from './copy-blobs.ts'
import { type Holdings, windowsOf } from './holdings.ts'
import { lineOfEvent, lineOfKey } from './lines.ts'
import { type Chunk, FORMAT, MANIFEST_FILE, type Manifest, sealOf } from './manifest.ts'

/** Pieces of evidence read ahead of the one that is written. */
const EVIDENCE_AHEAD = 16
const REMOVED = { recursive: true, force: true } as const

export type Written = { readonly manifest: Manifest; readonly blobs: CopiedBlobs }

/** The folder holds something already; nothing was touched. */
export class FolderNotEmpty extends Error {
  readonly code = 'folder-not-empty'
  readonly retriable = false
}

/**
 * Writes an archive into a new folder, readable by its owner only. Events come first: whatever key or
 * attachment they need was there before them, and is so still when its turn comes.
 */
export async function writeArchive(
  holdings: Holdings,
  folder: string,
  { keys, madeAt }: { readonly keys: WrappedKeys; readonly madeAt: Instant },
): Promise<Written> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).length > 0) throw new FolderNotEmpty(`${folder} is not empty`)
  const events = counted(await writeChunks(folder, 'events', eventLines(holdings)))
  const wrapped = counted(await writeChunks(folder, 'keys', keyLines(holdings)))
  const copied = await writeBlobs(holdings, join(folder, 'blobs'))
  const blobs = { ...(await countBlobs(join(folder, 'blobs'))), missing: copied.missing }
  const unsealed: Omit<Manifest, 'seal'> = {
    format: FORMAT,
    madeAt: formatInstant(madeAt),
    ...holdings.about,
    events,
    keys: wrapped,
    blobs,
  }
  const manifest = { ...unsealed, seal: await sealOf(unsealed, keys) }
  await writeManifest(folder, manifest)
  return { manifest, blobs: copied }
}

async function* eventLines(holdings: Holdings): AsyncIterable<string> {
  for await (const window of windowsOf(holdings.events(0), EVIDENCE_AHEAD)) {
    const evidences = await Promise.all(window.map((event) => event.evidence()))
    for (const [at, event] of window.entries()) yield lineOfEvent(event, evidences[at])
  }
}

async function* keyLines(holdings: Holdings): AsyncIterable<string> {
  for await (const key of holdings.keys()) yield lineOfKey(key)
}

const counted = (chunks: readonly Chunk[]) => ({
  count: chunks.reduce((sum, { lines }) => sum + lines, 0),
  chunks,
})

async function writeBlobs(holdings: Holdings, folder: string): Promise<CopiedBlobs> {
  const store = openBlobStore(folder)
  try {
    return await copyBlobs(holdings, store)
  } finally {
    await store.close()
    // What a store keeps beside its blobs is of no use in an archive.
    for (const name of ['blobs.lock', 'drafts']) await rm(join(folder, name), REMOVED)
  }
}

/** Renamed into place once it is on disk, with everything that it speaks of. */
async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const draft = join(folder, `${MANIFEST_FILE}.new`)
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(`${JSON.stringify(manifest, null, 2)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  for (const part of ['events', 'keys', '.']) await syncNames(join(folder, part))
  await rename(draft, join(folder, MANIFEST_FILE))
  await syncNames(folder)
}

async function syncNames(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
