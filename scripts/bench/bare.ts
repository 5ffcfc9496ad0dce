/** What the platform is measured against: Fastify that reads the same bytes and answers at once. */
import Fastify from 'fastify'

/** The answer that the bare query gives: a status of a usual size, serialised by schema. */
const answer = {
  subjectId: 'sub_0000000000000000000000000000000000000000',
  kind: 'parole',
  state: 'UNDER_CORRECTION',
  stateSince: '2026-02-24',
  overlays: {
    supervision: 'NORMAL',
    restriction: 'NONE',
    proceeding: [],
    flags: ['EXIT_RESTRICTED'],
  },
  counters: { commendations: 0, reprimands: 0, warnings: 1 },
  period: { from: '2026-02-13', to: '2027-12-09' },
  executionPlace: { region: '139921', agency: '111399210000000197' },
  basis: [
    {
      documentId: '0f8b7c3e-6c1d-4f0e-9a59-3a1f2f3b6d11',
      type: 'ruling-parole',
      number: '（2026）冀99刑更41号',
    },
  ],
  validAt: '2026-03-01T00:00:00.000+08:00',
  knownAt: '2026-03-01T00:00:00.000+08:00',
  position: 1,
  ageMs: 0,
}

const text = { type: 'string' }
const whole = { type: 'integer' }
const record = (properties: object) => ({ type: 'object', properties })
const schema = record({
  subjectId: text,
  kind: text,
  state: text,
  stateSince: text,
  overlays: record({
    supervision: text,
    restriction: text,
    proceeding: { type: 'array', items: text },
    flags: { type: 'array', items: text },
  }),
  counters: record({ commendations: whole, reprimands: whole, warnings: whole }),
  period: record({ from: text, to: text }),
  executionPlace: record({ region: text, agency: text }),
  basis: { type: 'array', items: record({ documentId: text, type: text, number: text }) },
  validAt: text,
  knownAt: text,
  position: whole,
  ageMs: whole,
})

const app = Fastify({ bodyLimit: 16 * 1_048_576 })
app.post('/v1/documents', async (_request, reply) => reply.status(201).send({ ok: true }))
app.get('/status', { schema: { response: { 200: schema } } }, async () => answer)
console.log(`ready ${await app.listen({ port: 0, host: '127.0.0.1' })}`)
process.once('SIGTERM', () => void app.close())
