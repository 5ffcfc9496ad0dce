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
  // Looking a label set up by its names costs more than the count; there are few sets.
  const counts = new Map<string, Counter.Internal>()
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown'
    const status = String(reply.statusCode)
    const key = `${request.method} ${route} ${status}`
    const count = counts.get(key) ?? answers.labels(request.method, route, status)
    counts.set(key, count)
    count.inc()
    done()
  })
}

/** `/metrics` for Prometheus, which proves itself like every caller: figures tell of people too. */
export function metricsRoute(app: FastifyInstance, registry: Registry) {
  collectDefaultMetrics({ register: registry })
  const schema = {
    tags: ['running'],
    operationId: 'readMetrics',
    summary: 'Figures for Prometheus',
    description: 'Answers by route and status, and the process itself.',
    answers: { 200: { description: 'Text exposition format', mediaTypes: ['text/plain'] } },
  }
  app.get('/metrics', { schema }, async (_request, reply) =>
    reply.header('Content-Type', registry.contentType).send(await registry.metrics()),
  )
}
