/**
 * Attachments as files named by their digest. A file is written aside, fsynced,
 * then renamed, and the folders that name it are fsynced, all before the promise fulfils.
 */
import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type BlobStore, BlobTooLarge, type Digest, type StoredBlob } from '@xianjie/contracts'
import { blobFile, readBlob, sizeOf } from './blob-files.ts'
import { StorageFailed } from './faults.ts'
import { type Lock, lockFolder, makeFolder } from './folder.ts'

/**
 * The blobs of this folder. What a crash left half written is swept away. Throws `FolderInUse` while
 * another process has it open.
 */
export function openBlobStore(folder: string): BlobStore {
  makeFolder(folder)
  const lock = lockFolder(folder, 'blobs')
  const drafts = join(folder, 'drafts')
  rmSync(drafts, { recursive: true, force: true })
  mkdirSync(drafts)
  return new FileBlobs(folder, drafts, lock)
}

class FileBlobs implements BlobStore {
  readonly #folder: string
  readonly #drafts: string
  readonly #lock: Lock
  /** Folders whose names this process has made durable: at most 65,792 of them. */
  readonly #durable = new Set<string>()
  readonly #puts = new Set<Promise<StoredBlob>>()
  #closed = false

  constructor(folder: string, drafts: string, lock: Lock) {
    this.#folder = folder
    this.#drafts = drafts
    this.#lock = lock
  }

  async put(content: AsyncIterable<Uint8Array>, bytesMax: number): Promise<StoredBlob> {
    if (this.#closed) throw new StorageFailed('the blob store is closed')
    const put = this.#put(content, bytesMax)
    this.#puts.add(put)
    return put.finally(() => this.#puts.delete(put))
  }

  async size(wanted: Digest): Promise<number | undefined> {
    return sizeOf(blobFile(this.#folder, wanted))
  }

  async get(wanted: Digest): Promise<AsyncIterable<Uint8Array> | undefined> {
    return readBlob(blobFile(this.#folder, wanted))
  }

  /** Waits for what is being put. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await Promise.allSettled(this.#puts)
    this.#lock.release()
  }

  async #put(content: AsyncIterable<Uint8Array>, bytesMax: number): Promise<StoredBlob> {
    const draft = join(this.#drafts, randomUUID())
    try {
      const stored = await writeDraft(draft, content, bytesMax)
      await onDisk(() => this.#name(draft, blobFile(this.#folder, stored.digest)))
      return stored
    } catch (fault) {
      await rm(draft, { force: true })
      throw fault
    }
  }

  /** Renaming over an equal file is harmless, and heals one that a bad disk has spoilt. */
  async #name(draft: string, file: string): Promise<void> {
    await this.#durableFolder(dirname(file))
    await rename(draft, file)
    await syncNames(dirname(file))
  }

  async #durableFolder(folder: string): Promise<void> {
    if (folder === this.#folder || this.#durable.has(folder)) return
    const parent = dirname(folder)
    await this.#durableFolder(parent)
    await mkdir(folder, { recursive: true })
    await syncNames(parent)
    this.#durable.add(folder)
  }
}

async function writeDraft(
  draft: string,
  content: AsyncIterable<Uint8Array>,
  bytesMax: number,
): Promise<StoredBlob> {
  const handle = await onDisk(() => open(draft, 'wx'))
  try {
    const stored = await writeAll(handle, content, bytesMax)
    await onDisk(() => handle.sync())
    return stored
  } finally {
    await handle.close()
  }
}

async function writeAll(
  handle: FileHandle,
  content: AsyncIterable<Uint8Array>,
  bytesMax: number,
): Promise<StoredBlob> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of content) {
    size += chunk.length
    if (size > bytesMax) throw new BlobTooLarge(`more than ${bytesMax} bytes`)
    hash.update(chunk)
    await onDisk(() => handle.writeFile(chunk))
  }
  return { digest: `sha256:${hash.digest('hex')}` as Digest, size }
}

async function syncNames(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function onDisk<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (fault) {
    throw new StorageFailed('the blob store cannot write', { cause: fault })
  }
}
