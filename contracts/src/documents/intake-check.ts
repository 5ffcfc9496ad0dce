/** What a check at intake is given, and what it can find. */
import type { RegionList } from '../codes/region.ts'
import type { Agency, AgencyLevel } from '../competence/agency.ts'
import type { Finding } from '../subject/finding.ts'
import type { LegalDate } from '../time.ts'
import type { Effect } from './catalogue.ts'
import type { FactBody } from './fact-fields.ts'

export type IntakeCircumstances = {
  readonly type: string
  readonly effect: Effect
  readonly issuer: Pick<Agency, 'kind' | 'level' | 'region'>
  readonly madeOn: LegalDate
  readonly effectiveOn?: LegalDate
  readonly facts: FactBody
  readonly acceptedOn: LegalDate
  readonly unregistered: number
  /** Of the courts among the recipients, as far as they are registered. */
  readonly courtLevels: readonly AgencyLevel[]
  readonly references: ReferenceCounts
  readonly revocation: 'good' | 'unchecked'
  /** Birth date and sex as the identity number states them differ from the header. */
  readonly identityDiffers: boolean
  readonly regions: RegionList
  /** The agency of the execution place that the body names, where it is registered. */
  readonly placeAgency?: Pick<Agency, 'kind' | 'region'>
}

/** References by document id, by what is found behind them. */
export type ReferenceCounts = {
  readonly unknown: number
  /** Known, and of a type to which the relation does not lead (`relations` of the entry). */
  readonly otherType: number
  /** Known, and its number is not the one that stands beside the id. */
  readonly otherNumber: number
}

export type IntakeCheck = {
  readonly finding: Finding
  readonly holds: (given: IntakeCircumstances) => boolean
}

export const finding = (
  code: string,
  severity: Finding['severity'],
  zh: string,
  en: string,
  basis?: string,
): Finding => ({
  code,
  severity,
  ...(basis ? { basis } : {}),
  message: { zh, en },
})
