/**
 * What is to be uploaded, in a file without a name: its digest must be known before the first byte is
 * sent. The file is unlinked as soon as it is open, so that nothing is left of it whatever happens.
 */
import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { BlobTooLarge } from '@xianjie/contracts'

const OWNER_ONLY = 0o600
const READ_CHUNK_BYTES = 256 * 1_024

export type Draft = {
  /** SHA-256, 32 bytes. */
  readonly hash: Buffer
  readonly size: number
  /** Reads it from the beginning, each time anew. */
  content(): Readable
  close(): Promise<void>
}

/** This machine's disk failed or is full. */
export class DraftFailed extends Error {
  readonly code = 'draft-failed'
  readonly retriable = true
}

/** Throws `BlobTooLarge` as soon as there are more bytes than `bytesMax`. */
export async function writeDraft(
  folder: string,
  content: AsyncIterable<Uint8Array>,
  bytesMax: number,
): Promise<Draft> {
  const handle = await onDisk(() => openUnnamed(folder))
  try {
    const { hash, size } = await writeAll(handle, content, bytesMax)
    return {
      hash,
      size,
      content: () => Readable.from(readAll(handle, size)),
      close: () => handle.close(),
    }
  } catch (fault) {
    await handle.close()
    throw fault
  }
}

async function openUnnamed(folder: string): Promise<FileHandle> {
  const file = join(folder, `xianjie-${randomUUID()}`)
  const handle = await open(file, 'wx+', OWNER_ONLY)
  await rm(file, { force: true })
  return handle
}

async function writeAll(
  handle: FileHandle,
  content: AsyncIterable<Uint8Array>,
  bytesMax: number,
): Promise<Pick<Draft, 'hash' | 'size'>> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of content) {
    size += chunk.length
    if (size > bytesMax) throw new BlobTooLarge(`more than ${bytesMax} bytes`)
    hash.update(chunk)
    await onDisk(() => handle.writeFile(chunk))
  }
  return { hash: hash.digest(), size }
}

async function* readAll(handle: FileHandle, size: number): AsyncIterable<Uint8Array> {
  let at = 0
  while (at < size) {
    const into = Buffer.allocUnsafe(READ_CHUNK_BYTES)
    const { bytesRead } = await handle.read(into, 0, READ_CHUNK_BYTES, at)
    assert(bytesRead > 0, 'what was written can be read')
    at += bytesRead
    yield into.subarray(0, bytesRead)
  }
}

async function onDisk<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (fault) {
    throw new DraftFailed('the blob cannot be written aside', { cause: fault })
  }
}
