import { formatInstant } from '@xianjie/contracts'
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

/** `GET /v1/subjects/{subjectId}/documents`: the documents that concern a subject, as they arrived. */
export function documentsRoute(app: FastifyInstance, parts: StatusParts): void {
  const schema = {
    tags: ['status'],
    operationId: 'listSubjectDocuments',
    summary: 'The documents that concern one subject',
    description: 'In the order of arrival, as known at the moment asked about.',
    parameters: subjectParameters,
    querystring: momentsSchema,
    answers: {
      200: {
        description: 'The documents, as they arrived',
        schema: statusAnswers.subjectDocuments,
      },
    },
  }
  app.get<OneSubject>('/v1/subjects/:subjectId/documents', { schema }, async (request) => {
    checkEntitled(request)
    const subject = subjectAsked(request)
    await awaitPosition(request.query, parts)
    const { known } = momentsAsked(request.query, parts.clock)
    const facts = parts.projection.facts(subject).filter(({ recordedAt }) => recordedAt <= known)
    if (facts.length === 0) throw new Refused({ code: 'not-found' })
    return {
      subjectId: subject,
      documents: facts.map((fact) => ({
        documentId: fact.documentId,
        type: fact.type,
        title: entryOf(fact.type)?.title,
        number: fact.number,
        issuer: fact.issuer,
        madeOn: fact.madeOn,
        effectiveOn: fact.effectiveOn ?? null,
        references: fact.references,
        acceptedAt: formatInstant(fact.recordedAt),
        position: fact.position,
      })),
      knownAt: formatInstant(known),
      ...parts.level.view(),
    }
  })
}
