/** The catalogue of document types: each folder of `documents/` with an `entry.json` is one. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CatalogueEntry } from '@xianjie/contracts'
import { catalogueEntry } from './entry.ts'
import { deepFreeze, pathOf, readJsonFile } from './file.ts'

/**
 * Reads the entries below a folder, in catalogue order. Throws an Error naming the file when an entry
 * is broken, or when two claim one order: documents of one instant are laid out by it.
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
  return deepFreeze(entries)
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
