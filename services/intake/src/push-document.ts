import { sendProblem } from '@xianjie/http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { accept } from './accept.ts'
import { readBodiesAsSent, receive } from './receive.ts'
import { submissionRoute } from './route-schemas.ts'
import type { IntakeParts } from './service.ts'
import { type Submission, violation } from './submission.ts'

/** `POST /v1/documents`: 201 with a receipt, 200 with the same receipt, or why not. */
export function pushDocumentRoute(scope: FastifyInstance, parts: IntakeParts): void {
  readBodiesAsSent(scope)
  scope.post('/v1/documents', submissionRoute('Push a signed document'), async (request, reply) => {
    const submission = await receive(request, parts.incoming)
    try {
      return await push(request, reply, submission, parts)
    } finally {
      await submission.dispose()
    }
  })
}

async function push(
  request: FastifyRequest,
  reply: FastifyReply,
  submission: Submission,
  parts: IntakeParts,
) {
  const { document, mediaType, signature } = submission
  if (!signature)
    return sendProblem(request, reply, { code: 'invalid-signature', violations: [unsigned] })
  const { caller } = request
  const examined = await parts.examiner.examine(
    { document, mediaType, signature, now: parts.clock.now() },
    caller.registered,
  )
  if (!examined.ok) return sendProblem(request, reply, examined.problem)
  const outcome = await accept(examined.draft, submission, caller, parts)
  if (!outcome.ok) return sendProblem(request, reply, outcome.problem)
  return reply
    .status(outcome.repeated ? 200 : 201)
    .header('Location', `/v1/documents/${examined.draft.documentId}`)
    .header('Content-Type', 'application/json; charset=utf-8')
    .send(JSON.stringify(outcome.receipt))
}

const unsigned = violation('signature', 'missing', '缺少签名部分', 'the signature is missing')
