import { sendProblem } from '@xianjie/http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Pushed, pushSubmission } from './push-submission.ts'
import { readBodiesAsSent, receive } from './receive.ts'
import { receiptAnswer, submissionRoute } from './route-schemas.ts'
import type { IntakeParts } from './service.ts'

const location = { Location: 'Where the document can be read' }
const route = submissionRoute({
  operationId: 'pushDocument',
  summary: 'Push a signed document',
  description:
    'The exact bytes that were signed, their detached CMS signature and the attachments, as a form or as JSON. ' +
    'Durable before it is answered; the same document again gets the same receipt.',
  answers: {
    200: { ...receiptAnswer('Accepted before: the very same receipt'), headers: location },
    201: { ...receiptAnswer('Accepted, durable'), headers: location },
  },
})

/** `POST /v1/documents`: 201 with a receipt, 200 with the same receipt, or why not. */
export function pushDocumentRoute(scope: FastifyInstance, parts: IntakeParts): void {
  readBodiesAsSent(scope)
  scope.post('/v1/documents', route, async (request, reply) => {
    const submission = await receive(request, parts.incoming)
    try {
      const pushed = await pushSubmission(submission, request.caller, parts)
      // Awaited: what waited for the verdict is swept away behind the answer, not before it.
      return await answer(request, reply, pushed)
    } finally {
      await submission.dispose()
    }
  })
}

function answer(request: FastifyRequest, reply: FastifyReply, pushed: Pushed): FastifyReply {
  if (!pushed.ok) return sendProblem(request, reply, pushed.problem)
  return reply
    .status(pushed.repeated ? 200 : 201)
    .header('Location', `/v1/documents/${pushed.documentId}`)
    .header('Content-Type', 'application/json; charset=utf-8')
    .send(JSON.stringify(pushed.receipt))
}
