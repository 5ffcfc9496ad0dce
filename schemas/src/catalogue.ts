/** The catalogue of document types: each folder of `documents/` with an `entry.json` is one. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CatalogueEntry } from '@xianjie/contracts'
import { catalogueEntry } from './entry.ts'
import { deepFreeze, pathOf, readJsonFile } from './file.ts'

/**
 * Reads the entries below a folder, in catalogue order. Throws an Error naming the file when an entry
 * is broken, when a relation leads to no type, or when two claim one order: documents of one instant are laid out by it.
 */
export function readCatalogue(folder: string): readonly CatalogueEntry[] {
  const entries = readdirSync(folder)
    .filter((slug) => existsSync(join(folder, slug, 'entry.json')))
    .map((slug) => {
      const file = join(folder, slug, 'entry.json')
      return catalogueEntry(readJsonFile(file), slug, file)
    })
    .sort((one, other) => one.order - other.order)
  for (const [at, entry] of entries.entries()) {
    const next = entries[at + 1]
    if (next?.order !== entry.order) continue
    throw new Error(
      `${join(folder, next.slug, 'entry.json')}: order ${next.order} is also that of ${entry.slug}`,
    )
  }
  checkRelations(entries, folder)
  return deepFreeze(entries)
}

/** A relation that leads to no type of the catalogue is a slip of the pen. */
function checkRelations(entries: readonly CatalogueEntry[], folder: string): void {
  const slugs = new Set(entries.map(({ slug }) => slug))
  for (const { slug, relations } of entries) {
    for (const [relation, types] of Object.entries(relations)) {
      const unknown = types === 'any' ? undefined : types.find((type) => !slugs.has(type))
      if (unknown === undefined) continue
      const file = join(folder, slug, 'entry.json')
      throw new Error(`${file}: relations ${relation} leads to ${unknown}, which is no type`)
    }
  }
}

/** Every document type, sorted by its order. */
export const catalogue: readonly CatalogueEntry[] = readCatalogue(pathOf('documents'))

const bySlug: ReadonlyMap<string, CatalogueEntry> = new Map(
  catalogue.map((entry) => [entry.slug, entry]),
)

export const entryOf = (slug: string): CatalogueEntry | undefined => bySlug.get(slug)

/** The entry of a type that the caller has looked up before; throws RangeError for any other slug. */
export function knownEntry(slug: string): CatalogueEntry {
  const entry = entryOf(slug)
  if (!entry) throw new RangeError(`the catalogue has no document type ${JSON.stringify(slug)}`)
  return entry
}
