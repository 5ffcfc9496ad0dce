import {
  type DocumentAccepted,
  type Fact,
  factOf,
  formatInstant,
  type Instant,
  statusAt,
} from '@xianjie/contracts'
import { type Caller, sendProblem } from '@xianjie/http'
import { entryOf } from '@xianjie/schemas'
import type { FastifyInstance } from 'fastify'
import { attachmentMismatch, findingsOf, partyOf } from './accept.ts'
import type { Draft } from './examine.ts'
import { receive } from './receive.ts'
import { submissionRoute } from './route-schemas.ts'
import type { IntakeParts } from './service.ts'

/**
 * `POST /v1/documents/preflight`: everything that intake would say, and what would follow: the status,
 * the clocks, the deliveries. The signature may be missing. Stores nothing.
 */
export function preflightRoute(scope: FastifyInstance, parts: IntakeParts): void {
  const route = submissionRoute('Try a document without storing it')
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
      const mismatch = await attachmentMismatch(
        draft.attachments,
        submission.attachments,
        parts.blobs,
      )
      if (mismatch) return sendProblem(request, reply, mismatch)
      return reply.send(await foresee(draft, request.caller, now, parts))
    } finally {
      await submission.dispose()
    }
  })
}

async function foresee(draft: Draft, caller: Caller, now: Instant, parts: IntakeParts) {
  const entry = entryOf(draft.type)
  if (!entry) throw new Error('an examined document has a type of the catalogue')
  const { facts, position } = await parts.subjects.factsOf(draft.subjectId)
  const others = facts.filter(({ documentId }) => documentId !== draft.documentId)
  const fact = foreseenFact(draft, caller, now, position + 1, parts)
  const { holdsUntil: _, ...status } = statusAt(
    [...others, fact],
    { valid: now, known: now },
    parts.calendar,
  )
  return {
    accepted: true,
    documentId: draft.documentId,
    digest: draft.digest,
    subjectId: draft.subjectId,
    signature: draft.verdict ? 'valid' : 'absent',
    findings: await findingsOf(draft, now, parts),
    status,
    clocks: entry.clocks,
    deadlines: status.openDeadlines,
    deliveries: [
      ...draft.recipients.map((agency) => ({ agency, as: 'recipient' })),
      ...draft.copies.map((agency) => ({ agency, as: 'copy' })),
    ],
  }
}

/** The fact that the document would state if it were stored now. */
function foreseenFact(
  draft: Draft,
  { registered }: Caller,
  now: Instant,
  position: number,
  parts: IntakeParts,
): Fact {
  const entry = entryOf(draft.type)
  if (!entry) throw new Error('an examined document has a type of the catalogue')
  const { agency } = registered
  const event = {
    ...draft,
    issuer: { code: agency.code, kind: agency.kind, level: agency.level, region: agency.region },
    recipients: draft.recipients.map((code) => partyOf(code, parts.directory)),
    copies: draft.copies.map((code) => partyOf(code, parts.directory)),
    acceptedAt: formatInstant(now),
  } as unknown as DocumentAccepted
  return factOf(event, position, entry)
}
