import { checkEntitled, purposeParameters } from '@xianjie/http'
import { statusAnswers } from '@xianjie/schemas'
import type { FastifyInstance } from 'fastify'
import { type Identity, identitySchema, subjectOf } from './identity-asked.ts'
import type { StatusParts } from './service.ts'

/** Subjects in one check (api.md). */
const SUBJECTS_MAX = 1_000

const schema = {
  tags: ['status'],
  operationId: 'checkStatuses',
  summary: 'The present status of up to 1,000 persons, one answer each, in order',
  description: 'A person of whom there is no document is `found: false`.',
  parameters: purposeParameters,
  answers: { 200: { description: 'One result each', schema: statusAnswers.statusChecks } },
  body: {
    type: 'object',
    required: ['subjects'],
    additionalProperties: false,
    properties: {
      subjects: { type: 'array', minItems: 1, maxItems: SUBJECTS_MAX, items: identitySchema },
    },
  },
}

/** `POST /v1/status-checks`: a person without documents is `found: false`, whatever the reason. */
export function statusChecksRoute(app: FastifyInstance, parts: StatusParts): void {
  app.post<{ Body: { subjects: readonly Identity[] } }>(
    '/v1/status-checks',
    { schema },
    async (request) => {
      checkEntitled(request)
      const now = parts.clock.now()
      const asked = { valid: now, known: now, present: true }
      return {
        results: request.body.subjects.map((identity) => {
          const subject = subjectOf(parts.secret, identity)
          const found = parts.answers.status(subject, asked)
          if (!found) return { found: false }
          const { kind, state, stateSince, overlays, counters, period, executionPlace } = found
          return {
            found: true,
            subjectId: subject,
            kind,
            state,
            stateSince,
            overlays,
            counters,
            period,
            executionPlace,
          }
        }),
        ...parts.level.view(),
      }
    },
  )
}
