import { dateOf, formatInstant, timelineOf } from '@xianjie/contracts'
import { checkEntitled, Refused } from '@xianjie/http'
import { entryOf, statusAnswers } from '@xianjie/schemas'
import type { FastifyInstance } from 'fastify'
import {
  awaitPosition,
  momentsAsked,
  momentsSchema,
  type OneSubject,
  subjectAsked,
  subjectParameters,
} from './asking.ts'
import type { StatusParts } from './service.ts'

/** `GET /v1/subjects/{subjectId}/timeline`: every change of status in legal order, and what caused it. */
export function timelineRoute(app: FastifyInstance, parts: StatusParts): void {
  const schema = {
    tags: ['status'],
    operationId: 'readSubjectTimeline',
    summary: 'Every change of status in legal order',
    description:
      'By documents and by the clock, up to the moment asked about, whenever they arrived.',
    parameters: subjectParameters,
    querystring: momentsSchema,
    answers: { 200: { description: 'The changes', schema: statusAnswers.timeline } },
  }
  app.get<OneSubject>('/v1/subjects/:subjectId/timeline', { schema }, async (request) => {
    checkEntitled(request)
    const subject = subjectAsked(request)
    await awaitPosition(request.query, parts)
    const { known, valid } = momentsAsked(request.query, parts.clock)
    const facts = parts.projection.facts(subject)
    if (!facts.some(({ recordedAt }) => recordedAt <= known))
      throw new Refused({ code: 'not-found' })
    const numbers = new Map(facts.map(({ documentId, number }) => [documentId, number]))
    const steps = timelineOf(facts, known, parts.calendar)
    return {
      subjectId: subject,
      // What lies ahead of the moment asked about has not happened yet.
      steps: steps
        .filter(({ at }) => at <= valid)
        .map((step) => ({
          ...step,
          at: formatInstant(step.at),
          on: dateOf(step.at),
          ...(step.type ? { title: entryOf(step.type)?.title } : {}),
          ...(step.documentId ? { number: numbers.get(step.documentId) } : {}),
        })),
      validAt: formatInstant(valid),
      knownAt: formatInstant(known),
      ...parts.level.view(),
    }
  })
}
