/** What every question about a person has in common: who may ask, why, and about which moments. */
import {
  type Clock,
  type Instant,
  momentAsked,
  type SubjectId,
  subjectId,
  type Violation,
} from '@xianjie/contracts'
import { purposeParameters, Refused } from '@xianjie/http'
import { feedSchema } from '@xianjie/schemas'
import type { FastifyRequest } from 'fastify'
import type { Asked } from './answer.ts'
import type { StatusParts } from './service.ts'

export type Moments = { validAt?: string; knownAt?: string; minPosition?: string }
export type OneSubject = { Params: { subjectId: string }; Querystring: Moments }

/** How long a question waits for the view to reach `minPosition`. */
const VISIBLE_WAIT_MS = 2_000

export const momentsSchema = {
  type: 'object',
  properties: {
    validAt: {
      type: 'string',
      description: 'RFC 3339 or YYYY-MM-DD (the end of that day); now unless told',
    },
    knownAt: { type: 'string', description: 'As known then; now unless told' },
    minPosition: { type: 'string', description: 'Wait until the view has reached this position' },
  },
} as const

/** What the description says of questions about one subject. */
export const subjectParameters = [
  {
    in: 'path',
    name: 'subjectId',
    description: 'As a receipt or a search gave it',
    schema: { ...feedSchema('receipt').properties?.subjectId },
  },
  ...purposeParameters,
] as const

export function subjectAsked(request: FastifyRequest<OneSubject>): SubjectId {
  const id = subjectId(request.params.subjectId)
  if (!id) throw new Refused({ code: 'not-found' })
  return id
}

/** The two moments asked about; the present where the query says nothing. */
export function momentsAsked({ validAt, knownAt }: Moments, clock: Clock): Asked {
  const now = clock.now()
  return {
    valid: moment('validAt', validAt, now),
    known: moment('knownAt', knownAt, now),
    present: validAt === undefined && knownAt === undefined,
  }
}

function moment(name: string, text: string | undefined, now: Instant): Instant {
  if (text === undefined) return now
  // An offset's plus sign that was not percent-encoded arrives as a space.
  const found = momentAsked(text.replace(' ', '+'))
  if (found === undefined)
    throw new Refused({ code: 'invalid-request', violations: [wrongMoment(name)] })
  return found
}

/** Waits until the view has the caller's own writes; 503 when it takes too long. */
export async function awaitPosition(
  { minPosition }: Moments,
  { projection }: StatusParts,
): Promise<void> {
  if (minPosition === undefined) return
  if (!/^\d{1,15}$/.test(minPosition)) {
    throw new Refused({ code: 'invalid-request', violations: [wrongPosition] })
  }
  if (!(await projection.reached.when(Number(minPosition), VISIBLE_WAIT_MS))) {
    throw new Refused({ code: 'not-yet-visible', retryAfter: 1 })
  }
}

const wrongMoment = (path: string): Violation => ({
  path,
  code: 'wrong-format',
  message: {
    zh: '须为存在的日期 YYYY-MM-DD 或带时区的 RFC 3339 时间',
    en: 'must be a date YYYY-MM-DD that exists, or an RFC 3339 time with offset',
  },
})
const wrongPosition: Violation = {
  path: 'minPosition',
  code: 'wrong-format',
  message: { zh: '须为非负整数', en: 'must be a whole number' },
}
