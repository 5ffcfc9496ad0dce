/**
 * What an event carries in EventStoreDB's metadata: the event's own id and its evidence.
 *
 * The id that EventStoreDB knows an event by is chosen anew for each append and kept through its
 * retries. The server answers an append of known ids as the first time and does not say so; under
 * the event's own id two writers of one document would both be told that theirs was stored. With an
 * id that nobody else has, success means that this very append stored the event.
 *
 * Layout: magic (4 bytes, no JSON text begins so), event id (16), 1 or 0 for "has evidence" (1),
 * the evidence. Metadata of another form belongs to an event that somebody else wrote.
 */
import { Buffer } from 'node:buffer'
import type { EventId, NewEvent } from '@xianjie/contracts'

const MAGIC = Buffer.from([0x01, 0x78, 0x6a, 0x31])
const ID_AT = MAGIC.length
const FLAG_AT = ID_AT + 16
export const FRAME_BYTES = FLAG_AT + 1

export type Frame = { readonly id: EventId; readonly evidence: Uint8Array | undefined }

export function packFrame({ id, evidence }: NewEvent): Uint8Array {
  const frame = new Uint8Array(FRAME_BYTES + (evidence?.length ?? 0))
  frame.set(MAGIC)
  frame.set(Buffer.from(id.replaceAll('-', ''), 'hex'), ID_AT)
  frame[FLAG_AT] = evidence ? 1 : 0
  if (evidence) frame.set(evidence, FRAME_BYTES)
  return frame
}

/** The evidence is a view into the metadata; undefined for metadata of another form. */
export function unpackFrame(metadata: Uint8Array): Frame | undefined {
  if (metadata.length < FRAME_BYTES) return undefined
  const bytes = Buffer.from(metadata.buffer, metadata.byteOffset, metadata.length)
  if (bytes.compare(MAGIC, 0, MAGIC.length, 0, MAGIC.length) !== 0) return undefined
  const evidence = bytes[FLAG_AT] === 1 ? metadata.subarray(FRAME_BYTES) : undefined
  return { id: uuidOf(bytes.toString('hex', ID_AT, FLAG_AT)), evidence }
}

const uuidOf = (hex: string): EventId =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(
    20,
  )}` as EventId
