/**
 * The view of facts per subject: follows the log, keeps the open part of each acceptance. The
 * status itself is not stored: it depends on the moment asked about, and folding takes microseconds.
 */
import {
  type CatalogueEntry,
  DOCUMENT_ACCEPTED,
  type EventLog,
  type Fact,
  factOf,
  type OpenPart,
  type Parking,
  type ReadModel,
  type RecordedEvent,
  type Redriven,
  type Row,
  type SubjectFacts,
  type SubjectId,
} from '@xianjie/contracts'
import { Reached } from '@xianjie/follow'
import { FactCache } from './fact-cache.ts'
import { ParkedEvents } from './parked-events.ts'
import { readAcceptance } from './read-acceptance.ts'
import { BY_SUBJECT, prepareStatements, type Statements } from './view.ts'

export type ProjectionDeps = {
  /** Read again only for an event that was parked. */
  readonly log: Pick<EventLog, 'read'>
  /** Opened with `subjectView`. */
  readonly view: ReadModel
  /** The catalogue's entry of a type of document. */
  readonly entryOf: (type: string) => CatalogueEntry | undefined
  /** Called for each event that could not be projected; it is parked, the rest flows on. */
  readonly onParked: (position: number, error: unknown) => void
}

/** Positions without a document after which the checkpoint is written all the same. */
const CHECKPOINT_EVERY = 10_000
const NAMES_REMEMBERED_MAX = 100_000

type Taken = {
  readonly subjectId: SubjectId
  readonly position: number
  readonly open: Uint8Array
}

export class Projection implements SubjectFacts {
  readonly reached: Reached
  readonly parking: Parking
  readonly #deps: ProjectionDeps
  readonly #view: ReadModel
  readonly #statements: Statements
  readonly #parked: ParkedEvents
  readonly #cache = new FactCache()
  /** Names that the view has already: most documents repeat one. */
  readonly #names = new Set<string>()
  readonly #redriven: ((subject: SubjectId) => void)[] = []

  constructor(deps: ProjectionDeps) {
    this.#deps = deps
    this.#view = deps.view
    this.#statements = prepareStatements(deps.view)
    this.#parked = new ParkedEvents(deps.view)
    this.reached = new Reached(deps.view.position())
    this.parking = {
      count: () => this.#parked.count(),
      list: () => this.#parked.list(),
      redrive: (position) => this.#redrive(position),
    }
  }

  /** Facts of a subject, oldest position first; the same array until a new fact arrives. */
  facts(subject: SubjectId): readonly Fact[] {
    const cached = this.#cache.get(subject)
    if (cached) return cached
    const facts = this.#statements.events.all(subject).map((row) => this.#factFrom(row))
    this.#cache.set(subject, facts)
    return facts
  }

  async factsOf(subject: SubjectId) {
    return { facts: this.facts(subject), position: this.reached.position }
  }

  /** Subjects that some document calls by this name and birth date. */
  named(nameKey: string): readonly SubjectId[] {
    return this.#statements.named.all(nameKey).map((row) => String(row.subject) as SubjectId)
  }

  /** The first subjects behind one in the order of their ids, `''` being before all, at most `limit`. */
  subjectsAfter(subject: string, limit: number): readonly SubjectId[] {
    return this.#statements.subjects
      .all(subject, limit)
      .map((row) => String(row.subject) as SubjectId)
  }

  /**
   * The facts of a subject that stand at or before a position. They are not kept: whoever goes through
   * all subjects must not drive those out of memory that are asked about.
   */
  factsUpTo(subject: SubjectId, position: number): readonly Fact[] {
    const cached = this.#cache.get(subject)
    if (cached) return cached.filter((fact) => fact.position <= position)
    return this.#statements.events
      .all(subject)
      .filter((row) => Number(row.position) <= position)
      .map((row) => this.#factFrom(row))
  }

  /** Calls back for each document that was parked and has been taken after all, out of its turn. */
  whenRedriven(listener: (subject: SubjectId) => void): void {
    this.#redriven.push(listener)
  }

  /** True until the first document. */
  isEmpty(): boolean {
    return this.#statements.any.get() === undefined
  }

  /** To be called once the view has caught up, and before it is asked anything. */
  settle(): void {
    this.#view.transact(this.#view.position(), () => this.#view.prepare(BY_SUBJECT).run())
  }

  /** Takes one page of the log, in one transaction with the position it brings the view to. */
  take(page: readonly RecordedEvent[]): void {
    const last = page.at(-1)
    if (!last) return
    const documents = page.filter((event) => event.type === DOCUMENT_ACCEPTED)
    if (documents.length > 0 || last.position - this.#view.position() >= CHECKPOINT_EVERY) {
      const taken: Taken[] = []
      this.#view.transact(last.position, () => {
        for (const event of documents) taken.push(...this.#project(event))
      })
      for (const each of taken) this.#remember(each)
    }
    this.reached.advance(last.position)
  }

  /** None when the event was parked. */
  #project(event: RecordedEvent): readonly Taken[] {
    const { position } = event
    try {
      const { subjectId, nameKey, type, open } = readAcceptance(event.data)
      if (!this.#deps.entryOf(type)) throw new UnknownType(type)
      this.#statements.put.run(position, subjectId, open)
      this.#name(nameKey, subjectId)
      return [{ subjectId, position, open }]
    } catch (error) {
      this.#parked.park(event, error)
      this.#deps.onParked(position, error)
      return []
    }
  }

  /**
   * Adds to what is kept of the person; only what the view holds for good, since a transaction that
   * fails is taken again. What is no next fact, or cannot be read, is left to whoever asks.
   */
  #remember({ subjectId, position, open }: Taken): void {
    const known = this.#cache.get(subjectId)
    if (!known) return
    this.#cache.delete(subjectId)
    if ((known.at(-1)?.position ?? 0) >= position) return
    try {
      this.#cache.set(subjectId, [...known, this.#factFrom({ position, open })])
    } catch {
      // Reading it from the view says what is wrong with it.
    }
  }

  #name(nameKey: string, subjectId: SubjectId): void {
    const pair = nameKey + subjectId
    if (this.#names.has(pair)) return
    this.#statements.name.run(nameKey, subjectId)
    if (this.#names.size >= NAMES_REMEMBERED_MAX) this.#names.clear()
    this.#names.add(pair)
  }

  /** Facts are laid out by legal time, so it does not matter that later ones are there already. */
  async #redrive(position: number): Promise<Redriven> {
    const place = this.#parked.find(position)
    if (!place) return { ok: false, reason: 'not-parked' }
    const [event] = await this.#deps.log.read(place.stream, place.revision)
    if (event?.position !== position) throw new Error('the log does not hold what was parked')
    let taken: readonly Taken[] = []
    this.#view.transact(this.#view.position(), () => {
      taken = this.#project(event)
      if (taken.length > 0) this.#parked.remove(position)
    })
    if (taken.length === 0) return { ok: false, reason: 'parked-again' }
    for (const each of taken) {
      this.#remember(each)
      for (const tell of this.#redriven) tell(each.subjectId)
    }
    return { ok: true }
  }

  #factFrom({ position, open }: Row): Fact {
    const part = JSON.parse(Buffer.from(open as Uint8Array).toString()) as OpenPart
    const entry = this.#deps.entryOf(part.type)
    if (!entry) throw new UnknownType(part.type)
    return factOf(part, Number(position), entry)
  }
}

class UnknownType extends Error {}
