/**
 * The view of facts per subject: follows the log, keeps one row for each accepted document. The status
 * itself is not stored: it depends on the moment asked about, and folding the facts takes microseconds.
 */
import {
  DOCUMENT_ACCEPTED,
  type DocumentAccepted,
  type EventLog,
  type Fact,
  factOf,
  type ReadModel,
  type RecordedEvent,
  type SubjectFacts,
  type SubjectId,
  type ViewDefinition,
} from '@xianjie/contracts'
import { entryOf } from '@xianjie/schemas'
import { Reached } from './reached.ts'

export const statusView: ViewDefinition = {
  name: 'status',
  version: 1,
  schema: `
    CREATE TABLE fact (
      subject TEXT NOT NULL, position INTEGER NOT NULL, fact TEXT NOT NULL,
      PRIMARY KEY (subject, position)
    ) WITHOUT ROWID;
    CREATE TABLE named (name_key TEXT NOT NULL, subject TEXT NOT NULL, PRIMARY KEY (name_key, subject)) WITHOUT ROWID;
    CREATE TABLE parked (position INTEGER PRIMARY KEY, type TEXT NOT NULL, reason TEXT NOT NULL);
  `,
}

export type ProjectionDeps = {
  readonly log: EventLog
  readonly view: ReadModel
  /** Called for each event that could not be projected; it is parked, the rest flows on. */
  readonly onParked: (position: number, error: unknown) => void
}

/** Positions without a document after which the checkpoint is written all the same. */
const CHECKPOINT_EVERY = 10_000
const SUBJECTS_CACHED_MAX = 50_000

type Statements = ReturnType<typeof prepare>
const prepare = (view: ReadModel) => ({
  put: view.prepare('INSERT OR REPLACE INTO fact (subject, position, fact) VALUES (?, ?, ?)'),
  name: view.prepare('INSERT OR IGNORE INTO named (name_key, subject) VALUES (?, ?)'),
  park: view.prepare('INSERT OR REPLACE INTO parked (position, type, reason) VALUES (?, ?, ?)'),
  facts: view.prepare('SELECT fact FROM fact WHERE subject = ? ORDER BY position'),
  named: view.prepare('SELECT subject FROM named WHERE name_key = ? ORDER BY subject'),
  any: view.prepare('SELECT 1 AS one FROM fact LIMIT 1'),
  parked: view.prepare('SELECT count(*) AS count FROM parked'),
})

export class Projection implements SubjectFacts {
  readonly reached: Reached
  readonly #view: ReadModel
  readonly #statements: Statements
  readonly #onParked: ProjectionDeps['onParked']
  readonly #cache = new Map<SubjectId, readonly Fact[]>()

  constructor({ view, onParked }: ProjectionDeps) {
    this.#view = view
    this.#statements = prepare(view)
    this.#onParked = onParked
    this.reached = new Reached(view.position())
  }

  /** Facts of a subject, oldest position first; the same array until a new fact arrives. */
  facts(subject: SubjectId): readonly Fact[] {
    const cached = this.#cache.get(subject)
    if (cached) return cached
    const rows = this.#statements.facts.all(subject)
    const facts = rows.map((row) => JSON.parse(String(row.fact)) as Fact)
    if (this.#cache.size >= SUBJECTS_CACHED_MAX) this.#cache.clear()
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

  /** True until the first document. */
  isEmpty(): boolean {
    return this.#statements.any.get() === undefined
  }

  parkedCount(): number {
    return Number(this.#statements.parked.get()?.count ?? 0)
  }

  /** Takes one page of the log, in one transaction with the position it brings the view to. */
  take(page: readonly RecordedEvent[]): void {
    const last = page.at(-1)
    if (!last) return
    const documents = page.filter((event) => event.type === DOCUMENT_ACCEPTED)
    if (documents.length > 0 || last.position - this.#view.position() >= CHECKPOINT_EVERY) {
      this.#view.transact(last.position, () => {
        for (const event of documents) this.#project(event)
      })
    }
    this.reached.advance(last.position)
  }

  #project(event: RecordedEvent): void {
    try {
      const accepted = JSON.parse(Buffer.from(event.data).toString()) as DocumentAccepted
      const entry = entryOf(accepted.type)
      if (!entry) throw new Error('unknown document type')
      const fact = factOf(accepted, event.position, entry)
      this.#statements.put.run(accepted.subjectId, event.position, JSON.stringify(fact))
      this.#statements.name.run(accepted.nameKey, accepted.subjectId)
      this.#cache.delete(accepted.subjectId)
    } catch (error) {
      const reason = error instanceof Error ? error.constructor.name : 'unknown'
      this.#statements.park.run(event.position, event.type, reason)
      this.#onParked(event.position, error)
    }
  }
}

/** Brings the view level with the log, then follows it until the signal aborts. */
export async function project(deps: ProjectionDeps & { readonly signal: AbortSignal }) {
  const projection = new Projection(deps)
  const head = await deps.log.head()
  const following = follow(deps.log, projection, deps.signal)
  await Promise.race([projection.reached.when(head), following])
  return { projection, following }
}

async function follow(log: EventLog, projection: Projection, signal: AbortSignal): Promise<void> {
  for await (const page of log.subscribe(projection.reached.position, signal)) projection.take(page)
}
