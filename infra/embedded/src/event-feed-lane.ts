/**
 * One group's way through one partition: record after record, each to the member whose turn the
 * partition is at that moment. A lane outlives its members, so that a record which one of them still
 * has in hand is never given to another meanwhile.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { type Consumer, type DeliveredRecord, RecordRefused } from '@xianjie/contracts'
import type { CommitNotices } from './commit-notices.ts'
import type { GroupOffset } from './event-feed-batch.ts'
import { pause } from './event-feed-pause.ts'
import type { HeldTopic } from './event-feed-reader.ts'

/** Wait before a record whose take failed is given again; doubled each time up to the second. */
const AGAIN_MS_MIN = 50
const AGAIN_MS_MAX = 5_000

export type FeedMember = Pick<Consumer, 'topics' | 'take' | 'signal'> & {
  /** Records in its hands, each until its offset is noted. */
  readonly underway: Set<Promise<unknown>>
}

/** The members of a group, as a lane sees them. */
export type FeedCrew = {
  readonly group: string
  memberFor(topic: string, partition: number): FeedMember | undefined
  /** How often somebody joined, and the notices of it. */
  readonly joins: number
  readonly joined: CommitNotices
}

/** What lanes need of the feed. */
export type FeedDesk = {
  readonly closing: AbortSignal
  notices(topic: number, partition: number): CommitNotices
  offset(group: string, topic: number, partition: number): number
  page(topic: HeldTopic, partition: number, from: number): readonly DeliveredRecord[]
  /** Puts a refused record into the dead-letter topic. */
  bury(record: DeliveredRecord, group: string, reason: string): Promise<void>
  note(offset: GroupOffset): void
}

export class FeedLane {
  readonly #desk: FeedDesk
  readonly #crew: FeedCrew
  readonly #topic: HeldTopic
  readonly #partition: number
  readonly #grown: CommitNotices
  #next: number | undefined

  constructor(desk: FeedDesk, crew: FeedCrew, topic: HeldTopic, partition: number) {
    this.#desk = desk
    this.#crew = crew
    this.#topic = topic
    this.#partition = partition
    this.#grown = desk.notices(topic.id, partition)
  }

  /** Ends when the feed closes. */
  async run(): Promise<void> {
    const { closing } = this.#desk
    while (!closing.aborted) {
      const { joins, joined } = this.#crew
      if (this.#member() === undefined) await joined.grown(joins, closing)
      else await this.#goOn()
    }
  }

  async #goOn(): Promise<void> {
    const page = this.#page()
    if (page === undefined) return pause(AGAIN_MS_MAX, this.#desk.closing)
    if (page.length === 0) return this.#grown.grown(this.#next ?? 0, this.#desk.closing)
    for (const record of page) if (!(await this.#give(record))) break
    // A long backlog must not keep the thread from serving others between two pages.
    await nextTurn()
  }

  #member(): FeedMember | undefined {
    return this.#crew.memberFor(this.#topic.name, this.#partition)
  }

  /** The records that come next, or undefined when the file cannot be read. */
  #page(): readonly DeliveredRecord[] | undefined {
    try {
      this.#next ??= this.#desk.offset(this.#crew.group, this.#topic.id, this.#partition)
      return this.#desk.page(this.#topic, this.#partition, this.#next)
    } catch {
      return undefined
    }
  }

  /** Gives a record until somebody has taken it; false when nobody is left to take it. */
  async #give(record: DeliveredRecord): Promise<boolean> {
    for (let ms = AGAIN_MS_MIN; ; ms = Math.min(2 * ms, AGAIN_MS_MAX)) {
      const member = this.#member()
      if (member === undefined || this.#desk.closing.aborted) return false
      const taking = this.#take(member, record)
      member.underway.add(taking)
      const taken = await taking
      member.underway.delete(taking)
      if (taken) return true
      await pause(ms, member.signal)
    }
  }

  async #take(member: FeedMember, record: DeliveredRecord): Promise<boolean> {
    try {
      await member.take(record)
    } catch (fault) {
      if (!(fault instanceof RecordRefused && (await this.#buried(record, fault)))) return false
    }
    const { group } = this.#crew
    this.#next = record.offset + 1
    this.#desk.note({ group, topic: this.#topic.id, partition: this.#partition, next: this.#next })
    return true
  }

  #buried(record: DeliveredRecord, { message }: RecordRefused): Promise<boolean> {
    return this.#desk.bury(record, this.#crew.group, message).then(
      () => true,
      () => false,
    )
  }
}
