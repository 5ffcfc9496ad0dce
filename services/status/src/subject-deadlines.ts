import {
  type Calendar,
  type Counting,
  countOf,
  type Deadline,
  deadlinesOf,
  formatInstant,
} from '@xianjie/contracts'
import { checkEntitled, Refused } from '@xianjie/http'
import { deadlineAnswers } from '@xianjie/schemas'
import type { FastifyInstance } from 'fastify'
import {
  awaitPosition,
  type Moments,
  momentsAsked,
  momentsSchema,
  subjectAsked,
  subjectParameters,
} from './asking.ts'
import type { StatusParts } from './service.ts'

type Asked = { Params: { subjectId: string }; Querystring: Moments & { count?: boolean } }

/** `GET /v1/subjects/{subjectId}/deadlines`: every run of every clock, and how it was counted. */
export function deadlinesRoute(app: FastifyInstance, parts: StatusParts): void {
  const schema = {
    tags: ['status'],
    operationId: 'readSubjectDeadlines',
    summary: 'The deadlines of one subject',
    description:
      'Every run of every clock at one moment, as known at another: what started and stopped it, who must act.',
    parameters: subjectParameters,
    querystring: {
      ...momentsSchema,
      properties: {
        ...momentsSchema.properties,
        count: {
          type: 'boolean',
          default: false,
          description: 'Show how each was counted, day by day',
        },
      },
    },
    answers: {
      200: { description: 'The deadlines, oldest first', schema: deadlineAnswers.subjectDeadlines },
    },
  }
  app.get<Asked>('/v1/subjects/:subjectId/deadlines', { schema }, async (request) => {
    checkEntitled(request)
    const subject = subjectAsked(request)
    await awaitPosition(request.query, parts)
    const { valid, known } = momentsAsked(request.query, parts.clock)
    const facts = parts.projection.facts(subject)
    if (!facts.some(({ recordedAt }) => recordedAt <= known))
      throw new Refused({ code: 'not-found' })
    const runs = deadlinesOf(facts, { valid, known }, parts.calendar)
    const show = request.query.count ? counted(parts.calendar) : shown
    return {
      subjectId: subject,
      deadlines: runs.map(show),
      validAt: formatInstant(valid),
      knownAt: formatInstant(known),
      ...parts.level.view(),
    }
  })
}

const shown = (run: Deadline) => ({
  key: run.key,
  clock: run.clock,
  title: run.title,
  mode: run.mode,
  binding: run.binding,
  state: run.state,
  startedAt: formatInstant(run.startedAt),
  startedBy: run.startedBy,
  dueAt: run.dueAt === null ? null : formatInstant(run.dueAt),
  stoppedAt: run.stoppedAt === null ? null : formatInstant(run.stoppedAt),
  stoppedBy: run.stoppedBy,
  responsible: run.responsible,
  basis: run.basis,
  consequence: run.consequence,
  counting: shownCounting(run.counting),
})

const shownCounting = ({ hour, ...counting }: Counting) => ({
  ...counting,
  ...(hour === undefined ? {} : { hour: formatInstant(hour) }),
})

const counted = (calendar: Calendar) => (run: Deadline) => ({
  ...shown(run),
  count: countOf(run.counting, calendar),
})
