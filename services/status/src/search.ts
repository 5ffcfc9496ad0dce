import { nameKeyOf } from '@xianjie/codec'
import { type LegalDate, legalDate, type SubjectId } from '@xianjie/contracts'
import { checkEntitled, purposeParameters, Refused } from '@xianjie/http'
import { statusAnswers } from '@xianjie/schemas'
import type { FastifyInstance } from 'fastify'
import { type Identity, identitySchema, subjectOf } from './identity-asked.ts'
import type { StatusParts } from './service.ts'

type ByName = { readonly name: string; readonly birthDate: string }
const schema = {
  tags: ['status'],
  operationId: 'searchSubjects',
  summary: 'Subjects by identity number, or by name and birth date',
  description: 'Answers with subject ids, which name nobody; what was asked for is never logged.',
  parameters: purposeParameters,
  answers: {
    200: { description: 'Those that the caller may know of', schema: statusAnswers.subjectsFound },
  },
  body: {
    anyOf: [
      identitySchema,
      {
        type: 'object',
        required: ['name', 'birthDate'],
        additionalProperties: false,
        properties: {
          name: { type: 'string', minLength: 1, maxLength: 100 },
          birthDate: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
        },
      },
    ],
  },
}

/** `POST /v1/subjects/search`: the subjects that the caller may know of; the query is never logged. */
export function searchRoute(app: FastifyInstance, parts: StatusParts): void {
  app.post<{ Body: Identity | ByName }>('/v1/subjects/search', { schema }, async (request) => {
    checkEntitled(request)
    const known = { valid: parts.clock.now(), known: parts.clock.now(), present: true }
    const subjects = candidates(request.body, parts).flatMap((subject) => {
      const found = parts.answers.status(subject, known)
      return found ? [{ subjectId: subject, kind: found.kind, state: found.state }] : []
    })
    return { subjects }
  })
}

function candidates(
  asked: Identity | ByName,
  { projection, secret }: StatusParts,
): readonly SubjectId[] {
  if ('idType' in asked) return [subjectOf(secret, asked)]
  const birthDate: LegalDate | undefined = legalDate(asked.birthDate)
  if (!birthDate) throw new Refused({ code: 'invalid-request', violations: [noSuchDay] })
  return projection.named(nameKeyOf(secret, { name: asked.name, birthDate }))
}

const noSuchDay = {
  path: '/birthDate',
  code: 'wrong-format',
  message: { zh: '该日期不存在', en: 'there is no such day' },
}
