/** The facts about each subject, as of any position of the log. */
import type { AgencyCode, Fact, OpenPart, SubjectId } from '@xianjie/contracts'
import { type Catalogue, factIn, type ReadDocument } from './read-event.ts'
import type { Statements } from './view.ts'

const SUBJECTS_CACHED_MAX = 20_000

export class KnownFacts {
  readonly #statements: Statements
  readonly #entryOf: Catalogue
  readonly #cache = new Map<SubjectId, readonly Fact[]>()

  constructor(statements: Statements, entryOf: Catalogue) {
    this.#statements = statements
    this.#entryOf = entryOf
  }

  /** Those up to and including a position, in the order of the log. */
  of(subject: SubjectId, position = Number.POSITIVE_INFINITY): readonly Fact[] {
    const all = this.#cache.get(subject) ?? this.#read(subject)
    const last = all.at(-1)
    return !last || last.position <= position
      ? all
      : all.filter((fact) => fact.position <= position)
  }

  /** Belongs into a transaction of the view. Putting the same again changes nothing. */
  put({ open, fact }: ReadDocument): void {
    const { position, recordedAt } = fact
    this.#statements.putFact.run(position, open.subjectId, recordedAt, JSON.stringify(open))
    for (const code of agenciesIn(open)) this.#statements.name.run(open.subjectId, code, position)
    this.#remember(open.subjectId, fact)
  }

  /** Agencies that documents about the subject have named by then, each with the first position. */
  named(subject: SubjectId, position: number): ReadonlyMap<AgencyCode, number> {
    const rows = this.#statements.named.all(subject, position)
    return new Map(rows.map((row) => [String(row.agency) as AgencyCode, Number(row.position)]))
  }

  #remember(subject: SubjectId, fact: Fact): void {
    const cached = this.#cache.get(subject)
    if (!cached || cached.some(({ position }) => position === fact.position)) return
    const all = [...cached, fact].sort((one, other) => one.position - other.position)
    this.#cache.set(subject, all)
  }

  #read(subject: SubjectId): readonly Fact[] {
    const facts = this.#statements.facts
      .all(subject)
      .map(({ open, position }) =>
        factIn(JSON.parse(String(open)) as OpenPart, Number(position), this.#entryOf),
      )
      .map(({ fact }) => fact)
    if (this.#cache.size >= SUBJECTS_CACHED_MAX) this.#cache.clear()
    this.#cache.set(subject, facts)
    return facts
  }
}

/** Issuer, recipients and copies, each once, in one order. */
export const agenciesIn = ({ issuer, recipients, copies }: OpenPart): readonly AgencyCode[] =>
  [...new Set([issuer, ...recipients, ...copies].map(({ code }) => code))].sort()
