/**
 * The evidence of one document: the exact bytes that were signed and the signature over them, as
 * one block. Layout: 4 bytes big-endian length of the document, the document, the signature.
 */
export type Evidence = { readonly document: Uint8Array; readonly signature: Uint8Array }

const LENGTH_BYTES = 4

export function packEvidence({ document, signature }: Evidence): Uint8Array {
  const block = new Uint8Array(LENGTH_BYTES + document.length + signature.length)
  new DataView(block.buffer).setUint32(0, document.length)
  block.set(document, LENGTH_BYTES)
  block.set(signature, LENGTH_BYTES + document.length)
  return block
}

/** Throws RangeError when the block is torn: that is a broken log, never a sender's fault. */
export function unpackEvidence(block: Uint8Array): Evidence {
  const length = new DataView(block.buffer, block.byteOffset, block.byteLength).getUint32(0)
  const split = LENGTH_BYTES + length
  if (split > block.length) throw new RangeError('evidence block is shorter than it says')
  return { document: block.subarray(LENGTH_BYTES, split), signature: block.subarray(split) }
}
