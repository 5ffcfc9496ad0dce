import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, type Registry } from 'prom-client'

/** Counts answers by route and status; the route is the pattern, never the address asked for. */
export function countRequests(app: FastifyInstance, registry: Registry) {
  const answers = new Counter({
    name: 'xianjie_http_answers_total',
    help: 'HTTP answers by route and status',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  })
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown'
    answers.labels(request.method, route, String(reply.statusCode)).inc()
    done()
  })
}

/** `/metrics` for Prometheus, which proves itself like every caller: figures tell of people too. */
export function metricsRoute(app: FastifyInstance, registry: Registry) {
  collectDefaultMetrics({ register: registry })
  app.get('/metrics', { schema: { tags: ['running'] } }, async (_request, reply) =>
    reply.header('Content-Type', registry.contentType).send(await registry.metrics()),
  )
}
