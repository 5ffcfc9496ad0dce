/** Who may issue which document (law.md §1 column "Issuer", §4.1). */
import type { CatalogueEntry } from '../documents/catalogue.ts'
import type { Violation } from '../problems.ts'
import type { Agency } from './agency.ts'
import { beyondCompetence } from './content.ts'
import { contradictions } from './contradictions.ts'
import type { Given } from './given.ts'

/** True when the catalogue names the agency's kind, at its level, as an issuer of the type. */
export const mayIssue = (entry: CatalogueEntry, agency: Pick<Agency, 'kind' | 'level'>): boolean =>
  entry.issuers.some(
    (issuer) => issuer.kind === agency.kind && (issuer.levels?.includes(agency.level) ?? true),
  )

/** What the issuer's own document says against it, beside its schema; all of it at once. */
export type Objections = {
  readonly beyondCompetence: readonly Violation[]
  readonly contradictions: readonly Violation[]
}

export const objectionsTo = (given: Given): Objections => ({
  beyondCompetence: beyondCompetence(given),
  contradictions: contradictions(given),
})
