/** What the server sends, in the port's words. */
import assert from 'node:assert/strict'
import { Buffer } from 'node:buffer'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import type { BatchAppendResp, ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { EventId, ExpectedRevision, RecordedEvent } from '@xianjie/contracts'
import { CallFault } from './faults.ts'
import { unpackFrame } from './metadata-frame.ts'
import type { Place } from './requests.ts'

export type AppendAnswer =
  | { readonly kind: 'stored'; readonly position: number; readonly revision: number }
  | { readonly kind: 'refused'; readonly actual: ExpectedRevision }

type Status = NonNullable<ReturnType<BatchAppendResp['getError']>>

const LASTING_ERRORS: ReadonlySet<string> = new Set([
  'event_store.client.AccessDenied',
  'event_store.client.StreamDeleted',
  'event_store.client.MaximumAppendSizeExceeded',
])

/** Throws a `CallFault` for any error but a wrong revision. */
export function appendAnswer(message: BatchAppendResp): AppendAnswer {
  const error = message.getError()
  if (error) return { kind: 'refused', actual: wrongRevision(error) }
  const success = message.getSuccess()
  const position = success?.getPosition()
  assert(success && position, 'an append succeeds with a revision and a position')
  return {
    kind: 'stored',
    position: exact(position.getCommitPosition()),
    revision: exact(success.getCurrentRevision()),
  }
}

function wrongRevision(error: Status): ExpectedRevision {
  const name = error.getDetails()?.getTypeName() ?? 'unknown'
  if (name !== 'event_store.client.WrongExpectedVersion') {
    const text = `the server says ${name} ${error.getMessage()}`
    throw new CallFault(text, !LASTING_ERRORS.has(name))
  }
  const details = shared.WrongExpectedVersion.deserializeBinary(
    error.getDetails()?.getValue_asU8() ?? new Uint8Array(0),
  )
  return details.hasCurrentStreamRevision()
    ? exact(details.getCurrentStreamRevision())
    : 'no-stream'
}

type Record = ReadResp.ReadEvent.RecordedEvent

/** The event of an answer, or undefined when it holds another thing or a link. */
export const recordOf = (message: ReadResp): Record | undefined => message.getEvent()?.getEvent()

export const placeOf = (record: Record): Place => ({
  commit: record.getCommitPosition(),
  prepare: record.getPreparePosition(),
})

export const positionOf = (record: Record): number => exact(record.getCommitPosition())

/** Whether it is the server's own; the filter of a subscription looks at types only. */
export const isSystem = (record: Record): boolean =>
  typeOf(record).startsWith('$') || streamOf(record).startsWith('$')

/** Its data is a copy: a view would keep the evidence beside it in memory. */
export const recorded = (record: Record): RecordedEvent => ({
  position: positionOf(record),
  stream: streamOf(record),
  revision: exact(record.getStreamRevision()),
  id: unpackFrame(record.getCustomMetadata_asU8())?.id ?? (wireIdOf(record) as EventId),
  type: typeOf(record),
  data: record.getData_asU8().slice(),
})

export function evidenceOf(record: Record): Uint8Array | undefined {
  const metadata = record.getCustomMetadata_asU8()
  const frame = unpackFrame(metadata)
  if (frame) return frame.evidence?.slice()
  return metadata.length > 0 ? metadata.slice() : undefined
}

/** The id under which the server knows the event. */
export const wireIdOf = (record: Record): string => record.getId()?.getString() ?? ''

const typeOf = (record: Record): string => record.getMetadataMap().get('type') ?? ''

const streamOf = (record: Record): string =>
  Buffer.from(record.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8')

/** The port counts in numbers; a log would need 8 PiB to reach the end of them. */
function exact(digits: string): number {
  const number = Number(digits)
  assert(Number.isSafeInteger(number), `${digits} is no safe integer`)
  return number
}
