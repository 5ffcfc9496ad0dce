/** What the leader does: brings its view to the checkpoint, then publishes whatever comes. */
import { setTimeout as sleep } from 'node:timers/promises'
import {
  type Clock,
  type EventFeed,
  type EventLog,
  type LeaderTerm,
  PLATFORM_TOPICS,
  type RecordedEvent,
  type Topic,
} from '@xianjie/contracts'
import { followLog, type GiveWay, isRetriable, type Notices } from '@xianjie/follow'
import { Batch } from './batch.ts'
import { Course } from './course.ts'
import { type FeedWatch, insist } from './insist.ts'
import { catchUp } from './standby.ts'
import type { Store } from './store.ts'

/** How often the leader looks whether the clock has changed a status. */
const TICK_MS = 500
/**
 * Events whose records are made without a pause. Few: sending a batch takes several turns of the event
 * loop, and each of them waits for a slice of the next batch.
 */
const SLICE_EVENTS = 8

export type TermParts = Notices & {
  readonly log: EventLog
  readonly feed: EventFeed
  readonly clock: Clock
  readonly store: Store
  readonly watch: FeedWatch
  /** Waits between two slices of events. */
  readonly giveWay: GiveWay
  /** Runs one piece of work after the other. */
  readonly turn: <Result>(work: () => Promise<Result>) => Promise<Result>
  /** Called with the position after each commit. */
  readonly onCommitted: (position: number) => void
}

export class Term {
  readonly #parts: TermParts
  readonly #term: LeaderTerm
  readonly #ending = new AbortController()
  readonly #signal: AbortSignal

  constructor(term: LeaderTerm, parts: TermParts) {
    this.#parts = parts
    this.#term = term
    this.#signal = AbortSignal.any([term.signal, this.#ending.signal])
  }

  /** Runs until the term is over; rejects with `TermOver` when a commit has shown that. */
  async run(): Promise<void> {
    const { log, store, feed, turn, onAway, onBack } = this.#parts
    await catchUp(log, store, this.#term.checkpoint, this.#signal)
    const course = new Course(store, this.#term.checkpoint)
    this.#parts.onCommitted(course.position)
    const take = (page: readonly RecordedEvent[]) => turn(() => this.#take(course, page))
    const reached = () => course.position
    await this.#untilOver(() => this.#insist(() => feed.ensureTopics(this.#allTopics())))()
    const halves = [
      followLog({
        ...{ log, reached, onAway, onBack },
        signal: this.#signal,
        take: this.#untilOver(take),
      }),
      this.#watchClock(this.#untilOver(() => turn(() => this.#tick(course)))),
    ]
    await Promise.race(halves).catch((fault) => this.#ending.abort(fault))
    this.#ending.abort()
    await Promise.allSettled(halves)
    const { reason } = this.#ending.signal
    if (!isAbort(reason)) throw reason
  }

  /** Ends the term with the first fault, whichever of its two halves meets it. */
  #untilOver<Given extends readonly unknown[]>(work: (...given: Given) => Promise<void>) {
    return async (...given: Given): Promise<void> => {
      try {
        await work(...given)
      } catch (fault) {
        if (!this.#signal.aborted) this.#ending.abort(fault)
      }
    }
  }

  /** Makes the next batch while the last one is on its way; they are told one after the other. */
  async #take(course: Course, page: readonly RecordedEvent[]): Promise<void> {
    let telling: Promise<void> = Promise.resolve()
    try {
      for (let rest = page; rest.length > 0; ) {
        const batch = new Batch()
        const left = await this.#fill(batch, course, rest)
        const position = left.length < rest.length ? course.position : undefined
        rest = left
        await telling
        telling = this.#tell(batch, position)
        // It may fail while nobody waits for it yet.
        telling.catch(() => {})
      }
    } finally {
      await telling
    }
  }

  /** Takes events in slices, between which what is on its way can go on; answers what is left. */
  async #fill(
    batch: Batch,
    course: Course,
    page: readonly RecordedEvent[],
  ): Promise<readonly RecordedEvent[]> {
    let rest = page
    for (; ; await this.#parts.giveWay()) {
      this.#signal.throwIfAborted()
      const slice = rest.slice(0, SLICE_EVENTS)
      const taken = course.take(slice, batch)
      rest = rest.slice(taken)
      if (taken < slice.length || rest.length === 0 || batch.isFull()) break
    }
    course.settle()
    return rest
  }

  /** Publishes, then commits the position of the last event, if there was one. */
  async #tell(batch: Batch, position: number | undefined): Promise<void> {
    await this.#publish(batch)
    if (position !== undefined) await this.#commit(position)
  }

  /**
   * Only level with the log, and with everything committed: what the clock has done is told by the
   * documents that are known then.
   */
  async #tick(course: Course): Promise<void> {
    const now = this.#parts.clock.now()
    if (this.#signal.aborted || (await this.#isBehind(course))) return
    for (let done = false; !done && !this.#signal.aborted; ) {
      const batch = new Batch()
      done = course.advance(now, batch)
      await this.#publish(batch)
    }
  }

  async #isBehind(course: Course): Promise<boolean> {
    try {
      return (await this.#parts.log.head()) > course.position
    } catch (fault) {
      if (!isRetriable(fault)) throw fault
      return true
    }
  }

  async #publish({ topics, records }: Batch): Promise<void> {
    const { feed } = this.#parts
    if (topics.length > 0) await this.#insist(() => feed.ensureTopics(topics))
    if (records.length === 0) return
    let failed = false
    await this.#insist(async () => {
      // A topic that somebody has deleted looks like a feed that is away.
      if (failed) await feed.ensureTopics(this.#allTopics())
      failed = true
      await feed.publish(records)
    })
  }

  #allTopics(): readonly Topic[] {
    return [...PLATFORM_TOPICS, ...this.#parts.store.registrations.topics()]
  }

  async #commit(position: number): Promise<void> {
    await this.#insist(() => this.#term.commit(position))
    this.#parts.onCommitted(position)
  }

  #insist(work: () => Promise<void>): Promise<void> {
    return insist(work, this.#parts.watch, this.#signal)
  }

  async #watchClock(tick: () => Promise<void>): Promise<void> {
    while (!this.#signal.aborted) {
      await tick()
      await sleep(TICK_MS, undefined, { signal: this.#signal }).catch(() => {})
    }
  }
}

const isAbort = (reason: unknown): boolean =>
  reason instanceof DOMException && reason.name === 'AbortError'
