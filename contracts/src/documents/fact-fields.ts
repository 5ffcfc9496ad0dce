/**
 * The body fields that the rules read (law.md §1, "Body fields that the rules read"). Only these
 * leave the signed bytes and enter the event's open part: dates, codes and numbers, never a name or
 * free text. `schemas/documents/common/fields.json` gives each its schema under the same name.
 */
import type { Term } from '../time.ts'
import type { Kind } from './catalogue.ts'

/** Restriction codes of law.md §3.2, heaviest first. */
export const RESTRICTIONS = [
  'ARREST',
  'CRIM_DETENTION',
  'DRUG_REHAB',
  'JUDICIAL_DETENTION',
  'ADMIN_DETENTION',
  'RESID_SURV',
  'BAIL',
  'SUMMONS',
] as const
export type Restriction = (typeof RESTRICTIONS)[number]

export type Correction = { readonly field: string; readonly value: string }

/** Date fields hold `YYYY-MM-DD`; `since`, `foundAt`, `returnedAt`, `decidedAt` may hold RFC 3339. */
export type FactBody = {
  readonly kind?: Kind
  readonly outcome?:
    | 'granted'
    | 'refused'
    | 'approved'
    | 'upheld'
    | 'changed'
    | 'annulled'
    | 'cancelled'
    | 'void'
  readonly term?: Term
  readonly periodFrom?: string
  readonly periodTo?: string
  readonly sentenceTo?: string
  /** Days of custody credited on the term (CL 41: one day counts two for control). */
  readonly creditedDays?: number
  readonly servedOn?: string
  readonly servedOnProsecutor?: string
  readonly judgmentEffectiveOn?: string
  /** B2 takes effect on it (law.md §0.3-15). */
  readonly pronouncedOn?: string
  readonly prohibition?: { readonly to?: string }
  readonly deportation?: boolean
  readonly identityUnknown?: boolean
  readonly complex?: boolean
  /** Whether the decision says that it adopted the assessment (CCM 14(6)); `assessment.adopted` of the body. */
  readonly assessmentAdopted?: boolean
  readonly fastTrack?: boolean
  /** Day that the two sides of A5 agreed on; a letter that only asks for one has none. */
  readonly newDueOn?: string
  readonly cause?: 'medical' | 'pregnancy' | 'self-care'
  readonly mandatedOn?: string
  /** Life is in danger: the diagnosis is due in three days (TPE23-7). */
  readonly urgent?: boolean
  readonly residenceRegion?: string
  readonly region?: string
  readonly agency?: string
  readonly handedOverOn?: string
  readonly receivedOn?: string
  readonly reportedOn?: string
  /** Day on which the prison or detention house let the parolee go (B5; CL 83). */
  readonly releasedOn?: string
  readonly reportCode?: '01' | '02' | '03'
  readonly specialReason?: boolean
  readonly reportBy?: string
  /** Types of the papers that B23 asks for. */
  readonly missing?: readonly string[]
  readonly from?: string
  readonly to?: string
  readonly appliedOn?: string
  readonly plannedOn?: string
  readonly newAgency?: string
  readonly notifiedOn?: string
  readonly fileReceivedOn?: string
  readonly returnedAt?: string
  readonly since?: string
  readonly reason?: 1 | 2 | 3
  readonly result?: 'started' | 'found' | 'not-found'
  readonly foundAt?: string
  readonly goodReason?: boolean
  readonly action?: 'impose' | 'extend' | 'lift'
  readonly penalty?: 'detention' | 'fine' | 'warning'
  readonly filedOn?: string
  readonly outstandingDeed?: boolean
  /** Step of the reports on health under 暂予监外执行, in months (CCM 24). */
  readonly reportMonths?: number
  /** Step of the re-examinations under 保外就医, in months (CCM 24). */
  readonly reexaminationMonths?: number
  /** What C40 is: a report on health, or a re-examination. */
  readonly reportType?: 'health' | 're-examination'
  readonly measure?: Restriction
  /** The measure has a name of its own that the form does not list (C23, `measureName` of the body). */
  readonly measureUnlisted?: boolean
  readonly changedTo?: Restriction
  readonly caseEnded?: boolean
  readonly decidedOn?: string
  readonly decidedAt?: string
  /** Day on which the approval of an arrest was asked for (C25). */
  readonly requestedOn?: string
  readonly newCrime?: boolean
  readonly endedOn?: string
  readonly arrestedOn?: string
  readonly capturedOn?: string
  readonly takenOn?: string
  readonly uncountedFrom?: string
  readonly uncountedTo?: string
  readonly uncountedDays?: number
  readonly whereaboutsKnown?: boolean
  readonly releaseReason?: 'expiry' | 'pardon'
  readonly diedOn?: string
  readonly discoveredOn?: string
  readonly terminationReason?:
    | 'probation-revoked'
    | 'parole-revoked'
    | 'imprisoned'
    | 'death'
    | 'other'
  /** F1, F2: an oral opinion has a time limit of its own (T69). */
  readonly form?: 'oral' | 'written'
  readonly replyBy?: string
  readonly asksRecheck?: boolean
  readonly corrections?: readonly Correction[]
}

export const FACT_FIELDS = [
  'kind',
  'outcome',
  'term',
  'periodFrom',
  'periodTo',
  'sentenceTo',
  'creditedDays',
  'servedOn',
  'servedOnProsecutor',
  'judgmentEffectiveOn',
  'pronouncedOn',
  'prohibition',
  'deportation',
  'identityUnknown',
  'complex',
  'fastTrack',
  'newDueOn',
  'cause',
  'mandatedOn',
  'urgent',
  'residenceRegion',
  'region',
  'agency',
  'handedOverOn',
  'receivedOn',
  'reportedOn',
  'releasedOn',
  'reportCode',
  'specialReason',
  'reportBy',
  'missing',
  'from',
  'to',
  'appliedOn',
  'plannedOn',
  'newAgency',
  'notifiedOn',
  'fileReceivedOn',
  'returnedAt',
  'since',
  'reason',
  'result',
  'foundAt',
  'goodReason',
  'action',
  'penalty',
  'filedOn',
  'outstandingDeed',
  'reportMonths',
  'reexaminationMonths',
  'reportType',
  'measure',
  'changedTo',
  'caseEnded',
  'decidedOn',
  'decidedAt',
  'requestedOn',
  'newCrime',
  'endedOn',
  'arrestedOn',
  'capturedOn',
  'takenOn',
  'uncountedFrom',
  'uncountedTo',
  'uncountedDays',
  'whereaboutsKnown',
  'releaseReason',
  'diedOn',
  'discoveredOn',
  'terminationReason',
  'form',
  'replyBy',
  'asksRecheck',
  'corrections',
] as const satisfies readonly (keyof FactBody)[]

/** The part of a body that the rules read; everything else stays in the signed bytes. */
export function factBody(body: Readonly<Record<string, unknown>>): FactBody {
  const picked: Record<string, unknown> = {}
  for (const field of FACT_FIELDS) {
    if (body[field] !== undefined) picked[field] = body[field]
  }
  const adopted = (body.assessment as { readonly adopted?: boolean } | undefined)?.adopted
  if (adopted !== undefined) picked.assessmentAdopted = adopted
  if (body.measureName !== undefined) picked.measureUnlisted = true
  return picked as FactBody
}
