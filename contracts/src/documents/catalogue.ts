/**
 * What the catalogue says of one document type. The entries themselves are data:
 * `schemas/documents/<slug>/entry.json`.
 */
import type { AgencyKind, AgencyLevel } from '../competence/agency.ts'
import type { Relation } from './document.ts'
import type { Restriction } from './fact-fields.ts'

/** The four kinds of community corrections (四类社区矫正对象, CCL 2). */
export const KINDS = ['control', 'probation', 'parole', 'tpe'] as const
export type Kind = (typeof KINDS)[number]

/** What an accepted document does to the subject's status. A closed list: each is one function. */
export const EFFECTS = [
  'decide',
  'state-effect',
  'determine-place',
  'prove-service',
  'hand-over',
  'enrol',
  'grant-leave',
  'end-leave',
  'search',
  'request-search',
  'reprimand',
  'warn',
  'restrict',
  'lift-restriction',
  'propose-revocation',
  'revoke',
  'refuse-revocation',
  'propose-imprisonment',
  'imprison',
  'refuse-imprisonment',
  'capture',
  'take-into-custody',
  'release',
  'terminate',
  'correct',
  'recall',
  'record',
  'entrust-assessment',
  'assess',
  'return-assessment',
  'decide-on-appeal',
  'propose-parole',
  'propose-tpe',
  'refuse-tpe',
  'release-on-parole',
  'notify-subject',
  'restrict-exit',
  'list-missing',
  'report-missed-handover',
  'permit-travel',
  'consult-place-change',
  'decide-place-change',
  'report-not-arrived',
  'commend',
  'propose-penalty',
  'decide-penalty',
  'monitor',
  'propose-commutation',
  'commute',
  'review-expiry',
  'extend-tpe',
  'prosecute',
  'close-case',
  'propose-arrest',
  'order-arrest',
  'refuse-arrest',
  'execute-arrest',
  'order-execution',
  'release-from-custody',
  'escape',
  'pursue',
  'propose-uncounted',
  'rule-uncounted',
  'judge-new-crime',
  'withdraw-proposal',
  'record-death',
  'pardon',
  'challenge-ruling',
  'challenge-decision',
  'recheck',
  'retrial',
  'order-sealing',
  'unseal',
] as const
export type Effect = (typeof EFFECTS)[number]

/** The role in which an agency stands to the subject or the case (law.md §0.2). */
export type Role =
  | 'subject'
  | 'CC-x'
  | 'PR-x'
  | 'PR-='
  | 'PS-x'
  | 'DO'
  | 'CT-0'
  | 'PN'
  | 'DH'
  | 'PA'
  | 'CC-new'
  | 'CC-city'
  | 'CC-dest'
  | 'PR-new'
  | 'PS-new'
  | 'CT-I'
  | 'CT-H'
  | 'PS-city'
  | 'IMM'
  | 'entrusting-organ'
  | 'holders'
  | 'team'
  | 'CT-x'
  | 'CT-new'
  | 'PS-='
  | 'family'
  | 'superior-PR'
  | 'addressed-organ'
  | 'superior-organ'
  | 'education-department'
  | 'assisting-departments'
  | 'applicant'
  | 'police-network'
  | 'resettlement-unit'
  | 'deciding-organ'
  | 'signing-counterpart'
  | 'original-recipients'

/** Types by relation; `any` is every type of the catalogue. */
export type Relations = { readonly [relation in Relation]?: readonly string[] | 'any' }

/** Whether a document with these relations may stand in that one to a document of the type. */
export function mayRefer(relations: Relations, relation: Relation, type: string): boolean {
  const types = relations[relation]
  return types === 'any' || (types?.includes(type) ?? false)
}

export type CatalogueEntry = {
  /** The type's name on the wire, e.g. `ruling-parole`. */
  readonly slug: string
  /** Row of law.md §1, e.g. `B3`. */
  readonly row: string
  /** Rank in the catalogue; documents of one instant are laid out by it (law.md §0.3-13). */
  readonly order: number
  readonly title: { readonly zh: string; readonly en: string }
  readonly issuers: readonly {
    readonly kind: AgencyKind
    readonly levels?: readonly AgencyLevel[]
  }[]
  readonly recipients: readonly Role[]
  readonly copies: readonly Role[]
  /** Articles, in the words of law.md, e.g. `刑法81-85`. */
  readonly basis: readonly string[]
  readonly effect: Effect
  /** Restriction that the type itself imposes, where its body names none (C24-C26, C28, C29, D6). */
  readonly measure?: Restriction
  /** Kinds of correction that the document can concern; a body whose `kind` is another is refused. */
  readonly kinds: readonly Kind[]
  /** Ids of law.md §2, e.g. `T11`. */
  readonly clocks: { readonly starts: readonly string[]; readonly stops: readonly string[] }
  /** To which types its references may lead; a relation that is absent leads to none. */
  readonly relations: Relations
  /** True where a form's name is not fixed by a text that was read (law.md: "name UNVERIFIED"). */
  readonly nameUnverified?: boolean
}
