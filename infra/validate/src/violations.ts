/** From what ajv reports to what a sender can mend: one violation per path and fault. */
import type { Violation } from '@xianjie/contracts'
import type { JsonSchema } from '@xianjie/schemas'
import type { ErrorObject } from 'ajv'
import { messageOf } from './messages.ts'

/** Violations in one answer; whoever has more mends these first. */
export const VIOLATIONS_MAX = 200
/** Characters of a name in a path; the name was sent, and may be as long as the document. */
const NAME_CHARS_MAX = 100

export type ViolationCode =
  | 'missing'
  | 'unknown'
  | 'wrong-type'
  | 'wrong-format'
  | 'not-allowed'
  | 'too-short'
  | 'too-long'
  | 'too-small'
  | 'too-large'
  | 'too-few'
  | 'too-many'
  | 'repeated'
  | 'wrong-combination'

const CODES: Readonly<Record<string, ViolationCode>> = {
  required: 'missing',
  additionalProperties: 'unknown',
  type: 'wrong-type',
  format: 'wrong-format',
  pattern: 'wrong-format',
  enum: 'not-allowed',
  const: 'not-allowed',
  'false schema': 'not-allowed',
  multipleOf: 'not-allowed',
  minLength: 'too-short',
  maxLength: 'too-long',
  minimum: 'too-small',
  exclusiveMinimum: 'too-small',
  maximum: 'too-large',
  exclusiveMaximum: 'too-large',
  minItems: 'too-few',
  minProperties: 'too-few',
  maxItems: 'too-many',
  maxProperties: 'too-many',
  uniqueItems: 'repeated',
  anyOf: 'wrong-combination',
  oneOf: 'wrong-combination',
  not: 'wrong-combination',
  contains: 'wrong-combination',
  dependencies: 'wrong-combination',
}

/** Inside an alternative: only that none of them fits is a fault. */
const WITHIN_ALTERNATIVE = /(?<!\/properties)\/(anyOf|oneOf|contains|not)\//

/** Takes the schema and ajv's errors, returns violations without repeats, in ajv's order. */
export function violationsOf(
  schema: JsonSchema,
  errors: readonly ErrorObject[],
): readonly Violation[] {
  const told = errors.filter(
    ({ keyword, schemaPath }) => keyword !== 'if' && !WITHIN_ALTERNATIVE.test(schemaPath),
  )
  const found = new Map<string, Violation>()
  for (const error of told) {
    if (found.size >= VIOLATIONS_MAX) break
    const code = CODES[error.keyword] ?? 'wrong-combination'
    const path = pathOf(error)
    const key = `${code} ${path}`
    if (!found.has(key)) {
      found.set(key, { path, code, message: messageOf(schema, code, path, error) })
    }
  }
  return [...found.values()]
}

/** The pointer to a missing or unknown property itself, else to the value at fault. */
function pathOf({ instancePath, params }: ErrorObject): string {
  const name = params.missingProperty ?? params.additionalProperty
  return typeof name === 'string' ? pointer(instancePath, name) : instancePath
}

/** JSON pointer (RFC 6901) of a member; a name too long to repeat is cut. */
export function pointer(parent: string, name: string): string {
  const short = name.length > NAME_CHARS_MAX ? `${name.slice(0, NAME_CHARS_MAX)}…` : name
  return `${parent}/${short.replaceAll('~', '~0').replaceAll('/', '~1').toWellFormed()}`
}
