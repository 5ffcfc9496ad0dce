/** What becomes of an event's data when the event comes to stand at another position (ADR 0015). */
import { DOCUMENT_ACCEPTED, type DocumentAccepted, type RecordedEvent } from '@xianjie/contracts'

/**
 * The data for a position, undefined where the log gives out positions that nobody can tell before.
 * Only an acceptance changes, once: its receipt keeps naming the position at which it was accepted.
 */
export function dataAt(event: RecordedEvent, position: number | undefined): Uint8Array {
  if (event.type !== DOCUMENT_ACCEPTED || position === event.position) return event.data
  const accepted = JSON.parse(Buffer.from(event.data).toString()) as DocumentAccepted
  if (accepted.proof.receiptPosition !== undefined) return event.data
  const { person, ...before } = accepted.proof
  const proof = { ...before, receiptPosition: event.position, person }
  return Buffer.from(JSON.stringify({ ...accepted, proof }))
}
