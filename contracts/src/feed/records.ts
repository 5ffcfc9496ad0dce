/**
 * From what happened to the records that tell it: CloudEvents 1.0 in binary mode (Kafka protocol
 * binding §3.2). A record's id and bytes follow from its cause alone, so that whoever publishes it
 * again, after a restart or on another machine, publishes the very same.
 */
import {
  DEADLINE_APPROACHING,
  DEADLINE_MISSED,
  DEADLINE_SETTLED,
  FINDING_RAISED,
  FINDING_SETTLED,
} from '../events/subject-events.ts'
import type { AgencyCode, EventId, SubjectId } from '../ids.ts'
import type { FeedRecord } from '../ports/event-feed.ts'
import { formatInstant } from '../time.ts'
import { type NewsAt, newsNotice } from './news-notices.ts'
import {
  type AcceptedAt,
  documentNotice,
  type StatusAsOf,
  statusNotice,
  supervisionNotice,
} from './notices.ts'
import { DOCUMENTS_TOPIC, feedTopicName, STATUS_TOPIC, SUPERVISION_TOPIC } from './topics.ts'

/** `type` and `dataschema` of each kind of record. */
export const FEED_EVENTS = {
  document: { type: 'xianjie.document.accepted.v1', schema: 'urn:xianjie:feed:document:1' },
  status: { type: 'xianjie.status.changed.v1', schema: 'urn:xianjie:feed:status:1' },
  supervision: {
    type: 'xianjie.supervision.document.v1',
    schema: 'urn:xianjie:feed:supervision-document:1',
  },
  [DEADLINE_APPROACHING]: {
    type: 'xianjie.deadline.approaching.v1',
    schema: 'urn:xianjie:feed:deadline:1',
  },
  [DEADLINE_MISSED]: {
    type: 'xianjie.deadline.missed.v1',
    schema: 'urn:xianjie:feed:deadline:1',
  },
  [DEADLINE_SETTLED]: {
    type: 'xianjie.deadline.settled.v1',
    schema: 'urn:xianjie:feed:deadline-settled:1',
  },
  [FINDING_RAISED]: { type: 'xianjie.finding.raised.v1', schema: 'urn:xianjie:feed:finding:1' },
  [FINDING_SETTLED]: { type: 'xianjie.finding.settled.v1', schema: 'urn:xianjie:feed:finding:1' },
} as const
export type FeedEvent = keyof typeof FEED_EVENTS

export type Press = {
  /** The platform's id; part of `ce_source`. */
  readonly platform: string
  /** UUIDv5 of a text in a namespace of its own, the same for ever. */
  readonly idOf: (text: string) => EventId
}

const encoder = new TextEncoder()

/** The document for the platform, the procuratorates and the agencies that it names and that take a feed. */
export function documentRecords(
  accepted: AcceptedAt,
  to: { readonly agencies: readonly AgencyCode[]; readonly statusChanged: boolean },
  press: Press,
): readonly FeedRecord[] {
  const { documentId, subjectId, acceptedAt } = accepted.open
  const record = recordMaker({ subject: subjectId, time: acceptedAt, cause: documentId }, press)
  const notice = documentNotice(accepted)
  const supervision = supervisionNotice(accepted, to.statusChanged)
  return [
    record('document', DOCUMENTS_TOPIC.name, notice, documentId as string as EventId),
    ...to.agencies.map((code) => record('document', feedTopicName(code), notice)),
    ...(supervision ? [record('supervision', SUPERVISION_TOPIC.name, supervision)] : []),
  ]
}

/** The status for the platform, where `everybody`, and for agencies that take a feed. */
export function statusRecords(
  found: StatusAsOf,
  to: { readonly agencies: readonly AgencyCode[]; readonly everybody: boolean },
  press: Press,
  again = '',
): readonly FeedRecord[] {
  const cause = statusCause(found) + again
  const id = press.idOf(cause)
  const time = formatInstant(found.at)
  const record = recordMaker({ subject: found.subject, time, cause: id }, press)
  const notice = statusNotice(found)
  return [
    ...(to.everybody ? [record('status', STATUS_TOPIC.name, notice, id)] : []),
    ...to.agencies.map((code) => record('status', feedTopicName(code), notice)),
  ]
}

/** News of the clock service for the procuratorates, and a deadline for its agency where that takes a feed. */
export function newsRecords(
  told: NewsAt,
  to: { readonly agencies: readonly AgencyCode[] },
  press: Press,
): readonly FeedRecord[] {
  const { subjectId: subject, recordedAt: time, news } = told.stored
  const record = recordMaker({ subject, time, cause: told.id }, press)
  const notice = newsNotice(told)
  return [
    record(news.type, SUPERVISION_TOPIC.name, notice),
    ...to.agencies.map((code) => record(news.type, feedTopicName(code), notice)),
  ]
}

/** What a status follows from: the subject, its last document, the moment. */
const statusCause = ({ subject, position, at }: StatusAsOf): string =>
  `${subject} ${position} ${at}`

type About = { readonly subject: SubjectId; readonly time: string; readonly cause: string }

function recordMaker({ subject, time, cause }: About, { platform, idOf }: Press) {
  const bytesOf = encodedOnce()
  const source = `urn:xianjie:platform:${encodeURIComponent(platform)}`
  return (event: FeedEvent, topic: string, notice: object, own?: EventId): FeedRecord => {
    const id = own ?? idOf(`${topic} ${cause}`)
    return {
      topic,
      id,
      key: subject,
      headers: {
        ce_specversion: '1.0',
        ce_id: id,
        ce_source: source,
        ce_type: FEED_EVENTS[event].type,
        ce_time: time,
        ce_subject: subject,
        ce_dataschema: FEED_EVENTS[event].schema,
        'content-type': 'application/json',
      },
      value: bytesOf(notice),
    }
  }
}

/** The same notice goes to several topics; its bytes are made for the first of them. */
function encodedOnce(): (notice: object) => Uint8Array {
  let last: { readonly notice: object; readonly bytes: Uint8Array } | undefined
  return (notice) => {
    if (last?.notice !== notice) {
      last = { notice, bytes: encoder.encode(JSON.stringify(notice)) }
    }
    return last.bytes
  }
}
