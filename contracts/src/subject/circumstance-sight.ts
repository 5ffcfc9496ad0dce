/** A person's episode, seen at one moment, and how a circumstance is told of it. */
import type { DocumentId } from '../ids.ts'
import type { LegalDate } from '../time.ts'
import type { Entry } from './entry.ts'
import type { Episode, Line } from './model.ts'
import type { Moment } from './moment.ts'

export type Sight = { readonly episode: Episode; readonly line: Line; readonly moment: Moment }

export const idsOf = (entries: readonly Entry[]): readonly DocumentId[] =>
  entries.length === 0 ? [] : [...new Set(entries.map(({ fact }) => fact.documentId))]

/** Documents of the episode that are of one of these types. */
export function proof({ episode }: Sight, types: ReadonlySet<string>): readonly DocumentId[] {
  const ids: DocumentId[] = []
  for (const { fact } of episode.members) {
    if (types.has(fact.type)) ids.push(fact.documentId)
  }
  return ids
}

export const dated = (name: 'since' | 'until', date: LegalDate | null | undefined) =>
  date ? { [name]: date } : {}
