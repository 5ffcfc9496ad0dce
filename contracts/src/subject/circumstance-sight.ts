/** A person's episode, seen at one moment, and how a circumstance is told of it. */
import type { DocumentId } from '../ids.ts'
import type { LegalDate } from '../time.ts'
import { PROVED_BY } from './circumstance-documents.ts'
import type { Entry } from './entry.ts'
import type { Episode, Line } from './model.ts'
import type { Moment } from './moment.ts'
import type { Circumstances } from './status.ts'

export type Sight = { readonly episode: Episode; readonly line: Line; readonly moment: Moment }

/** Each document once. */
export const idsOf = (entries: readonly Entry[]): readonly DocumentId[] =>
  entries.length === 0 ? [] : [...new Set(entries.map(idOf))]

/** Of entries that are all different, such as members of an episode. */
export const eachId = (entries: readonly Entry[]): readonly DocumentId[] => entries.map(idOf)

const idOf = ({ fact }: Entry): DocumentId => fact.documentId

/** Documents of the episode that prove each circumstance by their type, in the order they were met. */
export type Proofs = { readonly [name in keyof Circumstances]: readonly Entry[] }

export function proofsIn({ members }: Episode): Proofs {
  const proofs: { readonly [name in keyof Circumstances]: Entry[] } = {
    delivery: [],
    supervision: [],
    assistance: [],
    evasion: [],
    publicSecurityPenalty: [],
    coerciveMeasure: [],
    changeOfExecution: [],
    newCrime: [],
  }
  for (const member of members) {
    for (const name of PROVED_BY.get(member.fact.type) ?? NOTHING) proofs[name].push(member)
  }
  return proofs
}
const NOTHING: readonly (keyof Circumstances)[] = []

export const sinceDay = (date: LegalDate | null | undefined): { readonly since?: LegalDate } =>
  date ? { since: date } : UNDATED
export const untilDay = (date: LegalDate | null | undefined): { readonly until?: LegalDate } =>
  date ? { until: date } : UNDATED
const UNDATED = {}
