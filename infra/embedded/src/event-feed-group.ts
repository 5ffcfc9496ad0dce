/** The members of one consumer group in this process, and how they share the partitions. */
import type { Consumer } from '@xianjie/contracts'
import { CommitNotices } from './commit-notices.ts'
import { type FeedCrew, type FeedDesk, FeedLane, type FeedMember } from './event-feed-lane.ts'
import type { HeldTopic } from './event-feed-reader.ts'

export class FeedGroup implements FeedCrew {
  readonly group: string
  readonly joined = new CommitNotices(0)
  readonly #desk: FeedDesk
  readonly #lanes = new Map<number, Promise<unknown>>()
  #members: readonly FeedMember[] = []
  #joins = 0

  constructor(group: string, desk: FeedDesk) {
    this.group = group
    this.#desk = desk
  }

  get joins(): number {
    return this.#joins
  }

  join({ topics, take, signal }: Consumer): FeedMember {
    const member = { topics, take, signal, underway: new Set<Promise<unknown>>() }
    this.#members = [...this.#members, member]
    this.#joins += 1
    this.joined.announce(this.#joins)
    return member
  }

  /** The others go on with its partitions. Fulfils when it has nothing in hand any more. */
  async leave(member: FeedMember): Promise<void> {
    this.#members = this.#members.filter((other) => other !== member)
    await Promise.all(member.underway)
  }

  /** Opens the lanes of those of these topics which somebody here asked for. */
  openLanes(topics: readonly HeldTopic[]): void {
    for (const topic of topics) {
      if (this.#lanes.has(topic.id) || this.#followers(topic.name).length === 0) continue
      const lanes = Array.from({ length: topic.partitions }, (_, partition) =>
        new FeedLane(this.#desk, this, topic, partition).run(),
      )
      this.#lanes.set(topic.id, Promise.all(lanes))
    }
  }

  memberFor(topic: string, partition: number): FeedMember | undefined {
    const followers = this.#followers(topic)
    return followers[partition % followers.length]
  }

  /** Fulfils when every lane has ended, which they do when the feed closes. */
  async ended(): Promise<void> {
    await Promise.all(this.#lanes.values())
  }

  /** Whoever has aborted gets nothing more, even before it has left. */
  #followers(topic: string): readonly FeedMember[] {
    return this.#members.filter(({ topics, signal }) => !signal.aborted && topics.includes(topic))
  }
}
