import type { FastifyInstance } from 'fastify'

export type Health = { readonly ok: boolean; readonly [detail: string]: string | number | boolean }
export type HealthCheck = { readonly name: string; readonly check: () => Promise<Health> }

/** `/health/live`: the process answers. `/health/ready`: each dependency, its lag, its mode. */
export function healthRoutes(app: FastifyInstance, checks: readonly HealthCheck[]) {
  const open = {
    config: { anonymous: true, rateLimit: false },
    schema: { tags: ['running'], security: [] },
  }
  app.get('/health/live', open, async () => ({ status: 'live' }))
  app.get('/health/ready', open, async (_request, reply) => {
    const results = await Promise.all(
      checks.map(
        async ({ name, check }) => [name, await check().catch(() => ({ ok: false }))] as const,
      ),
    )
    const ready = results.every(([, health]) => health.ok)
    return reply
      .status(ready ? 200 : 503)
      .send({ status: ready ? 'ready' : 'not-ready', dependencies: Object.fromEntries(results) })
  })
}
