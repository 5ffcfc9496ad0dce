/** The publisher's view with everything that is asked of it, and what turns it into records. */
import type {
  Calendar,
  Fact,
  Instant,
  Press,
  ReadModel,
  RecordedEvent,
  SubjectId,
  SubjectStatus,
} from '@xianjie/contracts'
import { statusAt } from '@xianjie/contracts'
import { entryOf } from '@xianjie/schemas'
import { KnownFacts } from './known-facts.ts'
import { LastStatuses } from './last-statuses.ts'
import type { Catalogue } from './read-event.ts'
import { recordId } from './record-id.ts'
import { Registrations } from './registrations.ts'
import { prepareStatements, type Statements } from './view.ts'

export type StoreDeps = {
  /** Opened with `publisherView`. */
  readonly view: ReadModel
  readonly calendar: Calendar
  readonly platform: string
  /** The catalogue by which the log is read; this release's own unless given. */
  readonly entryOf?: Catalogue
  /** Called for each event that is put aside. */
  readonly onParked: (position: number, fault: unknown) => void
}

export class Store {
  readonly view: ReadModel
  readonly statements: Statements
  readonly facts: KnownFacts
  readonly registrations: Registrations
  readonly press: Press
  readonly entryOf: Catalogue
  readonly #deps: StoreDeps
  readonly #statuses: LastStatuses

  constructor(deps: StoreDeps) {
    this.#deps = deps
    this.#statuses = new LastStatuses((facts, at) =>
      statusAt(facts, { valid: at, known: at }, deps.calendar),
    )
    this.view = deps.view
    this.statements = prepareStatements(deps.view)
    this.entryOf = deps.entryOf ?? entryOf
    this.facts = new KnownFacts(this.statements, this.entryOf)
    this.registrations = new Registrations(this.statements)
    this.press = { platform: deps.platform, idOf: recordId }
  }

  /** What holds at that moment, as known then. */
  status(subject: SubjectId, facts: readonly Fact[], at: Instant): SubjectStatus {
    return this.#statuses.of(subject, facts, at)
  }

  /** Belongs into a transaction. The reason is a class of fault: messages may quote what they were given. */
  park(event: Omit<RecordedEvent, 'id' | 'data'>, fault: unknown): void {
    const { position, stream, revision, type } = event
    const reason = fault instanceof Error ? fault.constructor.name : 'unknown'
    this.statements.park.run(position, stream, revision, type, reason)
    this.#deps.onParked(position, fault)
  }

  parkedCount(): number {
    return Number(this.statements.parkedCount.get()?.count ?? 0)
  }
}
