/**
 * Pushing documents through the feed instead of HTTP: an agency produces submissions to a topic of its
 * own, where the broker lets nobody else write, and reads what became of them on another one.
 */
import type { Agency } from '../competence/agency.ts'
import { type AgencyCode, agencyCode } from '../ids.ts'
import type { Topic } from '../ports/event-feed.ts'

export const inboundTopic = (code: AgencyCode): string => `xianjie.inbound.${code}.v1`
export const outcomeTopic = (code: AgencyCode): string => `xianjie.outcome.${code}.v1`

/** Whose inbound topic it is; undefined for any other topic. */
export function inboundAgency(topic: string): AgencyCode | undefined {
  const [, code = ''] = /^xianjie\.inbound\.([^.]+)\.v1$/.exec(topic) ?? []
  return agencyCode(code)
}

/** Whether the agency may push through the feed now. */
export const mayPushInbound = ({ status, kafka }: Agency): boolean =>
  status === 'active' && kafka?.inbound === true

/** A submission as one record: the JSON body of `POST /v1/documents`, bytes. */
export const INBOUND_VALUE_BYTES_MAX = 2 * 1_048_576
/** Room for headers, and for values that are too large but still get their answer, bytes. */
const INBOUND_MARGIN_BYTES = 262_144
/** A receipt, or a problem with as many of its violations as fit, bytes. */
export const OUTCOME_VALUE_BYTES_MAX = 786_432
const OUTCOME_MARGIN_BYTES = 262_144
/** Submissions are kept for a week, which is longer than the platform may be away. */
const INBOUND_HOURS = 7 * 24
const OUTCOME_HOURS = 30 * 24
const PARTITIONS = 3

/** The two topics of an agency that pushes through the feed. */
export const inboundTopics = (code: AgencyCode): readonly Topic[] => [
  {
    name: inboundTopic(code),
    partitions: PARTITIONS,
    compacted: false,
    recordBytesMax: INBOUND_VALUE_BYTES_MAX + INBOUND_MARGIN_BYTES,
    retentionHours: INBOUND_HOURS,
  },
  {
    name: outcomeTopic(code),
    partitions: PARTITIONS,
    compacted: false,
    recordBytesMax: OUTCOME_VALUE_BYTES_MAX + OUTCOME_MARGIN_BYTES,
    retentionHours: OUTCOME_HOURS,
  },
]

/** Headers of submissions and outcomes beside those of CloudEvents. */
export const INBOUND_HEADERS = {
  /** Who at the agency pushes; what `sub` is in a token. 1–100 characters, required. */
  operator: 'xianjie-operator',
  /** What the agency will know the outcome by, up to 200 characters; else the record's place. */
  correlation: 'xianjie-correlation',
  /** `true` on a receipt when this very document was accepted before. */
  repeated: 'repeated',
} as const

/** Types of outcomes (CloudEvents 1.0 `type`). */
export const DOCUMENT_RECEIPTED = 'xianjie.document.receipted.v1'
export const DOCUMENT_REFUSED = 'xianjie.document.refused.v1'
