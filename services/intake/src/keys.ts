import type { FastifyInstance } from 'fastify'
import type { Receipts } from './receipts.ts'

/** `GET /v1/keys`: the public keys of receipts as JWKS, old ones too. Public verification material. */
export function keysRoute(app: FastifyInstance, receipts: Receipts): void {
  const schema = {
    tags: ['verification'],
    summary: 'Public keys of the platform’s receipts',
    security: [],
  }
  app.get('/v1/keys', { config: { anonymous: true }, schema }, async (_request, reply) =>
    reply.header('Cache-Control', 'public, max-age=300').send(receipts.jwks()),
  )
}
