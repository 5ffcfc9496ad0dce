import type { FastifyInstance, FastifySchema } from 'fastify'

export type Health = { readonly ok: boolean; readonly [detail: string]: string | number | boolean }
export type HealthCheck = {
  readonly name: string
  readonly check: () => Promise<Health>
  /** False: the process answers without it, in a lesser way that is called degraded. */
  readonly needed?: boolean
}

/** How long one dependency may take to answer, so that a hanging one does not hide the others. */
const CHECK_MS = 1_500

const readiness = {
  $id: 'Readiness',
  type: 'object',
  required: ['status', 'degraded', 'dependencies'],
  properties: {
    status: { type: 'string', enum: ['ready', 'not-ready'] },
    degraded: { type: 'boolean', description: 'Something is done in a lesser way' },
    dependencies: {
      type: 'object',
      description: 'By name: whether it is there, why not, how far behind it is',
      additionalProperties: {
        type: 'object',
        required: ['ok'],
        properties: { ok: { type: 'boolean' } },
        additionalProperties: { type: ['string', 'number', 'boolean'] },
      },
    },
  },
}
const liveness = {
  type: 'object',
  required: ['status'],
  properties: { status: { const: 'live' } },
}
const LIVE: FastifySchema = {
  operationId: 'readLiveness',
  summary: 'Whether the process answers',
  description: 'Asks nothing but the process itself.',
  answers: { 200: { description: 'It does', schema: liveness } },
}
const READY: FastifySchema = {
  operationId: 'readReadiness',
  summary: 'Whether the process can do its work',
  description: 'Asks each thing that the process depends on; `degraded` when it goes without one.',
  answers: {
    200: { description: 'It can', schema: readiness },
    503: { description: 'Something that is needed is away', schema: readiness },
  },
}

/**
 * `/health/live`: the process answers. `/health/ready`: each dependency, its lag, its mode; 503 when one
 * that is needed is away, `degraded` when it goes without one.
 */
export function healthRoutes(app: FastifyInstance, checks: readonly HealthCheck[]) {
  const open = (told: FastifySchema) => ({
    config: { anonymous: true, rateLimit: false },
    schema: { tags: ['running'], security: [], ...told },
  })
  const asked = checks.map((one) => ({ ...one, check: oneAtATime(one.check) }))
  app.get('/health/live', open(LIVE), async () => ({ status: 'live' }))
  app.get('/health/ready', open(READY), async (_request, reply) => {
    const results = await Promise.all(asked.map(askOne))
    const ready = results.every(({ ok, needed }) => ok || !needed)
    const degraded = results.some(({ ok, health }) => !ok || health.degraded === true)
    return reply.status(ready ? 200 : 503).send({
      status: ready ? 'ready' : 'not-ready',
      degraded,
      dependencies: Object.fromEntries(results.map(({ name, health }) => [name, health])),
    })
  })
}

type Result = {
  readonly name: string
  readonly ok: boolean
  readonly needed: boolean
  readonly health: Health
}

async function askOne({ name, check, needed = true }: HealthCheck): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Health>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, reason: 'no-answer' }), CHECK_MS)
  })
  const health = await Promise.race([check().catch(failed), late])
  clearTimeout(timer)
  return { name, ok: health.ok, needed, health }
}

/** A dependency that hangs is asked once, however often the process is. */
function oneAtATime(check: HealthCheck['check']): HealthCheck['check'] {
  let pending: Promise<Health> | undefined
  return () => {
    pending ??= check().finally(() => {
      pending = undefined
    })
    return pending
  }
}

/** Codes are ours or the system's; messages of drivers stay inside. */
function failed(fault: unknown): Health {
  const { code } = fault as { code?: unknown }
  return { ok: false, reason: typeof code === 'string' ? code : 'failed' }
}
