/** The API's own description: OpenAPI 3.1 from the routes, and pages for people. */
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, FastifySchema } from 'fastify'

const text = { type: 'string' }

/** RFC 9457 §3.1 with this platform's members. */
const problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
  properties: {
    type: { ...text, format: 'uri-reference' },
    title: text,
    status: { type: 'integer' },
    code: { ...text, description: 'Stable; /docs/problems/{code} explains it' },
    detail: { ...text, description: 'What to do' },
    instance: { ...text, format: 'uri' },
    violations: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'code', 'message'],
        properties: { path: text, code: text, message: text },
      },
    },
  },
}
const refusal = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problem } },
})

/** What every route answers beside what its own schema says; for readers, not for serialising. */
const answersOf = (schema: FastifySchema | undefined) => ({
  '2xx': { description: 'Done', type: 'object', additionalProperties: true },
  '4xx': refusal('Refused: the problem says what is wrong and what to do'),
  '5xx': refusal('Not now, or not at all: Retry-After says when to come back'),
  ...(schema?.response as object | undefined),
})

/** Registers `/openapi.json` and `/docs`; to be called before the routes that it describes. */
export async function describeApi(app: FastifyInstance) {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Xianjie 衔接',
        version: '1',
        description:
          'Exchange of signed legal documents of community corrections (社区矫正信息交换平台)',
      },
      components: {
        securitySchemes: { agency: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      },
      security: [{ agency: [] }],
    },
    transform: ({ schema, url }) => ({ schema: { ...schema, response: answersOf(schema) }, url }),
  })
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true })
  app.get('/openapi.json', { config: { anonymous: true }, schema: { hide: true } }, () =>
    app.swagger(),
  )
}
