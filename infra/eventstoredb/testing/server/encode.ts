import type { Resolved } from './reading.ts'
import { isTombstone } from './reading.ts'
import type { Recorded } from './storage.ts'
import { empty, streamIdentifier, streams, TOMBSTONE_REVISION, uuidMessage } from './wire.ts'

// Times on the wire are .NET ticks of 100 ns since 1970.
const TICKS_PER_MS = '0000'

/** The messages a reader gets, made from records. */
export function eventMessage({ event, link }: Resolved, structuredIds: boolean) {
  const message = new streams.ReadResp.ReadEvent()
  if (event) message.setEvent(recordedMessage(event, structuredIds))
  if (link) message.setLink(recordedMessage(link, structuredIds))
  const original = link ?? event
  if (original) message.setCommitPosition(String(original.position))
  else message.setNoPosition(empty())
  return new streams.ReadResp().setEvent(message)
}

function recordedMessage(record: Recorded, structuredIds: boolean) {
  const message = new streams.ReadResp.ReadEvent.RecordedEvent()
  message.setId(uuidMessage(record.id, structuredIds))
  message.setStreamIdentifier(streamIdentifier(record.stream))
  message.setStreamRevision(isTombstone(record) ? TOMBSTONE_REVISION : String(record.revision))
  message.setCommitPosition(String(record.position))
  message.setPreparePosition(String(record.position))
  message.setData(record.data)
  message.setCustomMetadata(record.metadata)
  const metadata = message.getMetadataMap()
  metadata.set('type', record.type)
  metadata.set('content-type', record.isJson ? 'application/json' : 'application/octet-stream')
  metadata.set('created', `${record.createdMs}${TICKS_PER_MS}`)
  return message
}

export const confirmationMessage = (id: string) =>
  new streams.ReadResp().setConfirmation(
    new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(id),
  )

export const caughtUpMessage = () =>
  new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp())

export const notFoundMessage = (stream: string) =>
  new streams.ReadResp().setStreamNotFound(
    new streams.ReadResp.StreamNotFound().setStreamIdentifier(streamIdentifier(stream)),
  )

export function checkpointMessage(place: { readonly commit: number; readonly prepare: number }) {
  const checkpoint = new streams.ReadResp.Checkpoint()
  checkpoint.setCommitPosition(String(place.commit))
  checkpoint.setPreparePosition(String(place.prepare))
  return new streams.ReadResp().setCheckpoint(checkpoint)
}
