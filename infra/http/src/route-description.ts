/**
 * What a route says of itself beside what Fastify reads. It is for the description alone: nothing is
 * checked or serialised by it, so that a route answers as fast as it would without.
 */
import { problems } from '@xianjie/contracts'

/** JSON Schema 2020-12. A schema with `$id` is described once, as a component of that name. */
export type DescribedSchema = object

export type DescribedAnswer = {
  readonly description: string
  /** Of a JSON body. */
  readonly schema?: DescribedSchema
  readonly example?: unknown
  /** Of a body that is not JSON, or that need not be where there is a schema, too. */
  readonly mediaTypes?: readonly string[]
  /** Name → what it says. */
  readonly headers?: Readonly<Record<string, string>>
}

/** A parameter that the route's handler checks itself. */
export type DescribedParameter = {
  readonly in: 'path' | 'header'
  readonly name: string
  readonly required?: boolean
  readonly description: string
  readonly schema: DescribedSchema
}

declare module 'fastify' {
  interface FastifySchema {
    /** What is answered when nothing is refused, by status. */
    answers?: Readonly<Record<number, DescribedAnswer>>
    parameters?: readonly DescribedParameter[]
  }
}

const text = { type: 'string' }

/** RFC 9457 §3.1 with this platform's members. */
const problem = {
  $id: 'Problem',
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'instance'],
  properties: {
    type: { ...text, format: 'uri-reference', description: 'The page that explains the code' },
    title: text,
    status: { type: 'integer', minimum: 400, maximum: 599 },
    code: { ...text, enum: Object.keys(problems), description: 'Stable' },
    detail: { ...text, description: 'What to do' },
    instance: { ...text, format: 'uri' },
    violations: {
      type: 'array',
      description: 'Everything that is wrong, where several things may be',
      items: {
        type: 'object',
        required: ['path', 'code', 'message'],
        properties: { path: text, code: text, message: text },
      },
    },
  },
}

const headersOf = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: text }]),
  )

const refusal = (description: string) => ({
  description,
  headers: headersOf({
    'Request-Id': 'Under which this request is known to whoever runs the platform',
    'Retry-After': 'Seconds; with 429 and 503',
  }),
  content: { 'application/problem+json': { schema: problem } },
})

/** Answers of every route beside its own. */
export const REFUSALS = {
  '4XX': refusal('Refused: the problem says what is wrong and what to do'),
  '5XX': refusal('Not now, or not at all: Retry-After says when to come back'),
}

/** An answer in the shape of an OpenAPI response. */
export const responseOf = ({
  description,
  schema,
  example,
  mediaTypes,
  headers,
}: DescribedAnswer) => ({
  description,
  ...(headers ? { headers: headersOf(headers) } : {}),
  content: {
    ...(mediaTypes && !schema
      ? {}
      : { 'application/json': { schema, ...(example === undefined ? {} : { example }) } }),
    ...Object.fromEntries((mediaTypes ?? []).map((type) => [type, {}])),
  },
})
