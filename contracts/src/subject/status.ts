/** The answer: one person's status at one moment, as known at another (law.md §3.2). */
import type { Kind } from '../documents/catalogue.ts'
import type { Restriction } from '../documents/fact-fields.ts'
import type { DocumentId } from '../ids.ts'
import type { Instant, LegalDate } from '../time.ts'
import type { Finding } from './finding.ts'

/** Main state; the Chinese words are those of law.md §3.2. */
export const STATES = {
  NONE: '未适用',
  PRE_ASSESSMENT: '拟适用/调查评估中',
  DECIDED_NOT_EFFECTIVE: '已裁判未生效',
  EFFECTIVE_AWAITING_REPORT: '已生效待报到/待移交',
  LOUGUAN: '漏管',
  UNDER_CORRECTION: '在矫',
  TRANSFERRING: '执行地变更中',
  EXPIRED_PENDING_CLOSE: '期满待解除',
  RELEASED: '解除',
  TERMINATED: '终止',
  AWAIT_CUSTODY: '待收监',
  ESCAPED: '在逃',
  IN_CUSTODY_SERVING: '收监执行中',
} as const
export type State = keyof typeof STATES

export type Supervision = 'TUOGUAN' | 'LOST_CONTACT' | 'ON_LEAVE' | 'NORMAL'

export type Proceeding =
  | 'PAROLE_PROPOSED'
  | 'TPE_PROPOSED'
  | 'PLACE_CHANGE_PENDING'
  | 'PS_PENALTY_PROPOSED'
  | 'COMMUTE_PROPOSED'
  | 'EXPIRY_REVIEW'
  | 'REVOKE_PROPOSED'
  | 'ARREST_PROPOSED'
  | 'ARREST_ORDERED'
  | 'IMPRISON_PROPOSED'
  | 'UNCOUNTED_PROPOSED'
  | 'NEW_CRIME_CASE'
  | 'RULING_CHALLENGED'
  | 'DECISION_CHALLENGED'

export type Flag =
  | 'ASSESSED'
  | 'DOCS_INCOMPLETE'
  | 'EXIT_RESTRICTED'
  | 'EMONITOR'
  | 'TRAVEL_PERMIT'
  | 'PURSUED'
  | 'PROHIBITION_ORDER'
  | 'FOREIGN'
  | 'MINOR'
  | 'SEAL_DUE'
  | 'SEALED'

/** One of the eight circumstances (八项情形, CCM 11): what is so, since when, by which documents. */
export type Circumstance = {
  readonly present: boolean
  readonly since?: LegalDate
  readonly until?: LegalDate
  readonly detail?: Readonly<Record<string, string | number | boolean>>
  readonly documents: readonly DocumentId[]
}

export type Circumstances = {
  readonly delivery: Circumstance
  readonly supervision: Circumstance
  readonly assistance: Circumstance
  readonly evasion: Circumstance
  readonly publicSecurityPenalty: Circumstance
  readonly coerciveMeasure: Circumstance
  readonly changeOfExecution: Circumstance
  readonly newCrime: Circumstance
}

export type OpenDeadline = {
  /** Id of law.md §2. */
  readonly clock: string
  /** RFC 3339; null while the calendar of that year is not published. */
  readonly dueAt: string | null
  readonly state: 'open' | 'missed'
  readonly responsible: string
  readonly basis: string
}

export type BasisDocument = {
  readonly documentId: DocumentId
  readonly type: string
  readonly number: string
}

export type SubjectStatus = {
  readonly kind: Kind | null
  readonly state: State
  readonly stateSince: LegalDate | null
  readonly overlays: {
    readonly supervision: Supervision
    readonly restriction: Restriction | 'NONE'
    readonly proceeding: readonly Proceeding[]
    readonly flags: readonly Flag[]
  }
  readonly counters: {
    readonly commendations: number
    readonly reprimands: number
    readonly warnings: number
  }
  readonly period: { readonly from: LegalDate | null; readonly to: LegalDate | null } | null
  readonly executionPlace: { readonly region: string | null; readonly agency: string | null } | null
  /** Why the correction ended, once it has: the document and its legal date. */
  readonly ended: {
    readonly documentId: DocumentId
    readonly on: LegalDate
    readonly reason: string
  } | null
  readonly circumstances: Circumstances
  readonly openDeadlines: readonly OpenDeadline[]
  readonly findings: readonly (Finding & { readonly documents: readonly DocumentId[] })[]
  readonly basis: readonly BasisDocument[]
  /** Until when this very answer holds if no new fact arrives; null: for good. Milliseconds. */
  readonly holdsUntil: Instant | null
}
