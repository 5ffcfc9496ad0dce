/** What became of an inbound record, as a record for its agency: CloudEvents 1.0, binary mode. */
import { createHash } from 'node:crypto'
import {
  type AgencyCode,
  type DeliveredRecord,
  DOCUMENT_RECEIPTED,
  DOCUMENT_REFUSED,
  type EventId,
  type FeedRecord,
  formatInstant,
  ID_HEADER,
  INBOUND_HEADERS,
  type Instant,
  outcomeTopic,
} from '@xianjie/contracts'
import { problemBytes } from './inbound-problem.ts'
import { correlationOf, placeOf } from './inbound-read.ts'
import type { Pushed } from './push-submission.ts'

/** Namespace of the ids of outcomes; fixed for ever, so that a record given again repeats its own. */
const OUTCOMES = '5b9a1f7e-0d3c-5c52-8f6e-2a4b7c91d0e3'

type Around = {
  readonly agency: AgencyCode
  /** The platform's id. */
  readonly platform: string
  readonly now: Instant
}

/** The outcome's id follows from the record's place alone; its key keeps one document in order. */
export function outcomeRecord(
  record: DeliveredRecord,
  pushed: Pushed,
  { agency, platform, now }: Around,
): FeedRecord {
  const id = uuidV5(placeOf(record), OUTCOMES)
  const correlation = correlationOf(record)
  return {
    topic: outcomeTopic(agency),
    id,
    key: pushed.documentId ?? correlation,
    headers: {
      // CloudEvents 1.0, Kafka protocol binding §3.2.
      ce_specversion: '1.0',
      [ID_HEADER]: id,
      ce_source: `urn:xianjie:platform:${encodeURIComponent(platform)}`,
      ce_type: pushed.ok ? DOCUMENT_RECEIPTED : DOCUMENT_REFUSED,
      ce_time: formatInstant(now),
      'content-type': pushed.ok ? 'application/json' : 'application/problem+json',
      [INBOUND_HEADERS.correlation]: correlation,
      ...(pushed.ok ? { [INBOUND_HEADERS.repeated]: String(pushed.repeated) } : {}),
    },
    value: pushed.ok
      ? Buffer.from(JSON.stringify(pushed.receipt))
      : problemBytes(pushed.problem, id),
  }
}

/** A name's UUID in a namespace, by SHA-1 (RFC 9562 §5.5). */
function uuidV5(name: string, namespace: string): EventId {
  const hash = createHash('sha1').update(namespace.replaceAll('-', ''), 'hex').update(name)
  const bytes = hash.digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as EventId
}
