import { checkEntitled, Refused } from '@xianjie/http'
import { statusAnswers } from '@xianjie/schemas'
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

/** `GET /v1/subjects/{subjectId}/status`: the status at one moment, as known at another. */
export function statusRoute(app: FastifyInstance, parts: StatusParts): void {
  const schema = {
    tags: ['status'],
    operationId: 'readSubjectStatus',
    summary: 'The status of one subject',
    description: 'What held at one moment, as known at another, with the documents that say so.',
    parameters: subjectParameters,
    querystring: momentsSchema,
    answers: { 200: { description: 'The status', schema: statusAnswers.subjectStatus } },
  }
  app.get<OneSubject>('/v1/subjects/:subjectId/status', { schema }, async (request, reply) => {
    checkEntitled(request)
    const subject = subjectAsked(request)
    await awaitPosition(request.query, parts)
    const asked = momentsAsked(request.query, parts.clock)
    const text = parts.answers.text(subject, asked, parts.level.view())
    if (text === undefined) throw new Refused({ code: 'not-found' })
    return reply.header('Content-Type', 'application/json; charset=utf-8').send(text)
  })
}
