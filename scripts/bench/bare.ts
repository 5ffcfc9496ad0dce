/**
 * What the platform is measured against: Fastify that reads the same bytes and answers at once, or gives
 * the answer of a file, serialised by a schema that is inferred from it.
 */
import { readFileSync } from 'node:fs'
import Fastify from 'fastify'

const app = Fastify({ bodyLimit: 16 * 1_048_576 })
app.post('/v1/documents', async (_request, reply) => reply.status(201).send({ ok: true }))
const file = process.argv[2]
if (file) {
  const answer: unknown = JSON.parse(readFileSync(file, 'utf8'))
  app.get('/status', { schema: { response: { 200: schemaOf(answer) } } }, async () => answer)
}
console.log(`ready ${await app.listen({ port: 0, host: '127.0.0.1' })}`)
process.once('SIGTERM', () => void app.close())

function schemaOf(value: unknown): object {
  if (value === null) return { type: 'null' }
  if (Array.isArray(value))
    return { type: 'array', ...(value.length > 0 ? { items: schemaOf(value[0]) } : {}) }
  if (typeof value !== 'object') return { type: typeof value }
  const properties = Object.entries(value).map(([name, member]) => [name, schemaOf(member)])
  return { type: 'object', properties: Object.fromEntries(properties) }
}
