/** Finds the part of a schema that a path speaks of, and puts it into words. */
import type { Bilingual } from '@xianjie/contracts'
import { type JsonSchema, resolved } from '@xianjie/schemas'

/** The schema of the value at a JSON pointer, or undefined where the schema knows no such value. */
export function schemaAt(root: JsonSchema, path: string): JsonSchema | undefined {
  let schema: JsonSchema | undefined = resolved(root, root)
  for (const token of path.split('/').slice(1)) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~')
    const properties: Readonly<Record<string, JsonSchema>> = schema?.properties ?? {}
    const inner: JsonSchema | undefined =
      schema?.items ?? (Object.hasOwn(properties, name) ? properties[name] : undefined)
    schema = inner && resolved(root, inner)
  }
  return schema
}

/** The two halves of a title `中文 · English`; a schema without one is called by its place. */
export function titleOf(schema: JsonSchema | undefined, path: string): Bilingual {
  const [zh, ...en] = (schema?.title ?? path.slice(path.lastIndexOf('/') + 1)).split(' · ')
  return { zh: zh ?? '', en: en.length > 0 ? en.join(' · ') : (zh ?? '') }
}

/** What `anyOf`, `oneOf` or `contains` asks for, where it asks for fields; else undefined. */
export function alternatives(asked: unknown, keyword: string): Bilingual | undefined {
  const options = [asked].flat().map(needs)
  if (options.length === 0 || options.includes('')) return undefined
  return keyword === 'contains'
    ? { zh: `至少有一项须含 ${options[0]}`, en: `needs an item with ${options[0]}` }
    : { zh: `须含下列之一：${options.join('；')}`, en: `needs one of: ${options.join('; ')}` }
}

function needs(asked: unknown): string {
  const { required = [], properties = {} } = (asked ?? {}) as JsonSchema
  const needed = required.map((name) => {
    const value = properties[name]?.const
    return value === undefined ? name : `${name} = ${value}`
  })
  return needed.join(', ')
}
