/** Who may issue which document (law.md §1 column "Issuer", §4.1). */
import type { CatalogueEntry } from '../documents/catalogue.ts'
import type { Agency } from './agency.ts'

/** True when the catalogue names the agency's kind, at its level, as an issuer of the type. */
export const mayIssue = (entry: CatalogueEntry, agency: Pick<Agency, 'kind' | 'level'>): boolean =>
  entry.issuers.some(
    (issuer) => issuer.kind === agency.kind && (issuer.levels?.includes(agency.level) ?? true),
  )
