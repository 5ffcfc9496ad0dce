/**
 * The feed: records on topics, for whoever follows. Everything in it follows from the log.
 *
 * Promises, kept by every adapter and checked by `conformance/event-feed.ts`:
 * - What `publish` was given is durable when its promise fulfils, in the order given for each key.
 *   Calls are served in the order in which they were made.
 * - At least once: a record may come again, with the same id. A reader drops what it has seen; what is
 *   left then is in the order of publishing.
 * - Records of one key of one topic are taken one after the other, in the order in which they were published.
 * - A record that `take` has fulfilled is not given to the group again, but after a fault or a change of members.
 * - Outside faults reject with `FeedUnavailable`; what was being published may be there or not, and
 *   whoever wants order publishes the same again before anything later.
 */
import type { EventId } from '../ids.ts'

export type Topic = {
  readonly name: string
  readonly partitions: number
  /** Keeps the last record of each key instead of all records. */
  readonly compacted: boolean
  /** One record with its headers, bytes. */
  readonly recordBytesMax: number
  /** Hours that a record is kept; for ever when there is none. */
  readonly retentionHours?: number
}

export type FeedRecord = {
  readonly topic: string
  /** The same whenever the same thing is published again. */
  readonly id: EventId
  readonly key: string
  readonly headers: Readonly<Record<string, string>>
  /** Undefined takes the key's record out of a compacted topic. */
  readonly value: Uint8Array | undefined
}

/**
 * A record as the feed holds it; partition and offset say where. One that somebody else produced
 * without an id has one made from its place, and the empty key when it has none.
 */
export type DeliveredRecord = FeedRecord & { readonly partition: number; readonly offset: number }

export type Consumer = {
  readonly topics: readonly string[]
  /** Members of one group share the records; each group gets all of them, from the first one on. */
  readonly group: string
  /**
   * Fulfils when the record is done with. `RecordRefused` sends it to `<topic>.dead` with the reason;
   * any other fault is met by waiting and giving it again, while other partitions go on.
   */
  readonly take: (record: DeliveredRecord) => Promise<void>
  readonly signal: AbortSignal
}

/** The time during which this process alone does what `lead` names. */
export type LeaderTerm = {
  /** The last one that any leader committed; 0 before the first. */
  readonly checkpoint: number
  /** Aborts when the term is over, whoever ended it. */
  readonly signal: AbortSignal
  /** Rejects with `TermOver` once another process leads. */
  commit(checkpoint: number): Promise<void>
}

export type EventFeed = {
  /** Makes topics that are missing and their dead-letter topics; leaves others as they are. */
  ensureTopics(topics: readonly Topic[]): Promise<void>
  /** Rejects with `RecordTooLarge`, and publishes nothing, when a record exceeds its topic's limit. */
  publish(records: readonly FeedRecord[]): Promise<void>
  /**
   * Runs until the signal aborts, and fulfils when no `take` is under way any more; comes back by
   * itself after faults of the feed.
   */
  consume(consumer: Consumer): Promise<void>
  /**
   * Runs `term` whenever this process leads, until the signal aborts. At most one process leads; a
   * leader that has lost its connection may not know it for a while, which is why `commit` can refuse.
   * The next term of this process begins when the last one's promise has settled, so that `term` must
   * heed its signal. When `term` fulfils, or rejects with a retriable fault, the term ends and another
   * one is sought after a pause; any other fault of `term` is what `lead` rejects with.
   */
  lead(name: string, signal: AbortSignal, term: (term: LeaderTerm) => Promise<void>): Promise<void>
  /** Fulfils while the feed can be reached, else rejects with `FeedUnavailable`. */
  check(): Promise<void>
  close(): Promise<void>
}

/** Topic that holds what could not be taken from another one, with the reason in a header. */
export const deadTopic = (topic: string): string => `${topic}.dead`

/** Headers that a dead record carries beside its own. */
export const DEAD_HEADERS = {
  reason: 'xianjie-dead-reason',
  topic: 'xianjie-dead-topic',
  partition: 'xianjie-dead-partition',
  offset: 'xianjie-dead-offset',
  group: 'xianjie-dead-group',
} as const

/**
 * Header that holds the id of a record; CloudEvents 1.0, Kafka protocol binding §3.2.3. Every record is
 * delivered with it, whether its publisher set it or not.
 */
export const ID_HEADER = 'ce_id'

/** The record can never be taken: it goes to the dead-letter topic, and the rest flows on. */
export class RecordRefused extends Error {
  readonly code = 'record-refused'
  readonly retriable = false
}

/** A record with its headers exceeds `recordBytesMax`; repeating the call will not help. */
export class RecordTooLarge extends Error {
  readonly code = 'record-too-large'
  readonly retriable = false
}

/** The feed is away or failed. */
export class FeedUnavailable extends Error {
  readonly code = 'feed-unavailable'
  readonly retriable = true
}

/** Another process leads now. */
export class TermOver extends Error {
  readonly code = 'term-over'
  readonly retriable = true
}
