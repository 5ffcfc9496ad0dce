/** Runs the vectors that a reader of the law can check by hand: `law-vectors.json`. */
import { readFileSync } from 'node:fs'
import { calendar as published } from '@xianjie/schemas'
import t from 'tap'
import { isWorkingDay } from '../src/deadlines/calendar.ts'
import { dueAtOf, dueDay, nextFullHour } from '../src/deadlines/counting.ts'
import type { Counting, Deadline } from '../src/deadlines/deadline.ts'
import { deadlinesOf } from '../src/deadlines/deadlines-of.ts'
import type { Fact, Party } from '../src/subject/fact.ts'
import type { SubjectStatus } from '../src/subject/status.ts'
import { statusAt } from '../src/subject/status-at.ts'
import { at, fact, type Given } from '../src/subject/testing.ts'
import type { TypeName } from '../src/subject/testing-rows.ts'
import {
  dateOf,
  formatInstant,
  instant,
  instantOf,
  type LegalDate,
  type Term,
  termEnd,
} from '../src/time.ts'

/** A document without an id is one that no other refers to. */
type Document = Omit<Given, 'id'> & {
  readonly type: TypeName
  readonly id?: string
  /** Where kind or level of the issuer matter. */
  readonly issuedAs?: Pick<Party, 'kind' | 'level'>
}
type Course = {
  readonly course?: string
  readonly without?: readonly string[]
  readonly then: readonly Document[]
  readonly at: string
  readonly known?: string
}
type Inputs = {
  readonly 'working-day': { readonly date: LegalDate }
  readonly limit: Counting
  readonly hours: { readonly from: string; readonly limit: number }
  readonly term: Term & { readonly from: LegalDate }
  readonly status: Course
  readonly deadline: Course & { readonly clock: string }
  readonly finding: Course & { readonly code: string }
}
type Vector = {
  [Kind in keyof Inputs]: {
    readonly kind: Kind
    readonly rule: string
    readonly article: string
    readonly say: string
    readonly input: Inputs[Kind]
    readonly expected: unknown
  }
}[keyof Inputs]

const VECTORS_MIN = 300
const { courses, vectors }: { courses: Record<string, Document[]>; vectors: Vector[] } = JSON.parse(
  readFileSync(new URL('law-vectors.json', import.meta.url), 'utf8'),
)

function found(vector: Vector): unknown {
  switch (vector.kind) {
    case 'working-day':
      return isWorkingDay(published, vector.input.date) ?? null
    case 'limit':
      return dueDay(vector.input, published) ?? null
    case 'hours': {
      const { from, limit } = vector.input
      const hour = nextFullHour(instantOf(from))
      const counting = { unit: 'H', limit, from: from.slice(0, 10) as LegalDate, hour } as const
      const due = dueAtOf({ ...counting, rolls: false }, published)
      return due && formatInstant(due).replace('.000', '')
    }
    case 'term':
      return termEnd(vector.input.from, vector.input)
    case 'status':
      return shown(statusOf(vector.input), vector.expected as object)
    case 'deadline':
      return named(runOf(vector.input), vector.expected as object)
    case 'finding': {
      const { code } = vector.input
      return statusOf(vector.input).findings.some((each) => each.code === code)
    }
  }
}

function factsOf({ course, without = [], then }: Course): readonly Fact[] {
  const begun = course === undefined ? [] : (courses[course] ?? [])
  const left = begun.filter(({ id }) => id === undefined || !without.includes(id))
  return [...left, ...then].map(({ type, id, issuedAs, ...given }, n) => {
    const made = fact(type, { ...given, id: id ?? `n${n}` })
    return { ...made, issuer: { ...made.issuer, ...issuedAs } }
  })
}

const statusOf = (given: Course): SubjectStatus =>
  statusAt(factsOf(given), at(given.at, given.known), published)

/** The run of that clock that began last. */
const runOf = (given: Course & { readonly clock: string }): Deadline | undefined =>
  deadlinesOf(factsOf(given), at(given.at, given.known), published).findLast(
    ({ clock }) => clock === given.clock,
  )

function named(run: Deadline | undefined, names: object): object {
  const dueAt = run?.dueAt ?? null
  const all: Record<string, unknown> = {
    state: run?.state ?? null,
    lastDay: dueAt === null ? null : dateOf(instant(dueAt - 1)),
    dueAt: dueAt === null ? null : formatInstant(dueAt).replace('.000', ''),
  }
  return Object.fromEntries(Object.keys(names).map((name) => [name, all[name]]))
}

/** What the row names, by its short names. */
function shown(status: SubjectStatus, named: object): object {
  const { kind, state, stateSince, counters, period, ended, executionPlace, overlays } = status
  const all: Record<string, unknown> = {
    ...{ kind, state, stateSince, counters, period, ...overlays },
    ended: ended && { on: ended.on },
    executionAgency: executionPlace?.agency ?? null,
  }
  return Object.fromEntries(Object.keys(named).map((name) => [name, all[name]]))
}

t.test('there are enough of them, and each names its rule and its article', async (t) => {
  t.ok(vectors.length >= VECTORS_MIN, `${vectors.length} vectors`)
  t.same(
    vectors.filter(({ rule, article, say }) => !rule || !article || !say),
    [],
  )
})

for (const [kind, rows] of Map.groupBy(vectors, (vector) => vector.kind)) {
  t.test(`${kind}: ${rows.length} vectors`, async (t) => {
    for (const row of rows) t.same(found(row), row.expected, `${row.rule} ${row.say}`)
  })
}
