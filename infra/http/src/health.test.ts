import Fastify from 'fastify'
import t from 'tap'
import { type HealthCheck, healthRoutes } from './health.ts'

async function ready(...checks: readonly HealthCheck[]) {
  const app = Fastify()
  healthRoutes(app, checks)
  const answer = await app.inject('/health/ready')
  await app.close()
  return { status: answer.statusCode, body: answer.json() }
}

const away = async () => {
  throw Object.assign(new Error('server at 10.0.0.1 said no'), { code: 'log-unavailable' })
}
const fine = async () => ({ ok: true })

t.test(
  'a process without what it needs is not ready, and says no more than the code',
  async (t) => {
    const dependencies = { log: { ok: false, reason: 'log-unavailable' }, blobs: { ok: true } }
    t.same(await ready({ name: 'log', check: away }, { name: 'blobs', check: fine }), {
      status: 503,
      body: { status: 'not-ready', degraded: true, dependencies },
    })
  },
)

t.test('without what it does not need it is ready and degraded', async (t) => {
  t.match(await ready({ name: 'log', check: away, needed: false }), {
    status: 200,
    body: { status: 'ready', degraded: true, dependencies: { log: { ok: false } } },
  })
})

t.test('a dependency that hangs is told of within two seconds, with the others', async (t) => {
  const began = performance.now()
  const { status, body } = await ready(
    { name: 'log', check: () => new Promise(() => {}) },
    { name: 'blobs', check: fine },
  )
  t.ok(performance.now() - began < 2_000)
  t.equal(status, 503)
  t.match(body.dependencies, { log: { ok: false, reason: 'no-answer' }, blobs: { ok: true } })
})

t.test('with everything there it is ready', async (t) => {
  t.match(await ready({ name: 'log', check: fine }), {
    status: 200,
    body: { status: 'ready', degraded: false },
  })
})
