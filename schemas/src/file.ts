/** The package's own files; nothing else of this package touches the disk. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Absolute path of a file of this package. */
export const pathOf = (...names: readonly string[]): string =>
  join(fileURLToPath(new URL('..', import.meta.url)), ...names)

export const readText = (path: string): string => readFileSync(path, 'utf8')

/** Parses a JSON file; throws an Error that names the file, for a broken file stops the start. */
export function readJsonFile(path: string): unknown {
  try {
    return JSON.parse(readText(path))
  } catch (cause) {
    throw new Error(`${path} cannot be read as JSON`, { cause })
  }
}

/** Freezes a value read from a file and everything in it: it is shared by every caller. */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const member of Object.values(value)) deepFreeze(member)
  }
  return value
}

/** Answers from memory after the first time. The keys are slugs, so the catalogue bounds it. */
export function remembered<Value>(make: (slug: string) => Value): (slug: string) => Value {
  const made = new Map<string, Value>()
  return (slug) => {
    const known = made.get(slug)
    if (known !== undefined) return known
    const value = make(slug)
    made.set(slug, value)
    return value
  }
}
