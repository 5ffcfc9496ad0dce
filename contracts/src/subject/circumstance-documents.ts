/** Types of documents that prove entry, change or end of each circumstance (law.md §3.4, last column). */
import type { Circumstances } from './status.ts'

/** B1-B8, B13-B24, B26, C9-C13. */
const DELIVERY = [
  'judgment-control',
  'judgment-probation',
  'ruling-second-instance',
  'ruling-parole',
  'proposal-parole',
  'parole-certificate',
  'decision-tpe-court',
  'decision-tpe-prison',
  'decision-tpe-police',
  'notice-effective',
  'execution-notice',
  'place-determination',
  'subject-notification',
  'exit-restriction',
  'handover-certificate',
  'file-transfer',
  'file-prison-designation',
  'service-receipt',
  'forwarding-letter',
  'missing-documents-notice',
  'enrolment-record',
  'missed-handover-notice',
  'place-change-decision',
  'place-change-file-handover',
  'place-change-receipt',
  'not-arrived-notice',
  'custody-file-handover-notice',
]

/** B25, C1-C9, C14-C20, C33-C35, C40. */
const SUPERVISION = [
  'enrolment-announcement',
  'leave-approval',
  'leave-assist-letter',
  'leave-return-record',
  'recurring-travel-approval',
  'restricted-area-approval',
  'contact-approval',
  'place-change-consult',
  'place-change-reply',
  'place-change-decision',
  'decision-commendation',
  'decision-reprimand',
  'decision-warning',
  'proposal-ps-penalty',
  'ps-penalty-decision',
  'emonitor-decision',
  'health-interval-extension',
  'tpe-expiry-letter',
  'tpe-extension-decision',
  'guarantor-change',
  'health-report',
]

/** C36-C37, E9. */
const ASSISTANCE = [
  'education-notice-minor',
  'assistance-referral',
  'assistance-feedback',
  'resettlement-handover',
]

/** C3, C12, C21-C22, B26, D18-D20. */
const EVASION = [
  'leave-return-record',
  'not-arrived-notice',
  'search-bulletin',
  'assist-search-letter',
  'missed-handover-notice',
  'escape-notice',
  'wanted-notice',
  'capture-notice',
]

/** C15, C16, D1-D3: what an absence led to. */
export const AFTER_EVASION: ReadonlySet<string> = new Set([
  'decision-reprimand',
  'decision-warning',
  'proposal-revoke-probation',
  'proposal-revoke-parole',
  'proposal-arrest',
])

/** C17, C18; C23 where it is about such a penalty. */
const PENALTY = ['proposal-ps-penalty', 'ps-penalty-decision']

/** D3-D6, D17; C23-C29 where they are about such a measure. */
const COERCION = [
  'proposal-arrest',
  'decision-arrest',
  'decision-no-arrest',
  'arrest-execution',
  'release-notice',
]

/** C31-C32, D1-D16, D18-D23, E2-E5, F4-F5, F7-F9. */
const CHANGE = [
  'proposal-commutation',
  'ruling-commutation',
  'proposal-revoke-probation',
  'proposal-revoke-parole',
  'proposal-arrest',
  'decision-arrest',
  'decision-no-arrest',
  'arrest-execution',
  'ruling-revoke-probation',
  'ruling-revoke-parole',
  'ruling-not-revoked',
  'proposal-imprison',
  'decision-imprison-court',
  'decision-imprison-prison',
  'decision-imprison-police',
  'decision-not-imprison',
  'supplement-request',
  'execution-notice-revocation',
  'escape-notice',
  'wanted-notice',
  'capture-notice',
  'custody-receipt',
  'proposal-uncounted-period',
  'ruling-uncounted-period',
  'release-certificate',
  'release-notice-cc',
  'termination-notice',
  'death-notice',
  'objection-parole-commutation',
  'objection-tpe',
  'recheck-decision',
  'ruling-correction',
  'retrial-judgment',
]

/** C41, D24-D25; C23-C27 and E4 where they are about such a case. */
const NEW_CRIME = [
  'indictment',
  'non-prosecution-decision',
  'judgment-new-crime',
  'notice-new-judgment',
]

export const PROVING: { readonly [name in keyof Circumstances]: ReadonlySet<string> } = {
  delivery: new Set(DELIVERY),
  supervision: new Set(SUPERVISION),
  assistance: new Set(ASSISTANCE),
  evasion: new Set(EVASION),
  publicSecurityPenalty: new Set(PENALTY),
  coerciveMeasure: new Set(COERCION),
  changeOfExecution: new Set(CHANGE),
  newCrime: new Set(NEW_CRIME),
}

/** The circumstances that a document of a type proves. */
export const PROVED_BY: ReadonlyMap<string, readonly (keyof Circumstances)[]> = provedBy()

function provedBy() {
  const names = Object.keys(PROVING) as (keyof Circumstances)[]
  const types = new Set(names.flatMap((name) => [...PROVING[name]]))
  return new Map([...types].map((type) => [type, names.filter((name) => PROVING[name].has(type))]))
}
