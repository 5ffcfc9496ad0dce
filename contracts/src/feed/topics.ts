/**
 * The topics on which the platform tells what it knows. Their records are thin: codes, ids and dates,
 * nobody's name or number, no text of a document. Whoever may know more asks the API for it.
 */
import type { Agency } from '../competence/agency.ts'
import { mayAskStatus } from '../competence/agency.ts'
import type { AgencyCode } from '../ids.ts'
import type { Topic } from '../ports/event-feed.ts'
import { inboundTopics, mayPushInbound } from './inbound.ts'

/** Bytes of a record; it has 64 KiB at most, but brokers hold a whole batch to this limit. */
const RECORD_BYTES_MAX = 524_288
/** Three months: longer than an agency is away, short enough that what was sealed does not linger. */
const RETENTION_HOURS = 90 * 24
const PARTITIONS = 12
const SUPERVISION_PARTITIONS = 6
/** An agency's own topic keeps one order over all of its records. */
const FEED_PARTITIONS = 1

/** Every accepted document; key: subjectId. */
export const DOCUMENTS_TOPIC: Topic = {
  name: 'xianjie.documents.v1',
  partitions: PARTITIONS,
  compacted: false,
  recordBytesMax: RECORD_BYTES_MAX,
  retentionHours: RETENTION_HOURS,
}

/** The latest status of each subject; key: subjectId. */
export const STATUS_TOPIC: Topic = {
  name: 'xianjie.status.v1',
  partitions: PARTITIONS,
  compacted: true,
  recordBytesMax: RECORD_BYTES_MAX,
}

/** What procuratorates supervise (人民检察院法律监督; CCL 62, CCM 6); key: subjectId. */
export const SUPERVISION_TOPIC: Topic = {
  name: 'xianjie.supervision.v1',
  partitions: SUPERVISION_PARTITIONS,
  compacted: false,
  recordBytesMax: RECORD_BYTES_MAX,
  retentionHours: RETENTION_HOURS,
}

/** Topic of what one agency may know: documents that name it, status of the persons they concern. */
export const feedTopicName = (code: AgencyCode): string => `xianjie.feed.${code}.v1`

export const feedTopic = (code: AgencyCode): Topic => ({
  name: feedTopicName(code),
  partitions: FEED_PARTITIONS,
  compacted: false,
  recordBytesMax: RECORD_BYTES_MAX,
  retentionHours: RETENTION_HOURS,
})

/** Whether the agency takes its feed by Kafka now; kinds that get no documents get no feed (law.md §4.3). */
export const takesFeed = ({ status, kind, kafka }: Agency): boolean =>
  status === 'active' && kafka?.feed === true && mayAskStatus(kind)

/** What one agency's registration asks for; none when it does not use Kafka. */
export const topicsOfAgency = (agency: Agency): readonly Topic[] => [
  ...(takesFeed(agency) ? [feedTopic(agency.code)] : []),
  ...(mayPushInbound(agency) ? inboundTopics(agency.code) : []),
]

/** Topics that exist whoever is registered. */
export const PLATFORM_TOPICS: readonly Topic[] = [DOCUMENTS_TOPIC, STATUS_TOPIC, SUPERVISION_TOPIC]
