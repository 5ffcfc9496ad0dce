import { documentAnswers } from '@xianjie/schemas'
import type { FastifyInstance } from 'fastify'
import type { Receipts } from './receipts.ts'

/** `GET /v1/keys`: the public keys of receipts as JWKS, old ones too. Public verification material. */
export function keysRoute(app: FastifyInstance, receipts: Receipts): void {
  const schema = {
    tags: ['verification'],
    operationId: 'listKeys',
    summary: 'Public keys of the platform’s receipts',
    description: 'Old keys stay, so that old receipts verify.',
    security: [],
    answers: { 200: { description: 'JWKS (RFC 7517)', schema: documentAnswers.keySet } },
  }
  app.get('/v1/keys', { config: { anonymous: true }, schema }, async (_request, reply) =>
    reply.header('Cache-Control', 'public, max-age=300').send(receipts.jwks()),
  )
}
