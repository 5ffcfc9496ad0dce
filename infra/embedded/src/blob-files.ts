/** Where a blob lies in a folder, `aa/bb/<64 digits>`, and how its bytes are read. */
import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Digest, digest } from '@xianjie/contracts'

const READ_CHUNK_BYTES = 256 * 1_024

export function blobFile(folder: string, wanted: Digest): string {
  assert(digest(wanted), 'only a digest may become a path')
  const hex = wanted.slice('sha256:'.length)
  return join(folder, hex.slice(0, 2), hex.slice(2, 4), hex)
}

/** Bytes of the file, or undefined when there is none. */
export const sizeOf = (file: string): Promise<number | undefined> =>
  stat(file).then(
    ({ size }) => size,
    () => undefined,
  )

/** The file's bytes, or undefined when there is none. */
export async function readBlob(file: string): Promise<AsyncIterable<Uint8Array> | undefined> {
  return (await sizeOf(file)) === undefined ? undefined : chunks(file)
}

/** Opens the file only when somebody reads, so that an answer nobody reads holds nothing open. */
async function* chunks(file: string): AsyncIterable<Uint8Array> {
  const stream = createReadStream(file, { highWaterMark: READ_CHUNK_BYTES })
  yield* stream as AsyncIterable<Uint8Array>
}
