/**
 * The feed on SQLite: a worker thread writes with group commit and `synchronous = FULL`, the caller's
 * thread reads, and a record reaches its takers as soon as its commit is known, without polling.
 */
import {
  type Consumer,
  type DeliveredRecord,
  type EventFeed,
  type FeedRecord,
  FeedUnavailable,
  type LeaderTerm,
  type Topic,
} from '@xianjie/contracts'
import { CommitNotices } from './commit-notices.ts'
import { type FeedAnswer, type FeedJob, jobBytes, packFeedJobs } from './event-feed-batch.ts'
import { FeedGroup } from './event-feed-group.ts'
import type { FeedDesk } from './event-feed-lane.ts'
import { FeedLeads } from './event-feed-leads.ts'
import { FeedOffsets } from './event-feed-offsets.ts'
import { aborted, pause } from './event-feed-pause.ts'
import { FeedPruning } from './event-feed-pruning.ts'
import { type FeedReader, type HeldTopic, openFeedReader } from './event-feed-reader.ts'
import { checkRecord, deadRecord, withDeadTopics, withId } from './event-feed-records.ts'
import type { FeedWriterSettings } from './event-feed-writer.ts'
import { type Lock, lockFolder, makeFolder, syncFolder } from './folder.ts'
import { WriterThread } from './writer-thread.ts'

const JOBS_PENDING_MAX = 10_000
const BYTES_PENDING_MAX = 64 * 1_048_576
const JOBS_PER_PARCEL_MAX = 20
const JOBS_PER_COMMIT_MAX = 100
const RECORDS_PER_CALL_MAX = 50_000
const PRUNE_EVERY_MS = 60_000
/** How long closing waits for takes and terms that do not end. */
const CLOSE_MS_MAX = 10_000

export type EventFeedOptions = {
  /** Bytes that the file may reach; beyond them publishing rejects as if the disk were full. */
  readonly fileBytesMax?: number
  /** Milliseconds since 1970; retention is counted with it. */
  readonly clock?: () => number
  readonly pruneEveryMs?: number
}

/**
 * The feed in this folder, made when there is none. Throws `FolderInUse` while another process (or
 * this one) has it open, `UnknownFormat` for a file of a newer release.
 */
export async function openEventFeed(
  folder: string,
  options: EventFeedOptions = {},
): Promise<EventFeed> {
  makeFolder(folder)
  const lock = lockFolder(folder, 'feed')
  try {
    return await EmbeddedFeed.open(folder, options, lock)
  } catch (fault) {
    lock.release()
    throw fault
  }
}

type Writer = WriterThread<FeedJob, FeedAnswer>
type Notices = Map<string, CommitNotices>

class EmbeddedFeed implements EventFeed {
  readonly #lock: Lock
  readonly #reader: FeedReader
  readonly #writer: Writer
  readonly #notices: Notices
  readonly #clock: () => number
  readonly #closing = new AbortController()
  readonly #groups = new Map<string, FeedGroup>()
  readonly #running = new Set<Promise<void>>()
  readonly #offsets: FeedOffsets
  readonly #leads: FeedLeads
  readonly #pruning: FeedPruning
  #topics: ReadonlyMap<string, HeldTopic>
  #closed: Promise<void> | undefined

  private constructor(
    { clock = Date.now, pruneEveryMs = PRUNE_EVERY_MS }: EventFeedOptions,
    held: { lock: Lock; reader: FeedReader; writer: Writer; notices: Notices },
  ) {
    this.#lock = held.lock
    this.#reader = held.reader
    this.#writer = held.writer
    this.#notices = held.notices
    this.#clock = clock
    this.#topics = this.#heldTopics()
    this.#offsets = new FeedOffsets((offsets) => this.#ask({ ask: 'offsets', offsets }))
    this.#leads = new FeedLeads((name, reached) =>
      this.#ask({ ask: 'checkpoint', name, ...(reached === undefined ? {} : { reached }) }),
    )
    this.#pruning = new FeedPruning(
      (recordsMax) => this.#ask({ ask: 'prune', now: this.#clock(), recordsMax }),
      pruneEveryMs,
    )
  }

  static async open(folder: string, options: EventFeedOptions, lock: Lock): Promise<EventFeed> {
    const notices: Notices = new Map()
    const writer = await startWriter(folder, options, (answers) => {
      for (const { topic, partition, next } of answers.flatMap(({ heads }) => heads)) {
        notices.get(placeOf(topic, partition))?.announce(next)
      }
    })
    try {
      syncFolder(folder)
      return new EmbeddedFeed(options, { lock, reader: openFeedReader(folder), writer, notices })
    } catch (fault) {
      await writer.close()
      throw fault
    }
  }

  async ensureTopics(topics: readonly Topic[]): Promise<void> {
    const missing = withDeadTopics(topics).filter(({ name }) => !this.#topics.has(name))
    if (missing.length > 0) await this.#ask({ ask: 'topics', topics: missing })
    this.#topics = this.#heldTopics()
    for (const group of this.#groups.values()) group.openLanes([...this.#topics.values()])
  }

  /** One call is one transaction: after a crash all of it is there, or nothing. */
  async publish(records: readonly FeedRecord[]): Promise<void> {
    if (records.length > RECORDS_PER_CALL_MAX) {
      throw new RangeError(`one call publishes at most ${RECORDS_PER_CALL_MAX} records`)
    }
    const published = records.map(withId)
    for (const record of published) checkRecord(record, this.#topics)
    if (published.length > 0) await this.#publish(published)
  }

  consume(consumer: Consumer): Promise<void> {
    return this.#run(consumer.signal, (signal) => this.#consume({ ...consumer, signal }))
  }

  lead(
    name: string,
    signal: AbortSignal,
    term: (term: LeaderTerm) => Promise<void>,
  ): Promise<void> {
    return this.#run(signal, (ending) => this.#leads.lead(name, ending, term))
  }

  async check(): Promise<void> {
    this.#reader.topics()
    await this.#ask({ ask: 'nothing' })
  }

  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #consume(consumer: Consumer): Promise<void> {
    if (consumer.signal.aborted) return
    const group = this.#groups.get(consumer.group) ?? new FeedGroup(consumer.group, this.#desk())
    this.#groups.set(consumer.group, group)
    const member = group.join(consumer)
    group.openLanes([...this.#topics.values()])
    await aborted(consumer.signal)
    await group.leave(member)
    await this.#offsets.flush()
  }

  /** Runs something until its own signal aborts or the feed closes, which waits for it. */
  async #run(signal: AbortSignal, run: (ending: AbortSignal) => Promise<void>): Promise<void> {
    if (this.#closing.signal.aborted) throw unavailable(new Error('it is closed'))
    const running = run(AbortSignal.any([signal, this.#closing.signal]))
    const settled = running.catch(() => undefined)
    this.#running.add(settled)
    try {
      await running
    } finally {
      this.#running.delete(settled)
    }
  }

  /** The reader closes before the writer, whose last checkpoint then finds nobody in its way. */
  async #close(): Promise<void> {
    this.#closing.abort()
    const ended = new AbortController()
    const lanes = [...this.#groups.values()].map((group) => group.ended())
    const everything = Promise.all([...this.#running, ...lanes])
    await Promise.race([everything, pause(CLOSE_MS_MAX, ended.signal)])
    ended.abort()
    await this.#pruning.end()
    await this.#offsets.end()
    this.#reader.close()
    await this.#writer.close()
    this.#lock.release()
  }

  #desk(): FeedDesk {
    return {
      closing: this.#closing.signal,
      notices: (topic, partition) => noticesOf(this.#notices, placeOf(topic, partition)),
      offset: this.#reader.offset,
      page: this.#reader.page,
      bury: (record, group, reason) => this.#bury(record, group, reason),
      note: (offset) => this.#offsets.note(offset),
    }
  }

  /** What is refused even as a dead letter stays where it is: nothing reads it away. */
  async #bury(record: DeliveredRecord, group: string, reason: string): Promise<void> {
    const dead = deadRecord(record, group, reason)
    if (!this.#topics.has(dead.topic)) return
    await this.#publish([dead])
  }

  async #publish(records: readonly FeedRecord[]): Promise<void> {
    await this.#ask({ ask: 'publish', at: this.#clock(), records })
  }

  async #ask(job: FeedJob): Promise<number> {
    const { count } = await this.#writer.submit(job)
    return count
  }

  #heldTopics(): ReadonlyMap<string, HeldTopic> {
    return new Map(this.#reader.topics().map((topic) => [topic.name, topic]))
  }
}

const startWriter = (
  folder: string,
  { fileBytesMax }: EventFeedOptions,
  committed: (answers: readonly FeedAnswer[]) => void,
): Promise<Writer> =>
  WriterThread.start<FeedJob, FeedAnswer>({
    script: new URL('./event-feed-writer.ts', import.meta.url),
    workerData: { folder, fileBytesMax, jobsMax: JOBS_PER_COMMIT_MAX } satisfies FeedWriterSettings,
    jobsPendingMax: JOBS_PENDING_MAX,
    bytesPendingMax: BYTES_PENDING_MAX,
    jobsPerParcelMax: JOBS_PER_PARCEL_MAX,
    bytesOf: jobBytes,
    pack: packFeedJobs,
    committed,
    busy: () => new FeedUnavailable('the queue of the feed is full'),
    unavailable,
  })

const unavailable = (cause: unknown) => new FeedUnavailable('the feed cannot be written', { cause })

const placeOf = (topic: number, partition: number): string => `${topic}/${partition}`

function noticesOf(all: Notices, place: string): CommitNotices {
  const notices = all.get(place) ?? new CommitNotices(0)
  all.set(place, notices)
  return notices
}
