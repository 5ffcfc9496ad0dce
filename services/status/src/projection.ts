/**
 * The view of facts per subject: follows the log, keeps the open part of each acceptance. The
 * status itself is not stored: it depends on the moment asked about, and folding takes microseconds.
 */
import {
  DOCUMENT_ACCEPTED,
  type EventLog,
  type Fact,
  factOf,
  type OpenPart,
  type ReadModel,
  type RecordedEvent,
  type Row,
  type SubjectFacts,
  type SubjectId,
  type ViewDefinition,
} from '@xianjie/contracts'
import { entryOf } from '@xianjie/schemas'
import { Reached } from './reached.ts'
import { readAcceptance } from './read-acceptance.ts'

export const statusView: ViewDefinition = {
  name: 'status',
  version: 3,
  schema: `
    CREATE TABLE accepted (position INTEGER PRIMARY KEY, subject TEXT NOT NULL, open BLOB NOT NULL);
    CREATE TABLE named (
      name_key TEXT NOT NULL, subject TEXT NOT NULL, PRIMARY KEY (name_key, subject)
    ) WITHOUT ROWID;
    CREATE TABLE parked (position INTEGER PRIMARY KEY, type TEXT NOT NULL, reason TEXT NOT NULL);
  `,
}

/** Made when the view first comes level with the log: sorting once is cheaper than keeping order. */
const BY_SUBJECT = 'CREATE INDEX IF NOT EXISTS accepted_by_subject ON accepted (subject)'

export type ProjectionDeps = {
  readonly log: EventLog
  readonly view: ReadModel
  /** Called for each event that could not be projected; it is parked, the rest flows on. */
  readonly onParked: (position: number, error: unknown) => void
}

/** Positions without a document after which the checkpoint is written all the same. */
const CHECKPOINT_EVERY = 10_000
const SUBJECTS_CACHED_MAX = 50_000
const NAMES_REMEMBERED_MAX = 100_000

type Statements = ReturnType<typeof prepare>
const prepare = (view: ReadModel) => ({
  put: view.prepare('INSERT OR REPLACE INTO accepted (position, subject, open) VALUES (?, ?, ?)'),
  name: view.prepare('INSERT OR IGNORE INTO named (name_key, subject) VALUES (?, ?)'),
  park: view.prepare('INSERT OR REPLACE INTO parked (position, type, reason) VALUES (?, ?, ?)'),
  events: view.prepare('SELECT position, open FROM accepted WHERE subject = ? ORDER BY position'),
  named: view.prepare('SELECT subject FROM named WHERE name_key = ? ORDER BY subject'),
  any: view.prepare('SELECT 1 AS one FROM accepted LIMIT 1'),
  parked: view.prepare('SELECT count(*) AS count FROM parked'),
})

export class Projection implements SubjectFacts {
  readonly reached: Reached
  readonly #view: ReadModel
  readonly #statements: Statements
  readonly #onParked: ProjectionDeps['onParked']
  readonly #cache = new Map<SubjectId, readonly Fact[]>()
  /** Names that the view has already: most documents repeat one. */
  readonly #names = new Set<string>()

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
    const facts = this.#statements.events.all(subject).map(factFrom)
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
      this.#view.transact(last.position, () => {
        for (const event of documents) this.#project(event)
      })
    }
    this.reached.advance(last.position)
  }

  #project(event: RecordedEvent): void {
    try {
      const { subjectId, nameKey, type, open } = readAcceptance(event.data)
      if (!entryOf(type)) throw new UnknownType(type)
      this.#statements.put.run(event.position, subjectId, open)
      this.#name(nameKey, subjectId)
      this.#cache.delete(subjectId)
    } catch (error) {
      const reason = error instanceof Error ? error.constructor.name : 'unknown'
      this.#statements.park.run(event.position, event.type, reason)
      this.#onParked(event.position, error)
    }
  }

  #name(nameKey: string, subjectId: SubjectId): void {
    const pair = nameKey + subjectId
    if (this.#names.has(pair)) return
    this.#statements.name.run(nameKey, subjectId)
    if (this.#names.size >= NAMES_REMEMBERED_MAX) this.#names.clear()
    this.#names.add(pair)
  }
}

class UnknownType extends Error {}

function factFrom({ position, open }: Row): Fact {
  const part = JSON.parse(Buffer.from(open as Uint8Array).toString()) as OpenPart
  const entry = entryOf(part.type)
  if (!entry) throw new UnknownType(part.type)
  return factOf(part, Number(position), entry)
}

/** Brings the view level with the log, then follows it until the signal aborts. */
export async function project(deps: ProjectionDeps & { readonly signal: AbortSignal }) {
  const projection = new Projection(deps)
  const head = await deps.log.head()
  const following = follow(deps.log, projection, deps.signal)
  await Promise.race([projection.reached.when(head), following])
  projection.settle()
  return { projection, following }
}

async function follow(log: EventLog, projection: Projection, signal: AbortSignal): Promise<void> {
  for await (const page of log.subscribe(projection.reached.position, signal)) projection.take(page)
}
