import { ATTACHMENT_BYTES_MAX, type BlobStore, type Digest } from '@xianjie/contracts'
import type { Holdings } from './holdings.ts'

/** Digests that a report names; the others are counted. */
const NAMED_MAX = 20

export type CopiedBlobs = {
  readonly put: number
  /** Attachments that documents name and that are gone, or spoilt, where they should be. */
  readonly missing: number
  readonly named: readonly Digest[]
}

/** Copies what is not there yet. Bytes that no longer fit their digest count as missing. */
export async function copyBlobs(
  holdings: Pick<Holdings, 'digests' | 'blob'>,
  blobs: Pick<BlobStore, 'size' | 'put'>,
): Promise<CopiedBlobs> {
  let [put, missing] = [0, 0]
  const named: Digest[] = []
  for await (const digest of holdings.digests()) {
    if ((await blobs.size(digest)) !== undefined) continue
    const content = await holdings.blob(digest)
    const stored = content && (await blobs.put(content, ATTACHMENT_BYTES_MAX))
    if (stored?.digest === digest) {
      put += 1
      continue
    }
    missing += 1
    if (named.length < NAMED_MAX) named.push(digest)
  }
  return { put, missing, named }
}
