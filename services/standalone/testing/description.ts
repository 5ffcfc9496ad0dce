/** Answers held to the platform's own description, which is read as strictly as it can be. */
import { Ajv2020 as Ajv, type ValidateFunction } from 'ajv/dist/2020.js'
import type { Answer } from './test-platform.ts'

type Content = Readonly<Record<string, { readonly schema?: object }>>
type Response = { readonly content?: Content }
type Operation = {
  readonly operationId: string
  readonly responses: Readonly<Record<string, Response>>
}
type OpenApi = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

export type Description = {
  readonly operations: readonly string[]
  /** Which answer it was, `readDocument 200`, and what is not as described. */
  check(method: string, path: string, answer: Answer): readonly [string, readonly string[]]
}

const DOCUMENT = 'https://example.org/openapi'

/** `given` is what `/openapi.json` answered. */
export function descriptionOf(given: OpenApi): Description {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
  ajv.addSchema({ $id: DOCUMENT, ...(closed(given) as object) })
  return {
    operations: Object.values(given.paths)
      .flatMap((item) => Object.values(item))
      .map(({ operationId }) => operationId),
    check: (method, path, answer) => {
      const template = templateOf(given, path)
      const operation = given.paths[template]?.[method.toLowerCase()]
      if (!operation) return [`${method} ${path}`, ['no such operation']]
      const [status, response] = responseOf(operation, answer.status)
      const name = `${operation.operationId} ${answer.status}`
      if (!response) return [name, ['no such status']]
      const place = `/paths/${escaped(template)}/${method.toLowerCase()}/responses/${status}`
      return [name, problemsOf(ajv, place, response.content ?? {}, answer)]
    },
  }
}

function problemsOf(ajv: Ajv, place: string, content: Content, { headers, body }: Answer) {
  const [type = ''] = String(headers['content-type']).split(';')
  const described = content[type]
  if (!described) return [`is ${type}`]
  if (!described.schema) return []
  const valid: ValidateFunction = ajv.compile({
    $ref: `${DOCUMENT}#${place}/content/${escaped(type)}/schema`,
  })
  return valid(body) ? [] : (valid.errors ?? []).map((one) => `${one.instancePath} ${one.message}`)
}

/** The template that the path fits; one without parameters before others. */
function templateOf({ paths }: OpenApi, path: string): string {
  const [bare = ''] = path.split('?')
  const fits = (template: string) =>
    new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(bare)
  return bare in paths ? bare : (Object.keys(paths).find(fits) ?? bare)
}

/** The status as the operation describes it, alone or with others of its class, and the response. */
function responseOf(
  { responses }: Operation,
  status: number,
): readonly [string, Response | undefined] {
  const [own, shared] = [String(status), `${Math.floor(status / 100)}XX`]
  return responses[own] ? [own, responses[own]] : [shared, responses[shared]]
}

/** A place in a JSON pointer that stands in a URI (RFC 6901 §6). */
const escaped = (name: string): string =>
  encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))

/** Answers may grow, but a member that is there today is described today. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed)
  if (typeof node !== 'object' || node === null) return node
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]))
  if (Array.isArray(copy.allOf)) {
    return { ...copy, allOf: copy.allOf.map(opened), unevaluatedProperties: false }
  }
  return 'properties' in copy && copy.type === 'object' && !('additionalProperties' in copy)
    ? { ...copy, additionalProperties: false }
    : copy
}

/** Parts of one object are closed together. */
const opened = ({ additionalProperties: _closed, ...part }: Readonly<Record<string, unknown>>) =>
  part
