/**
 * The id of a record: UUID version 5 (RFC 9562 §5.5) of what it follows from. Not by the package of
 * that name, which takes four times as long; a leader that catches up makes thousands in a second.
 */
import { hash } from 'node:crypto'
import type { EventId } from '@xianjie/contracts'

/** Namespace of the ids of records; fixed for ever, so that they can be published again. */
export const RECORDS = '5b0f3f0e-2f6c-5c1b-8d43-0b7a1c9e64d2'
const NAMESPACE = Buffer.from(RECORDS.replaceAll('-', ''), 'hex')

export function recordId(text: string): EventId {
  const named = Buffer.allocUnsafe(NAMESPACE.length + Buffer.byteLength(text))
  NAMESPACE.copy(named)
  named.write(text, NAMESPACE.length)
  const hex = hash('sha1', named)
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16)
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ]
  return parts.join('-') as EventId
}
