/** Words that several answers of the API use; those that the feed uses, too, are the feed's. */
import { type FeedPayload, feedSchema } from './feed-schema.ts'
import type { JsonSchema } from './json-schema.ts'

/** A member of a payload, as the feed has it. */
export function word(payload: FeedPayload, name: string): JsonSchema {
  const found = feedSchema(payload).properties?.[name]
  if (!found) throw new RangeError(`${payload} has no member ${name}`)
  return open(found)
}

/** Members of a payload, by name. */
export const words = (payload: FeedPayload, ...names: readonly string[]): Members =>
  Object.fromEntries(names.map((name) => [name, word(payload, name)]))

/** A definition of a payload's schema, under a name of its own. */
export function definition(payload: FeedPayload, name: string, called: string): JsonSchema {
  const found = feedSchema(payload).definitions?.[name]
  if (!found) throw new RangeError(`${payload} has no definition ${name}`)
  return { $id: called, ...open(found) }
}

/** Answers may grow members: a reader overlooks those that it does not know. */
function open<Node>(node: Node): Node {
  if (Array.isArray(node)) return node.map(open) as Node
  if (typeof node !== 'object' || node === null) return node
  const { additionalProperties: _closed, ...rest } = node as Readonly<Record<string, unknown>>
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, open(value)])) as Node
}

export type Members = Readonly<Record<string, JsonSchema>>

/** An object under a name of its own; all members are there but those that `optional` names. */
export const named = (
  $id: string,
  properties: Members,
  optional: readonly string[] = [],
): JsonSchema => ({ $id, ...object(properties, optional) })

export const object = (properties: Members, optional: readonly string[] = []): JsonSchema => ({
  type: 'object',
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
})

export const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items })
export const text = (title: string): JsonSchema => ({ title, type: 'string' })
export const whole = (title: string): JsonSchema => ({ title, type: 'integer', minimum: 0 })
export const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] })

export const DATE = '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
export const date = (title: string): JsonSchema => ({ ...text(title), pattern: DATE })
/** RFC 3339 as the platform writes it. */
export const time = (title: string): JsonSchema => ({
  ...text(title),
  pattern: '^[0-9-]{10}T[0-9:]{8}\\.[0-9]{3}\\+08:00$',
})
export const titles = object({ zh: text('中文 · Chinese'), en: text('英文 · English') })

/** How far the view had come from which the answer was made. */
export const view: Members = {
  position: whole('答复所反映的日志位置 · log position that the answer reflects'),
  ageMs: whole('视图落后毫秒数 · milliseconds by which the view may be behind'),
}
export const finding: JsonSchema = { $id: 'Finding', ...itemsOf(word('receipt', 'findings')) }
export const party = definition('document', 'party', 'Party')
export const issuer = definition('document', 'issuer', 'Issuer')
export const reference = definition('document', 'reference', 'Reference')

function itemsOf({ items }: JsonSchema): JsonSchema {
  if (!items) throw new RangeError('not a list')
  return items
}
