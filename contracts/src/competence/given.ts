/** A document as it came, before it is known to be valid: members are looked up, never trusted (law.md §4.1). */
import type { Agency } from './agency.ts'

/** Who issues, and what their document says; nothing of it is checked yet. */
export type Given = {
  readonly type: string
  readonly issuer: Pick<Agency, 'code' | 'kind' | 'level'>
  readonly document: unknown
}

/** The member at the end of the names; undefined where there is none. */
export function memberAt(value: unknown, ...names: readonly string[]): unknown {
  let found = value
  for (const name of names) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return undefined
    found = (found as Readonly<Record<string, unknown>>)[name]
  }
  return found
}

export const bodyOf = (given: Given, ...names: readonly string[]): unknown =>
  memberAt(given.document, 'body', ...names)

export const headerOf = (given: Given, ...names: readonly string[]): unknown =>
  memberAt(given.document, 'header', ...names)
