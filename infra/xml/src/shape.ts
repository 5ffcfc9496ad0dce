/** What a JSON Schema says about the place of values in XML: worked out once for each schema. */
import assert from 'node:assert/strict'
import type { Scalar } from './scalar.ts'

/** JSON Schema draft-07 with local references; `x-xml` is `"attribute"` or `"text"` or missing. */
export type JsonSchema = object

export type Kept = 'element' | 'attribute' | 'text'

export type Property = {
  readonly name: string
  /** The child element's name. */
  readonly element: string
  readonly kept: Kept
  readonly shape: Shape
}

export type ObjectShape = {
  readonly kind: 'object'
  /** In the order of the schema. */
  readonly properties: ReadonlyMap<string, Property>
  readonly elements: ReadonlyMap<string, Property>
  readonly text: Property | undefined
}

export type Shape =
  | ObjectShape
  | { readonly kind: 'array'; readonly items: Shape }
  | Scalar
  | { readonly kind: 'unknown' }

type Draft = Readonly<Record<string, unknown>>

const REFERENCE_HOPS_MAX = 16
const unknown: Shape = { kind: 'unknown' }

const shapes = new WeakMap<JsonSchema, Shape>()

/** The shape of a whole document. Asserts that the schema describes an object. */
export function documentShape(schema: JsonSchema): ObjectShape {
  const shape = shapes.get(schema) ?? shapeOf(schema as Draft, schema as Draft, new Map())
  shapes.set(schema, shape)
  assert(shape.kind === 'object', 'the schema of a document describes an object')
  return shape
}

function shapeOf(root: Draft, at: unknown, known: Map<object, Shape>): Shape {
  const schema = resolve(root, at)
  if (!schema) return unknown
  const before = known.get(schema)
  if (before) return before
  if (isObject(schema.properties)) return objectShape(root, schema, schema.properties, known)
  if (schema.items !== undefined) {
    return { kind: 'array', items: shapeOf(root, schema.items, known) }
  }
  return scalarShape(schema)
}

// Known before its properties are, because a schema may contain itself.
function objectShape(
  root: Draft,
  schema: Draft,
  described: Draft,
  known: Map<object, Shape>,
): ObjectShape {
  const properties = new Map<string, Property>()
  const elements = new Map<string, Property>()
  const shape = {
    kind: 'object' as const,
    properties,
    elements,
    text: undefined as Property | undefined,
  }
  known.set(schema, shape)
  for (const [name, part] of Object.entries(described)) {
    const property = propertyOf(root, name, part, known)
    properties.set(name, property)
    if (property.kept === 'element') elements.set(property.element, property)
    if (property.kept === 'text') shape.text = property
  }
  return shape
}

function propertyOf(root: Draft, name: string, part: unknown, known: Map<object, Shape>): Property {
  const mark = (part as Draft)['x-xml'] ?? resolve(root, part)?.['x-xml']
  const kept = mark === 'attribute' || mark === 'text' ? mark : 'element'
  const element = name.charAt(0).toUpperCase() + name.slice(1)
  const shape = shapeOf(root, part, known)
  assert(kept === 'element' || shape.kind === 'scalar', `${name} cannot be an attribute or text`)
  return { name, element, kept, shape }
}

function scalarShape(schema: Draft): Shape {
  const values = 'const' in schema ? [schema.const] : ((schema.enum ?? []) as readonly unknown[])
  const types = [schema.type ?? values.map((value) => typeof value)].flat()
  return {
    kind: 'scalar',
    types: new Set(types as string[]),
    // Of two values with one text, 1 and "1", the first counts.
    values: new Map(values.map((value) => [String(value), value] as const).reverse()),
    collapsed: values.length > 0 || 'format' in schema,
  }
}

function resolve(root: Draft, at: unknown): Draft | undefined {
  let schema = at
  for (let hop = 0; hop < REFERENCE_HOPS_MAX; hop++) {
    if (!isObject(schema)) return undefined
    if (typeof schema.$ref !== 'string') return schema
    schema = pointed(root, schema.$ref)
  }
  assert.fail('a reference of the schema leads in a circle')
}

function pointed(root: Draft, reference: string): unknown {
  assert(reference.startsWith('#'), `${reference} does not point into the schema`)
  const keys = decodeURIComponent(reference.slice(1)).split('/').slice(1)
  const found = keys.reduce<unknown>((at, key) => {
    const name = key.replaceAll('~1', '/').replaceAll('~0', '~')
    return isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined
  }, root)
  assert(found !== undefined, `${reference} points at nothing`)
  return found
}

const isObject = (value: unknown): value is Draft => typeof value === 'object' && value !== null
