import { factOf, type Instant, type Problem, statusAt } from '@xianjie/contracts'
import { type Caller, sendProblem } from '@xianjie/http'
import { documentAnswers, entryOf } from '@xianjie/schemas'
import type { FastifyInstance } from 'fastify'
import { attachmentMismatch } from './attachments.ts'
import type { Draft } from './examine.ts'
import { openPartOf } from './open-part.ts'
import { receive } from './receive.ts'
import { submissionRoute } from './route-schemas.ts'
import type { IntakeParts } from './service.ts'
import { readAccepted } from './stored-document.ts'

const route = submissionRoute({
  operationId: 'preflightDocument',
  summary: 'Try a document without storing it',
  description:
    'The body of a push, whose signature may be missing. ' +
    'Says what intake would say, and what status, clocks and deliveries would follow.',
  answers: {
    200: { description: 'What would follow from it', schema: documentAnswers.preflight },
  },
})

/**
 * `POST /v1/documents/preflight`: everything that intake would say, and what would follow: the status,
 * the clocks, the deliveries. The signature may be missing. Stores nothing.
 */
export function preflightRoute(scope: FastifyInstance, parts: IntakeParts): void {
  scope.post('/v1/documents/preflight', route, async (request, reply) => {
    const submission = await receive(request, parts.incoming)
    try {
      const now = parts.clock.now()
      const { document, mediaType, signature } = submission
      const examined = await parts.examiner.examine(
        { document, mediaType, ...(signature ? { signature } : {}), now },
        request.caller.registered,
      )
      if (!examined.ok) return sendProblem(request, reply, examined.problem)
      const { draft } = examined
      const problem =
        (await reusedId(draft, parts)) ??
        (await attachmentMismatch(draft.attachments, submission.attachments, parts.blobs))
      if (problem) return sendProblem(request, reply, problem)
      return reply.send(await foresee(draft, request.caller, now, parts))
    } finally {
      await submission.dispose()
    }
  })
}

async function reusedId(draft: Draft, { log }: IntakeParts): Promise<Problem | undefined> {
  const stored = await readAccepted(log, draft.documentId)
  return stored && stored.event.proof.digest !== draft.digest
    ? { code: 'document-id-reused' }
    : undefined
}

async function foresee(draft: Draft, { registered }: Caller, now: Instant, parts: IntakeParts) {
  const entry = entryOf(draft.type)
  if (!entry) throw new Error('an examined document has a type of the catalogue')
  const { facts, position } = await parts.subjects.factsOf(draft.subjectId)
  const others = facts.filter(({ documentId }) => documentId !== draft.documentId)
  const open = await openPartOf(draft, registered.agency, now, parts)
  const { holdsUntil: _, ...status } = statusAt(
    [...others, factOf(open, position + 1, entry)],
    { valid: now, known: now },
    parts.calendar,
  )
  return {
    accepted: true,
    documentId: draft.documentId,
    digest: draft.digest,
    subjectId: draft.subjectId,
    signature: draft.verdict ? 'valid' : 'absent',
    findings: open.findings,
    status,
    clocks: entry.clocks,
    deadlines: status.openDeadlines,
    deliveries: [
      ...draft.recipients.map((agency) => ({ agency, as: 'recipient' })),
      ...draft.copies.map((agency) => ({ agency, as: 'copy' })),
    ],
  }
}
