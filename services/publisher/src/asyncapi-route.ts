import { asyncApiText } from '@xianjie/schemas'
import type { FastifyInstance } from 'fastify'

/** `GET /asyncapi.json`: the topics and their records, for anybody, like `/openapi.json`. */
export function asyncApiRoute(app: FastifyInstance): void {
  const text = asyncApiText()
  app.get(
    '/asyncapi.json',
    { config: { anonymous: true }, schema: { hide: true } },
    async (_request, reply) =>
      reply.header('Content-Type', 'application/json; charset=utf-8').send(text),
  )
}
