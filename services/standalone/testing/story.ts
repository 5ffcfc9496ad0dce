/** Documents of one person that refer to one another, made from the catalogue's examples. */
import { randomUUID } from 'node:crypto'
import { documentExamples } from '@xianjie/schemas'
import { subject } from '../../../scripts/bench/documents.ts'
import { units } from '../../../scripts/workshop/units.ts'
import type { ExampleDocument, UnitName } from './test-platform.ts'

export type Told = {
  readonly slug: string
  /** Who issues it. */
  readonly by: UnitName
  readonly document: ExampleDocument
}

/** Case (a) of law.md §7 as far as the examples tell it: leave, disappearance, warning, release. */
export const PROBATION = [
  'judgment-probation',
  'execution-notice',
  'place-determination',
  'service-receipt',
  'enrolment-record',
  'leave-approval',
  'assist-search-letter',
  'search-bulletin',
  'leave-return-record',
  'decision-warning',
  'release-notice-cc',
] as const

/** Case (b): parole, arrest for a new crime, revoked, in custody. */
export const PAROLE = [
  'ruling-parole',
  'ruling-correction',
  'detention-notice',
  'proposal-revoke-parole',
  'ruling-revoke-parole',
  'termination-notice',
  'custody-receipt',
] as const

/** New documents about this person: ids are fresh, references among them hold. */
export function story(slugs: readonly string[], person: number): readonly Told[] {
  const documents = slugs.map((slug) => JSON.parse(documentExamples(slug).json))
  const ids = new Map(documents.map(({ header }) => [header.documentId, randomUUID() as string]))
  return documents.map((document, at) => {
    const { header } = document
    header.documentId = ids.get(header.documentId)
    header.subject = subject(person)
    for (const reference of header.references?.reference ?? []) {
      reference.documentId = ids.get(reference.documentId) ?? reference.documentId
    }
    return { slug: slugs[at] as string, by: unitOf(header.issuer.code), document }
  })
}

function unitOf(code: string): UnitName {
  const found = Object.entries(units).find(([, unit]) => unit.code === code)
  if (!found) throw new RangeError(`no unit has the code ${code}`)
  return found[0] as UnitName
}
