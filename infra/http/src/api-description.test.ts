import Fastify from 'fastify'
import t from 'tap'
import { describeApi } from './api-description.ts'

const person = {
  $id: 'Person',
  type: 'object',
  required: ['id'],
  properties: { id: { type: 'integer' } },
}
const schema = {
  operationId: 'readPerson',
  summary: 'One person',
  tags: ['status'],
  parameters: [
    { in: 'path', name: 'id', description: 'Whose', schema: { type: 'string', pattern: '^p' } },
    { in: 'header', name: 'Why', description: 'Why', schema: { type: 'string' } },
  ] as const,
  answers: { 200: { description: 'The person', schema: person, example: { id: 7 } } },
}

const PROBLEM = { $ref: '#/components/schemas/Problem' }

async function open(whole?: object) {
  const app = Fastify()
  await describeApi(app, whole)
  app.get('/persons/:id', { schema }, async () => ({ id: 'seven', more: true }))
  return app
}

t.test('two schemas cannot have one name', async (t) => {
  const app = await open()
  const answers = { 200: { description: 'Other', schema: { ...person, required: [] } } }
  app.get('/others', { schema: { operationId: 'readOthers', answers } }, async () => [])
  await app.ready()
  t.throws(() => app.swagger(), /two schemas are called Person/)
})

t.test('what a route says of itself is described', async (t) => {
  const app = await open()
  const { paths, components, tags } = (await app.inject('/openapi.json')).json()
  const { $id: _name, ...Person } = person
  t.same(
    tags.map(({ name }: { name: string }) => name),
    ['status'],
  )
  t.match(components.schemas, { Person, Problem: { type: 'object' } })
  const { parameters, responses } = paths['/persons/{id}'].get
  const [inPath, header] = schema.parameters
  t.same(parameters, [{ ...inPath, required: true }, header])
  t.match(responses, {
    200: {
      description: 'The person',
      content: {
        'application/json': {
          schema: { $ref: '#/components/schemas/Person' },
          example: { id: 7 },
        },
      },
    },
    '4XX': { content: { 'application/problem+json': { schema: PROBLEM } } },
    '5XX': { content: { 'application/problem+json': { schema: PROBLEM } } },
  })
})

t.test('and changes nothing in what it reads and answers', async (t) => {
  const app = await open()
  t.same((await app.inject('/persons/x')).json(), { id: 'seven', more: true })
})

t.test('a process of some routes gives out the whole description', async (t) => {
  const whole = { openapi: '3.1.0', info: { title: 'All', version: '1' }, paths: {} }
  const app = await open(whole)
  t.same((await app.inject('/openapi.json')).json(), whole)
  t.same((await app.inject('/docs/json')).json(), whole)
  t.equal((await app.inject('/docs/')).statusCode, 200)
})
