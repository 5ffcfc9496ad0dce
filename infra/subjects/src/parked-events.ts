/** The events that could not be projected, with what is needed to read them from the log again. */
import {
  PARKED_LISTED_MAX,
  type ParkedEvent,
  type ReadModel,
  type RecordedEvent,
  type Row,
  type Statement,
} from '@xianjie/contracts'

export type Place = { readonly stream: string; readonly revision: number }

export class ParkedEvents {
  readonly #park: Statement
  readonly #remove: Statement
  readonly #find: Statement
  readonly #list: Statement
  readonly #count: Statement

  constructor(view: ReadModel) {
    this.#park = view.prepare('INSERT OR REPLACE INTO parked VALUES (?, ?, ?, ?, ?)')
    this.#remove = view.prepare('DELETE FROM parked WHERE position = ?')
    this.#find = view.prepare('SELECT stream, revision FROM parked WHERE position = ?')
    this.#list = view.prepare('SELECT * FROM parked ORDER BY position LIMIT ?')
    this.#count = view.prepare('SELECT count(*) AS count FROM parked')
  }

  /** The reason is a class of fault: messages of parsers quote what they were given. */
  park(event: Omit<RecordedEvent, 'id' | 'data'>, error: unknown): void {
    const { position, stream, revision, type } = event
    const reason = error instanceof Error ? error.constructor.name : 'unknown'
    this.#park.run(position, stream, revision, type, reason)
  }

  remove(position: number): void {
    this.#remove.run(position)
  }

  find(position: number): Place | undefined {
    const row = this.#find.get(position)
    return row && { stream: String(row.stream), revision: Number(row.revision) }
  }

  list(): readonly ParkedEvent[] {
    return this.#list.all(PARKED_LISTED_MAX).map(parkedFrom)
  }

  count(): number {
    return Number(this.#count.get()?.count ?? 0)
  }
}

const parkedFrom = ({ position, type, reason }: Row): ParkedEvent => ({
  position: Number(position),
  type: String(type),
  reason: String(reason),
})
