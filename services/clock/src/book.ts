/**
 * The view at work: takes pages of the log, and watches one person after the other. A page only notes
 * who is concerned; the watching itself is done in small goes, so that nothing else has to wait for it.
 */
import {
  type Calendar,
  DOCUMENT_ACCEPTED,
  type EventLog,
  type Fact,
  type Instant,
  instant,
  type News,
  type Parking,
  type ReadModel,
  type RecordedEvent,
  type Redriven,
  type Row,
  type SubjectId,
  subjectStream,
} from '@xianjie/contracts'
import { Reached } from '@xianjie/follow'
import { ParkedEvents, type Projection } from '@xianjie/subjects'
import { pendingIn, personIn, putPerson } from './person.ts'
import { readEvent } from './read-event.ts'
import { putRuns } from './runs.ts'
import { prepareStatements, type Statements } from './view.ts'
import { type Heard, ITEMS_MAX, type Walked, walk } from './walk.ts'

export type BookDeps = {
  /** Opened with `clockView`. */
  readonly view: ReadModel
  /** Whose facts are watched; it may be ahead of this view or behind it. */
  readonly projection: Projection
  readonly calendar: Calendar
  /** Read again only for an event that was parked. */
  readonly log: Pick<EventLog, 'read'>
  /** Called for each event that is put aside. */
  readonly onParked: (position: number, fault: unknown) => void
}

/** Positions that concern nobody after which the checkpoint is written all the same. */
const CHECKPOINT_EVERY = 10_000

export class Book {
  readonly reached: Reached
  readonly parking: Parking
  readonly statements: Statements
  readonly #deps: BookDeps
  readonly #parked: ParkedEvents
  /** Everybody is looked at once after a start; the last one that was. */
  #lookedOver: string | undefined = ''

  constructor(deps: BookDeps) {
    this.#deps = deps
    this.statements = prepareStatements(deps.view)
    this.#parked = new ParkedEvents(deps.view)
    this.reached = new Reached(deps.view.position())
    this.parking = {
      count: () => this.#parked.count(),
      list: () => this.#parked.list(),
      redrive: (position) => this.#redrive(position),
    }
    deps.projection.whenRedriven((subject) => this.#rouse(subject))
  }

  /** Position up to which both views have come. */
  position(): number {
    return Math.min(this.reached.position, this.#deps.projection.reached.position)
  }

  /** Notes whom a page of the log concerns, in one transaction with the position it brings the view to. */
  take(page: readonly RecordedEvent[]): void {
    const last = page.at(-1)
    if (!last) return
    const { view } = this.#deps
    const read = page.map((event) => ({ event, read: readEvent(event) }))
    const concerning = read.filter((each) => each.read.kind !== 'nothing')
    if (concerning.length > 0 || last.position - view.position() >= CHECKPOINT_EVERY) {
      view.transact(last.position, () => {
        for (const each of concerning) this.#note(each.event, each.read)
      })
    }
    this.reached.advance(last.position)
  }

  /** Who is to be watched next, at most `limit`: whose documents are new, then whose time has come. */
  next(now: Instant, limit: number): readonly SubjectId[] {
    const stirred = this.statements.stirred.all(limit).map(subjectIn)
    return stirred.length > 0 ? stirred : this.statements.due.all(now, limit).map(subjectIn)
  }

  /** Who has not been looked at since the start, at most `limit`; nobody once everybody was. */
  notLookedAt(limit: number): readonly SubjectId[] {
    if (this.#lookedOver === undefined) return []
    const subjects = this.statements.after.all(this.#lookedOver, limit).map(subjectIn)
    this.#lookedOver = subjects.at(-1)
    return subjects
  }

  /** The time is never before the latest document that has been seen. */
  present(now: Instant): Instant {
    return instant(Math.max(now, Number(this.statements.latest.get()?.at ?? 0)))
  }

  /** Watches these persons up to `now`, each in a bounded go, all in one transaction. */
  watch(subjects: readonly SubjectId[], now: Instant): void {
    const { view } = this.#deps
    const position = this.position()
    view.transact(view.position(), () => {
      for (const subject of subjects) this.#watchOne(subject, position, now)
    })
  }

  /** What is still to be told of a person, and up to where the log was heard. */
  pendingOf(
    subject: SubjectId,
  ): { readonly walked: number; readonly pending: readonly News[] } | undefined {
    const row = this.statements.person.get(subject)
    return row && { walked: Number(row.walked), pending: pendingIn(row) }
  }

  #note(event: RecordedEvent, read: ReturnType<typeof readEvent>): void {
    const { position } = event
    switch (read.kind) {
      case 'unreadable':
        this.#park(event, read.fault)
        return
      case 'news':
        this.statements.hear.run(position, read.subject, JSON.stringify(read.news))
        this.statements.stir.run(read.subject, position)
        return
      case 'document':
        this.#unhold(read.subject)
        this.statements.stir.run(read.subject, position)
        return
      case 'nothing':
    }
  }

  /** A new document is a new chance for a person whom the rules could not take. */
  #unhold(subject: SubjectId): void {
    const held = Number(this.statements.person.get(subject)?.held ?? 0)
    if (held > 0) this.#parked.remove(held)
  }

  #watchOne(subject: SubjectId, position: number, now: Instant): void {
    const row = this.statements.person.get(subject)
    if (!row) return
    const heard = this.statements.heard.all(subject, position, ITEMS_MAX).map(heardIn)
    let walked: Walked
    try {
      const facts = this.#factsOf(row, position)
      this.statements.putLatest.run(facts.reduce((at, fact) => Math.max(at, fact.recordedAt), 0))
      const { calendar } = this.#deps
      walked = walk({ ...personIn(row), facts, heard, position, now, calendar })
    } catch (fault) {
      // Whatever the rules throw at a person is that person's own, and keeps nobody else waiting.
      const stirred = Number(row.stirred)
      const stream = subjectStream(subject)
      this.#park({ position: stirred, stream, revision: 0, type: DOCUMENT_ACCEPTED }, fault)
      this.statements.hold.run(stirred, subject)
      return
    }
    putPerson({ subject, ...walked }, this.statements)
    this.statements.forget.run(subject, walked.walked)
    if (walked.done && walked.watch.look) putRuns(subject, walked.watch.look, this.statements)
  }

  /** Of whom something was written of late there will be more: those facts are kept. */
  #factsOf({ subject, stirred, walked }: Row, position: number): readonly Fact[] {
    const { projection } = this.#deps
    const id = String(subject) as SubjectId
    return Number(stirred) > Number(walked)
      ? projection.facts(id).filter((fact) => fact.position <= position)
      : projection.factsUpTo(id, position)
  }

  /** Takes up a person outside the turn of the log. */
  #rouse(subject: SubjectId): void {
    const { view } = this.#deps
    view.transact(view.position(), () => {
      this.#unhold(subject)
      this.statements.rouse.run(subject)
    })
  }

  #park(event: Omit<RecordedEvent, 'id' | 'data'>, fault: unknown): void {
    this.#parked.park(event, fault)
    this.#deps.onParked(event.position, fault)
  }

  async #redrive(position: number): Promise<Redriven> {
    const place = this.#parked.find(position)
    if (!place) return { ok: false, reason: 'not-parked' }
    const held = this.statements.heldAt.get(position)
    if (held) return this.#watchAgain(String(held.subject) as SubjectId, position)
    const [event] = await this.#deps.log.read(place.stream, place.revision)
    if (event?.position !== position) throw new Error('the log does not hold what was parked')
    const read = readEvent(event)
    if (read.kind === 'unreadable') return { ok: false, reason: 'parked-again' }
    const { view } = this.#deps
    view.transact(view.position(), () => {
      this.#parked.remove(position)
      this.#note(event, read)
    })
    if (read.kind !== 'nothing') this.#rouse(read.subject)
    return { ok: true }
  }

  #watchAgain(subject: SubjectId, position: number): Redriven {
    const { view } = this.#deps
    view.transact(view.position(), () => {
      this.#parked.remove(position)
      this.statements.hold.run(0, subject)
    })
    this.watch([subject], this.present(instant(0)))
    const held = Number(this.statements.person.get(subject)?.held ?? 0)
    return held > 0 ? { ok: false, reason: 'parked-again' } : { ok: true }
  }
}

const heardIn = ({ position, news }: Row): Heard => ({
  position: Number(position),
  news: JSON.parse(String(news)) as News,
})

const subjectIn = ({ subject }: Row): SubjectId => String(subject) as SubjectId
