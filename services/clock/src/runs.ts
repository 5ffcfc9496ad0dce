/** The runs of all clocks as rows, for the list of deadlines: who owes what, and until when. */
import {
  type Deadline,
  type DeadlineState,
  formatInstant,
  type Look,
  type ReadModel,
  type Row,
  type SqlValue,
  type SubjectId,
} from '@xianjie/contracts'
import type { Statements } from './view.ts'

/** Stands for no due time, so that such runs come last. */
const NEVER = 8_640_000_000_000_000

/** Where a page begins: behind this run. */
export type Place = { readonly due: number; readonly subject: string; readonly key: string }
export const FIRST: Place = { due: -NEVER, subject: '', key: '' }

export type RunsAsked = {
  readonly state?: DeadlineState | undefined
  readonly responsible?: string | undefined
  /** Due before this instant, ms. */
  readonly before?: number | undefined
  readonly after: Place
  readonly limit: number
}
/** What a list shows of a run; how it was counted, the subject's own deadlines say. */
export type ListedRun = {
  readonly subjectId: string
  readonly key: string
  readonly clock: string
  readonly mode: Deadline['mode']
  readonly binding: boolean
  readonly state: DeadlineState
  readonly startedAt: string
  readonly startedBy: Deadline['startedBy']
  readonly dueAt: string | null
  readonly stoppedAt: string | null
  readonly stoppedBy: Deadline['stoppedBy']
  readonly responsible: string
  readonly basis: string
}
export type RunsPage = { readonly runs: readonly ListedRun[]; readonly next: Place | null }

/** Belongs into a transaction. Most runs stand as they stood: only what is another is written. */
export function putRuns(subject: SubjectId, look: Look, statements: Statements): void {
  const before = new Map(
    statements.runsOf.all(subject).map((row) => [String(row.key), String(row.deadline)]),
  )
  for (const deadline of look.deadlines.values()) {
    const { key, state, dueAt, responsible } = deadline
    const shown = JSON.stringify(listed(subject, deadline))
    if (before.get(key) !== shown) {
      statements.putRun.run(subject, key, state, dueAt ?? NEVER, responsible, shown)
    }
    before.delete(key)
  }
  for (const key of before.keys()) statements.dropRun.run(subject, key)
}

/** In the order of their due times. */
export function runsPage(view: ReadModel, asked: RunsAsked): RunsPage {
  const { state, responsible, before, after, limit } = asked
  const conditions: readonly (readonly [sql: string, values: readonly SqlValue[]])[] = [
    ['(due, subject, key) > (?, ?, ?)', [after.due, after.subject, after.key]],
    ...(state === undefined ? [] : [['state = ?', [state]] as const]),
    ...(responsible === undefined ? [] : [['responsible = ?', [responsible]] as const]),
    ...(before === undefined ? [] : [['due < ?', [before]] as const]),
  ]
  const where = conditions.map(([sql]) => sql).join(' AND ')
  const rows = view
    .prepare(`SELECT * FROM run WHERE ${where} ORDER BY due, subject, key LIMIT ?`)
    .all(...conditions.flatMap(([, values]) => values), limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    runs: shown.map(({ deadline }) => JSON.parse(String(deadline)) as ListedRun),
    next: rows.length > limit && last ? placeOf(last) : null,
  }
}

/** A place as opaque text, and back; undefined for what is no place. */
export const cursorOf = ({ due, subject, key }: Place): string =>
  Buffer.from(JSON.stringify([due, subject, key])).toString('base64url')

export function placeIn(cursor: string): Place | undefined {
  try {
    const [due, subject, key] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const isPlace =
      Number.isSafeInteger(due) && typeof subject === 'string' && typeof key === 'string'
    return isPlace ? { due, subject, key } : undefined
  } catch {
    return undefined
  }
}

const placeOf = (row: Row): Place => ({
  due: Number(row.due),
  subject: String(row.subject),
  key: String(row.key),
})

const listed = (subjectId: SubjectId, deadline: Deadline): ListedRun => ({
  subjectId,
  key: deadline.key,
  clock: deadline.clock,
  mode: deadline.mode,
  binding: deadline.binding,
  state: deadline.state,
  startedAt: formatInstant(deadline.startedAt),
  startedBy: deadline.startedBy,
  dueAt: deadline.dueAt === null ? null : formatInstant(deadline.dueAt),
  stoppedAt: deadline.stoppedAt === null ? null : formatInstant(deadline.stoppedAt),
  stoppedBy: deadline.stoppedBy,
  responsible: deadline.responsible,
  basis: deadline.basis,
})
