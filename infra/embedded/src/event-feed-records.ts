/** Records and topics as the embedded feed wants them, before they travel to its writer. */
import {
  DEAD_HEADERS,
  type DeliveredRecord,
  deadTopic,
  type FeedRecord,
  FeedUnavailable,
  ID_HEADER,
  RecordTooLarge,
  type Topic,
} from '@xianjie/contracts'
import { recordBytes } from './event-feed-batch.ts'
import type { HeldTopic } from './event-feed-reader.ts'

const PARTITIONS_MAX = 1_000
/** Dead letters of a topic that keeps its records for ever are kept for a quarter of a year. */
const DEAD_RETENTION_HOURS = 90 * 24
/** Room for the headers that a dead record carries beside its own, bytes. */
const DEAD_HEADERS_BYTES = 4_096
const DEAD_REASON_CHARACTERS_MAX = 1_000

/** These topics, each followed by its dead-letter topic. Throws for what no caller may ask. */
export const withDeadTopics = (topics: readonly Topic[]): readonly Topic[] =>
  topics.flatMap((topic) => [checked(topic), deadTopicOf(topic)])

function checked(topic: Topic): Topic {
  const { name, partitions } = topic
  if (Number.isInteger(partitions) && partitions >= 1 && partitions <= PARTITIONS_MAX) return topic
  throw new RangeError(`${name} has 1 to ${PARTITIONS_MAX} partitions`)
}

const deadTopicOf = ({ name, recordBytesMax, retentionHours }: Topic): Topic => ({
  name: deadTopic(name),
  partitions: 1,
  compacted: false,
  recordBytesMax: recordBytesMax + DEAD_HEADERS_BYTES,
  retentionHours: retentionHours ?? DEAD_RETENTION_HOURS,
})

/** Throws `FeedUnavailable` when there is no such topic yet, `RecordTooLarge` beyond its limit. */
export function checkRecord(record: FeedRecord, topics: ReadonlyMap<string, HeldTopic>): void {
  const topic = topics.get(record.topic)
  if (topic === undefined) throw new FeedUnavailable(`there is no topic ${record.topic} yet`)
  if (recordBytes(record) > topic.recordBytesMax) {
    throw new RecordTooLarge(`a record of ${topic.name} has at most ${topic.recordBytesMax} bytes`)
  }
}

export const withId = (record: FeedRecord): FeedRecord => ({
  ...record,
  headers: { ...record.headers, [ID_HEADER]: record.id },
})

export const deadRecord = (record: DeliveredRecord, group: string, reason: string): FeedRecord => ({
  topic: deadTopic(record.topic),
  id: record.id,
  key: record.key,
  headers: {
    ...record.headers,
    [DEAD_HEADERS.reason]: reason.slice(0, DEAD_REASON_CHARACTERS_MAX),
    [DEAD_HEADERS.topic]: record.topic,
    [DEAD_HEADERS.partition]: String(record.partition),
    [DEAD_HEADERS.offset]: String(record.offset),
    [DEAD_HEADERS.group]: group,
  },
  value: record.value,
})
