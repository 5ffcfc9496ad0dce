/** The part of JSON Schema draft-07 that our schemas use, and where XML keeps a property. */
export type JsonSchema = {
  readonly $schema?: string
  readonly $id?: string
  /** `#/definitions/<name>` of the same schema. */
  readonly $ref?: string
  readonly title?: string
  readonly type?: JsonType | readonly JsonType[]
  readonly const?: JsonScalar
  readonly enum?: readonly JsonScalar[]
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: JsonSchema
  readonly contains?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean
  readonly if?: JsonSchema
  readonly then?: JsonSchema
  readonly else?: JsonSchema
  readonly not?: JsonSchema
  readonly allOf?: readonly JsonSchema[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly definitions?: Readonly<Record<string, JsonSchema>>
  /** How XML carries a property that is no child element. */
  readonly 'x-xml'?: 'attribute' | 'text'
}
export type JsonType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null'
export type JsonScalar = string | number | boolean | null

const LOCAL = '#/definitions/'

/** The name in a local reference; throws RangeError for a reference that leads elsewhere. */
export function referredName(ref: string): string {
  if (!ref.startsWith(LOCAL)) throw new RangeError(`not a local reference: ${ref}`)
  return ref.slice(LOCAL.length)
}

/** The schema behind `$ref`; what stands beside the reference, its own title say, goes first. */
export function resolved(root: JsonSchema, schema: JsonSchema): JsonSchema {
  if (schema.$ref === undefined) return schema
  const target = root.definitions?.[referredName(schema.$ref)]
  if (!target) throw new RangeError(`unresolved reference: ${schema.$ref}`)
  const { $ref: _, ...beside } = schema
  return resolved(root, { ...target, ...beside })
}
