import {
  DEADLINE_STATES,
  type DeadlineState,
  momentAsked,
  type Violation,
} from '@xianjie/contracts'
import type { Level, Reached } from '@xianjie/follow'
import { checkEntitled, purposeParameters, Refused } from '@xianjie/http'
import { deadlineAnswers } from '@xianjie/schemas'
import type { FastifyInstance } from 'fastify'
import { cursorOf, FIRST, type Place, placeIn, type RunsAsked, type RunsPage } from './runs.ts'

export type DeadlinesParts = {
  readonly runs: (asked: RunsAsked) => RunsPage
  readonly worked: Reached
  /** Tells the age of what has been worked through. */
  readonly level: Level
}

const LIMIT = 100
const LIMIT_MAX = 500
/** How long a question waits for `minPosition`. */
const VISIBLE_WAIT_MS = 5_000

type Query = {
  state?: DeadlineState
  responsible?: string
  before?: string
  after?: string
  limit?: number
  minPosition?: number
}

const querystring = {
  type: 'object',
  properties: {
    state: { type: 'string', enum: DEADLINE_STATES, description: 'All states unless told' },
    responsible: {
      type: 'string',
      maxLength: 40,
      description: 'Code of the agency that must act, `subject`, or a role where none is known',
    },
    before: {
      type: 'string',
      description: 'Due before then: RFC 3339, or YYYY-MM-DD (the end of that day)',
    },
    after: { type: 'string', maxLength: 400, description: '`next` of the page before' },
    limit: { type: 'integer', minimum: 1, maximum: LIMIT_MAX, default: LIMIT },
    minPosition: {
      type: 'integer',
      minimum: 0,
      description: 'Wait until everything up to this position has been worked through',
    },
  },
} as const

const schema = {
  tags: ['status'],
  operationId: 'listDeadlines',
  summary: 'Deadlines of everybody, by when they are due',
  description:
    'Every run of every clock (law.md §2), those without a due time last. How one was counted, the subject’s own deadlines say.',
  parameters: purposeParameters,
  querystring,
  answers: { 200: { description: 'A page of deadlines', schema: deadlineAnswers.deadlineList } },
}

/** `GET /v1/deadlines`: who owes what, and until when. */
export function deadlinesRoute(app: FastifyInstance, parts: DeadlinesParts): void {
  app.get<{ Querystring: Query }>('/v1/deadlines', { schema }, async (request) => {
    checkEntitled(request)
    const { query } = request
    const asked = askedIn(query)
    const { minPosition = 0 } = query
    if (!(await parts.worked.when(minPosition, VISIBLE_WAIT_MS)))
      throw new Refused({ code: 'not-yet-visible', retryAfter: 1 })
    const { runs, next } = parts.runs(asked)
    return { deadlines: runs, next: next && cursorOf(next), ...parts.level.view() }
  })
}

function askedIn({ state, responsible, before, after, limit = LIMIT }: Query): RunsAsked {
  return {
    ...{ state, responsible, limit },
    // An offset's plus sign that was not percent-encoded arrives as a space.
    before: before === undefined ? undefined : beforeIn(before.replace(' ', '+')),
    after: after === undefined ? FIRST : placeAfter(after),
  }
}

/** A day lasts until its end: what is due at 24:00 of it is due on it. */
function beforeIn(text: string): number {
  const moment = momentAsked(text)
  if (moment === undefined)
    throw new Refused({ code: 'invalid-request', violations: [wrongMoment] })
  return text.includes('T') ? moment : moment + 2
}

function placeAfter(cursor: string): Place {
  const place = placeIn(cursor)
  if (!place) throw new Refused({ code: 'invalid-request', violations: [wrongCursor] })
  return place
}

const wrongMoment: Violation = {
  path: 'before',
  code: 'wrong-format',
  message: {
    zh: '须为存在的日期 YYYY-MM-DD 或带时区的 RFC 3339 时间',
    en: 'must be a date YYYY-MM-DD that exists, or an RFC 3339 time with offset',
  },
}
const wrongCursor: Violation = {
  path: 'after',
  code: 'wrong-format',
  message: { zh: '须为上一页所给的 next', en: 'must be `next` of the page before' },
}
