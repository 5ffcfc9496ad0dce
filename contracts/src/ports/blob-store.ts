/** Attachments by their digest. What is put is durable when the promise fulfils. */
import type { Digest } from '../ids.ts'

export type StoredBlob = { readonly digest: Digest; readonly size: number }

export type BlobStore = {
  /**
   * Stores the bytes under their own SHA-256, once however often they are put. Bytes beyond
   * `bytesMax` end it with `BlobTooLarge` and leave nothing behind.
   */
  put(content: AsyncIterable<Uint8Array>, bytesMax: number): Promise<StoredBlob>
  /** Bytes of a stored blob, or undefined when there is none. */
  size(digest: Digest): Promise<number | undefined>
  /** The bytes, or undefined when there are none. */
  get(digest: Digest): Promise<AsyncIterable<Uint8Array> | undefined>
  close(): Promise<void>
}

export class BlobTooLarge extends Error {
  readonly code = 'blob-too-large'
  readonly retriable = false
}
