/**
 * The walk along the log, and along the clock between two documents. It depends on nothing but the
 * log up to where it stands: what the view holds of later positions is left out of sight, and a
 * status follows from the facts by then alone. So a walk that begins again at an older checkpoint
 * makes the same records.
 */
import {
  type AgencyCode,
  DOCUMENT_ACCEPTED,
  documentRecords,
  documentStream,
  type Fact,
  type FeedRecord,
  type Instant,
  instant,
  type RecordedEvent,
  type SubjectId,
  type SubjectStatus,
  sameStatus,
  statusRecords,
} from '@xianjie/contracts'
import type { Batch } from './batch.ts'
import { agenciesIn } from './known-facts.ts'
import { latestRecorded } from './last-statuses.ts'
import { tellNews } from './news.ts'
import { type ReadDocument, type ReadEvent, readEvent } from './read-event.ts'
import type { Store } from './store.ts'

/** Moments looked at in one go; the rest comes with the next one. */
const MOMENTS_MAX = 2_000
/** Changes by the clock between a late document and the present of the walk. */
const CHAIN_MAX = 1_000
/**
 * How long after its time of acceptance a document may come to light, ms. Until then a leader that is
 * gone may have told what the clock had done without it.
 */
const APPEND_MS_MAX = 60_000
/** Sorts behind every subject. */
const LAST = '~'

type Found = { readonly at: Instant; readonly status: SubjectStatus }
type Due = { readonly at: Instant; readonly subject: SubjectId; readonly position: number }

export class Course {
  /** Position of the last event taken. */
  position: number
  readonly #store: Store
  /** The last moment of the clock that has been walked over. */
  #reached: { readonly at: number; readonly subject: string; readonly position: number }
  /** The time of the latest document so far. */
  #clock: number
  /** Until when the clock's changes may have been told already; unknown before the first document. */
  #told: number | undefined

  /** Begins behind a position that the view has reached. */
  constructor(store: Store, position: number) {
    this.#store = store
    this.position = position
    this.#clock = Number(store.statements.clock.get(position)?.at ?? 0)
    this.#reached = { at: this.#clock, subject: LAST, position: 0 }
  }

  /**
   * Makes the records of events until the batch is full; answers how many events were taken. The view
   * notes its position at the next call, or when `settle` is called: rows ahead of it do no harm, a
   * walk that begins again meets them anyway.
   */
  take(events: readonly RecordedEvent[], batch: Batch): number {
    const { view } = this.#store
    let taken = 0
    view.transact(Math.max(this.position, view.position()), () => {
      taken = this.#takeUntilFull(events, batch)
    })
    return taken
  }

  /** Lets the view note how far `take` has come. */
  settle(): void {
    const { view } = this.#store
    if (this.position > view.position()) view.transact(this.position, () => {})
  }

  #takeUntilFull(events: readonly RecordedEvent[], batch: Batch): number {
    for (const [index, event] of events.entries()) {
      if (batch.isFull()) return index
      const read = readEvent(event, this.#store.entryOf)
      if (read.kind === 'document') {
        this.#told ??= read.fact.recordedAt + APPEND_MS_MAX
        if (!this.#step(read.fact.recordedAt, batch)) return index
      }
      this.#handle(event, read, batch)
    }
    return events.length
  }

  /** Takes events into the view alone, all of them; they follow its position. */
  follow(events: readonly RecordedEvent[]): void {
    const last = events.at(-1)
    if (!last) return
    this.#store.view.transact(last.position, () => {
      for (const event of events) {
        const read = readEvent(event, this.#store.entryOf)
        if (read.kind === 'document') this.#walkAll(read.fact.recordedAt)
        this.#handle(event, read)
      }
    })
  }

  /** Makes the records of what the clock alone has changed by then; false when there is more of it. */
  advance(to: Instant, batch: Batch): boolean {
    const done = this.#walk(to, batch)
    this.#told = Math.max(this.#told ?? 0, this.#reached.at)
    return done
  }

  #walk(to: Instant, batch: Batch): boolean {
    if (!this.#next(to)) return this.#walkOver(to)
    let done = false
    this.#store.view.transact(this.#store.view.position(), () => {
      done = this.#step(to, batch)
    })
    return done
  }

  #walkAll(to: Instant): void {
    while (!this.#step(to));
  }

  /** One go along the clock; true once `to` is reached. */
  #step(to: Instant, batch?: Batch): boolean {
    for (let moments = 0; moments < MOMENTS_MAX && !batch?.isFull(); moments += 1) {
      const due = this.#next(to)
      if (!due) return this.#walkOver(to)
      this.#reached = due
      this.#change(due, batch)
    }
    return false
  }

  #walkOver(to: Instant): true {
    if (to >= this.#reached.at) this.#reached = { at: to, subject: LAST, position: 0 }
    return true
  }

  #next(to: Instant): Due | undefined {
    const { at, subject, position } = this.#reached
    const row = this.#store.statements.due.get(at, subject, position, to)
    return row && dueIn(Number(row.at), String(row.subject), Number(row.position))
  }

  /** A moment at which a status may change by itself; answers the next one, if it still counts. */
  #change({ at, subject, position }: Due, batch?: Batch): Instant | null {
    const { facts, statements, press } = this.#store
    const known = facts.of(subject, this.position)
    const last = known.at(-1)
    if (last?.position !== position) return null
    try {
      const past = batch && this.#store.status(subject, known, instant(at - 1))
      const status = this.#store.status(subject, known, at)
      if (past && !sameStatus(past, status)) {
        const found = { subject, at, position, cause: { cause: 'clock' }, status } as const
        batch?.add(statusRecords(found, { everybody: true, agencies: this.#feeds(subject) }, press))
      }
      if (status.holdsUntil !== null) statements.putDue.run(status.holdsUntil, subject, position)
      return status.holdsUntil
    } catch (fault) {
      this.#store.park(acceptanceOf(last), fault)
      return null
    }
  }

  #handle(event: RecordedEvent, read: ReadEvent, batch?: Batch): void {
    const { registrations } = this.#store
    this.position = event.position
    if (read.kind === 'unreadable') this.#store.park(event, read.fault)
    if (read.kind === 'registration') {
      registrations.put(event.position, read.agency)
      batch?.topics.push(...registrations.topicsOf(read.agency.code))
    }
    if (read.kind === 'news') batch?.add(tellNews(read.told, this.#store))
    if (read.kind !== 'document') return
    try {
      this.#document(read, batch)
    } catch (fault) {
      if (!(fault instanceof NotForTheRules)) throw fault
      this.#store.park(event, fault.cause)
    }
  }

  /** Tells a document, then keeps it; throws `NotForTheRules` before it has done either. */
  #document(read: ReadDocument, batch?: Batch): void {
    const { facts, statements } = this.#store
    const { position, recordedAt } = read.fact
    const subject = read.open.subjectId
    const { next, records } = this.#weighed(read, batch !== undefined)
    batch?.add(records)
    facts.put(read)
    if (recordedAt > this.#clock) {
      this.#clock = recordedAt
      statements.putClock.run(position, recordedAt)
    }
    if (next !== null) statements.putDue.run(next, subject, position)
    // The walk may be past some of it: the clock was told while this document was on its way.
    let due = next
    for (let changes = 0; changes < CHAIN_MAX; changes += 1) {
      if (due === null || due > this.#reached.at) return
      due = this.#change(dueIn(due, subject, position), batch)
    }
  }

  /** The records of a document, where wanted, and when the clock changes next what it leads to. */
  #weighed(read: ReadDocument, wanted: boolean) {
    const { position } = read.fact
    const { subjectId } = read.open
    const before = this.#store.facts.of(subjectId, position - 1)
    const all = [...before, read.fact]
    const at = latestRecorded(all)
    try {
      const past = wanted ? this.#store.status(subjectId, before, at) : undefined
      const status = this.#store.status(subjectId, all, at)
      const records = past ? this.#recordsOf(read, before, past, { at, status }) : []
      return { next: status.holdsUntil, records }
    } catch (cause) {
      throw new NotForTheRules('the rules cannot take this document', { cause })
    }
  }

  #recordsOf(
    read: ReadDocument,
    before: readonly Fact[],
    past: SubjectStatus,
    { at, status }: Found,
  ): readonly FeedRecord[] {
    const { press, registrations } = this.#store
    const { documentId, subjectId: subject } = read.open
    const { position } = read.fact
    const statusChanged = !sameStatus(past, status)
    const own = agenciesIn(read.open)
    const takes = own.filter((code) => registrations.takesFeed(code, position))
    const everybody = statusChanged || before.length === 0 || this.#mayBeTold(past.holdsUntil)
    const agencies = everybody
      ? [...new Set([...this.#feeds(subject), ...takes])].sort()
      : this.#unmet(subject, takes)
    const cause = { cause: 'document', documentId } as const
    const found = { subject, at, position, cause, status }
    return [
      ...documentRecords({ ...read, position }, { agencies: takes, statusChanged }, press),
      ...statusRecords(found, { everybody, agencies }, press),
    ]
  }

  /** Whether what followed without this document may have been told, and has to be told otherwise. */
  #mayBeTold(change: Instant | null): boolean {
    return change !== null && change <= (this.#told ?? 0)
  }

  /** Those of the agencies that no earlier document about the subject has named. */
  #unmet(subject: SubjectId, agencies: readonly AgencyCode[]): readonly AgencyCode[] {
    if (agencies.length === 0) return []
    const met = this.#store.facts.named(subject, this.position - 1)
    return agencies.filter((code) => !met.has(code))
  }

  /** Agencies that know of the subject and take a feed. */
  #feeds(subject: SubjectId) {
    const { facts, registrations } = this.#store
    return [...facts.named(subject, this.position).keys()]
      .filter((code) => registrations.takesFeed(code, this.position))
      .sort()
  }
}

/** Whatever the rules throw at a document is the document's own, and keeps no other waiting. */
class NotForTheRules extends Error {}

const dueIn = (at: number, subject: string, position: number): Due => ({
  at: instant(at),
  subject: subject as SubjectId,
  position,
})

const acceptanceOf = ({ documentId, position }: Fact) => ({
  position,
  stream: documentStream(documentId),
  revision: 0,
  type: DOCUMENT_ACCEPTED,
})
