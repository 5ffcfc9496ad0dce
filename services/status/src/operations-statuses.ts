/**
 * Everybody's status, page by page, for operators: a view that was built beside is compared with it
 * before it takes its place. A status names nobody; what the documents say of a person is not here.
 */
import {
  type Calendar,
  type Clock,
  formatInstant,
  type Instant,
  type SubjectId,
  type SubjectStatus,
  statusAt,
} from '@xianjie/contracts'
import type { Operation } from '@xianjie/process'
import type { Projection } from '@xianjie/subjects'
import { type Moments, momentsAsked } from './asking.ts'

/** Subjects in one page: nobody else is answered while it is made. */
export const STATUSES_PAGE_MAX = 200

export type StatusesAsked = {
  /** The page begins behind this subject; `''` for the first page. */
  readonly after: string
  /** At most `STATUSES_PAGE_MAX`. */
  readonly limit: number
  /** Documents behind this position of the log do not count. */
  readonly position: number
  readonly valid: Instant
  readonly known: Instant
}
export type SubjectAnswer =
  | {
      readonly subjectId: SubjectId
      /** How many are known: one that is missing need not change the status. */
      readonly documents: number
      readonly status: StatusThen
    }
  /** The class of the fault that kept the status from being told. */
  | { readonly subjectId: SubjectId; readonly fault: string }
/** `holdsUntil` as RFC 3339. */
export type StatusThen = Omit<SubjectStatus, 'holdsUntil'> & { readonly holdsUntil: string | null }
export type StatusesPage = {
  readonly subjects: readonly SubjectAnswer[]
  /** Where the next page begins; null: this was the last one. */
  readonly next: SubjectId | null
}
export type StatusesDeps = {
  readonly projection: Projection
  readonly calendar: Calendar
  readonly clock: Clock
}

/** One page in the order of the ids. Subjects of whom nothing is known by then are left out. */
export function statusesPage(
  { projection, calendar }: Omit<StatusesDeps, 'clock'>,
  { after, limit, ...then }: StatusesAsked,
): StatusesPage {
  const ids = projection.subjectsAfter(after, limit)
  const subjects = ids.flatMap((id) => answerOf(id, then, { projection, calendar }) ?? [])
  return { subjects, next: ids.length < limit ? null : (ids.at(-1) ?? null) }
}

/** A row that cannot be read is one subject's matter; the page goes on. */
function answerOf(
  subjectId: SubjectId,
  { position, valid, known }: Pick<StatusesAsked, 'position' | 'valid' | 'known'>,
  { projection, calendar }: Omit<StatusesDeps, 'clock'>,
): SubjectAnswer | undefined {
  try {
    const facts = projection.factsUpTo(subjectId, position)
    const documents = facts.filter(({ recordedAt }) => recordedAt <= known).length
    if (documents === 0) return undefined
    const { holdsUntil, ...status } = statusAt(facts, { valid, known }, calendar)
    const until = holdsUntil === null ? null : formatInstant(holdsUntil)
    return { subjectId, documents, status: { ...status, holdsUntil: until } }
  } catch (fault) {
    return { subjectId, fault: fault instanceof Error ? fault.constructor.name : 'unknown' }
  }
}

type Query = Moments & { after?: string; limit?: number; position?: number }

const querystring = {
  type: 'object',
  properties: {
    after: { type: 'string', maxLength: 100 },
    limit: { type: 'integer', minimum: 1, maximum: STATUSES_PAGE_MAX },
    position: { type: 'integer', minimum: 0 },
    validAt: { type: 'string' },
    knownAt: { type: 'string' },
  },
} as const

/**
 * `GET /operations/statuses?after=&limit=&position=&validAt=&knownAt=`: without moments the present,
 * without a position everything that the view holds; the answer says which these were.
 */
export const statusesOperation =
  (deps: StatusesDeps): Operation =>
  (app, guarded) => {
    const route = { ...guarded, schema: { ...guarded.schema, querystring } }
    app.get<{ Querystring: Query }>('/operations/statuses', route, async ({ query }) => {
      const { position: reached } = deps.projection.reached
      const { after = '', limit = STATUSES_PAGE_MAX, position = reached } = query
      const { valid, known } = momentsAsked(query, deps.clock)
      return {
        ...statusesPage(deps, { after, limit, position, valid, known }),
        position: Math.min(position, reached),
        validAt: formatInstant(valid),
        knownAt: formatInstant(known),
      }
    })
  }
