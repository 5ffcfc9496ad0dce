/** Turns a request into a submission; the body parsers of the two forms are set here. */
import type { IncomingMessage } from 'node:http'
import { Refused } from '@xianjie/http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { JSON_BODY_BYTES_MAX, jsonSubmission } from './json-submission.ts'
import { multipartSubmission } from './multipart-submission.ts'
import type { Submission } from './submission.ts'

/** Bodies reach the routes of this scope as bytes (JSON) or unread (multipart). */
export function readBodiesAsSent(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: JSON_BODY_BYTES_MAX },
    (_request, body, done) => done(null, body),
  )
  scope.addContentTypeParser('multipart/form-data', (_request, payload, done) =>
    done(null, payload),
  )
}

/** Throws `Refused`. The caller disposes of the submission. */
export async function receive(request: FastifyRequest, incoming: string): Promise<Submission> {
  const { body } = request
  if (body instanceof Uint8Array) return jsonSubmission(body)
  if (body === undefined || body === null) throw new Refused({ code: 'malformed' })
  return multipartSubmission(body as IncomingMessage, incoming)
}
