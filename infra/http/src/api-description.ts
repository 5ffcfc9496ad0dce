/** The API's own description: OpenAPI 3.1 from the routes, and pages for people. */
import swagger, { type SwaggerOptions } from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, FastifySchema } from 'fastify'
import { REFUSALS, responseOf } from './route-description.ts'

type Operation = {
  readonly operationId?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly { readonly in: string; readonly name: string }[]
  readonly responses?: object
}
type Described = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: object
}
type Told = ReadonlyMap<string, FastifySchema>

const TAGS: Readonly<Record<string, string>> = {
  documents: '文书 · pushing signed documents and reading them back',
  'document types': '文书目录 · what may be pushed, by whom, in which form',
  verification: '验证 · what proves the platform’s receipts',
  status: '状态 · what is so of a person, when, as known when',
  running: '运行 · for whoever runs the platform',
  sandbox: '沙箱 · the clock of a platform for trying out',
}

const AGENCY_TOKEN =
  'Signed with a key registered for the agency (ES256, RS256, EdDSA): `iss` its unified social ' +
  'credit code, `sub` the operator, `aud` the platform, `exp` ten minutes after `iat` at most'

/**
 * Registers `/openapi.json` and `/docs`; to be called before the routes that it describes. A process
 * that has some of the API's routes gives out the `whole` description instead of its own.
 */
export async function describeApi(app: FastifyInstance, whole?: object) {
  await app.register(swagger, whole ? asGiven(whole) : fromRoutes())
  await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true })
  app.get('/openapi.json', { config: { anonymous: true }, schema: { hide: true } }, () =>
    app.swagger(),
  )
}

/** Typed as text by the plugin, which takes the document itself. */
const asGiven = (document: object): SwaggerOptions => ({
  mode: 'static',
  specification: { document: document as never },
})

function fromRoutes(): SwaggerOptions {
  const told = new Map<string, FastifySchema>()
  return {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Xianjie 衔接',
        version: '1',
        description:
          'Exchange of signed legal documents of community corrections (社区矫正信息交换平台)',
        contact: { name: '平台运行单位 · whoever runs the platform' },
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          agency: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: AGENCY_TOKEN,
          },
        },
      },
      security: [{ agency: [] }],
    },
    transform: ({ schema, url }) => {
      if (schema?.operationId) told.set(schema.operationId, schema)
      return { schema, url }
    },
    transformObject: (made) =>
      'openapiObject' in made
        ? (complete(made.openapiObject as Described, told) as typeof made.openapiObject)
        : made.swaggerObject,
  }
}

/** Adds what the plugin does not read from routes, and the names of what several of them say. */
function complete(made: Described, told: Told) {
  const paths = Object.entries(made.paths).map(([path, item]) => [
    path,
    Object.fromEntries(
      Object.entries(item).map(([method, operation]) => [method, withAnswers(operation, told)]),
    ),
  ])
  const used = new Set(Object.values(made.paths).flatMap(tagsOf))
  const schemas = new Map<string, object>()
  const described = withNames(Object.fromEntries(paths), schemas)
  return {
    ...made,
    servers: [{ url: '/', description: 'Where this description came from' }],
    tags: Object.entries(TAGS)
      .filter(([name]) => used.has(name))
      .map(([name, description]) => ({ name, description })),
    components: { ...made.components, schemas: Object.fromEntries(schemas) },
    paths: described,
  }
}

const tagsOf = (item: Readonly<Record<string, Operation>>): readonly string[] =>
  Object.values(item).flatMap(({ tags }) => tags ?? [])

function withAnswers(operation: Operation, told: Told) {
  const { answers, parameters = [] } = told.get(operation.operationId ?? '') ?? {}
  const isTold = ({ name }: { readonly name: string }) =>
    parameters.some((one) => one.name === name)
  const all = [
    ...parameters.map((one) => (one.in === 'path' ? { ...one, required: true } : one)),
    ...(operation.parameters ?? []).filter((one) => !isTold(one)),
  ]
  const own =
    answers &&
    Object.fromEntries(
      Object.entries(answers).map(([status, answer]) => [status, responseOf(answer)]),
    )
  return {
    ...operation,
    ...(all.length > 0 ? { parameters: all } : {}),
    responses: { ...(own ?? operation.responses), ...REFUSALS },
  }
}

/** Puts each schema that has a name among the components, and a reference in its place. */
function withNames(node: unknown, schemas: Map<string, object>): unknown {
  if (Array.isArray(node)) return node.map((member) => withNames(member, schemas))
  if (typeof node !== 'object' || node === null) return node
  const { $id, ...rest } = node as Readonly<Record<string, unknown>>
  const copy = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [
      key,
      key === 'example' ? value : withNames(value, schemas),
    ]),
  )
  if (typeof $id !== 'string') return copy
  const known = schemas.get($id)
  if (known && JSON.stringify(known) !== JSON.stringify(copy)) {
    throw new Error(`two schemas are called ${$id}`)
  }
  schemas.set($id, copy)
  return { $ref: `#/components/schemas/${$id}` }
}
