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
  readonly prohibition?: { readonly to?: string }
  readonly deportation?: boolean
  readonly complex?: boolean
  readonly cause?: 'medical' | 'pregnancy' | 'self-care'
  readonly residenceRegion?: string
  readonly region?: string
  readonly agency?: string
  readonly handedOverOn?: string
  readonly receivedOn?: string
  readonly reportedOn?: string
  readonly reportCode?: '01' | '02' | '03'
  readonly specialReason?: boolean
  readonly from?: string
  readonly to?: string
  readonly appliedOn?: string
  readonly returnedAt?: string
  readonly since?: string
  readonly reason?: 1 | 2 | 3
  readonly result?: 'started' | 'found' | 'not-found'
  readonly foundAt?: string
  readonly goodReason?: boolean
  readonly measure?: Restriction
  readonly changedTo?: Restriction
  readonly caseEnded?: boolean
  readonly decidedOn?: string
  readonly decidedAt?: string
  readonly newCrime?: boolean
  readonly endedOn?: string
  readonly capturedOn?: string
  readonly takenOn?: string
  readonly uncountedFrom?: string
  readonly uncountedTo?: string
  readonly uncountedDays?: number
  readonly whereaboutsKnown?: boolean
  readonly releaseReason?: 'expiry' | 'pardon'
  readonly terminationReason?:
    | 'probation-revoked'
    | 'parole-revoked'
    | 'imprisoned'
    | 'death'
    | 'other'
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
  'prohibition',
  'deportation',
  'complex',
  'cause',
  'residenceRegion',
  'region',
  'agency',
  'handedOverOn',
  'receivedOn',
  'reportedOn',
  'reportCode',
  'specialReason',
  'from',
  'to',
  'appliedOn',
  'returnedAt',
  'since',
  'reason',
  'result',
  'foundAt',
  'goodReason',
  'measure',
  'changedTo',
  'caseEnded',
  'decidedOn',
  'decidedAt',
  'newCrime',
  'endedOn',
  'capturedOn',
  'takenOn',
  'uncountedFrom',
  'uncountedTo',
  'uncountedDays',
  'whereaboutsKnown',
  'releaseReason',
  'terminationReason',
  'corrections',
] as const satisfies readonly (keyof FactBody)[]

/** The part of a body that the rules read; everything else stays in the signed bytes. */
export function factBody(body: Readonly<Record<string, unknown>>): FactBody {
  const picked: Record<string, unknown> = {}
  for (const field of FACT_FIELDS) {
    if (body[field] !== undefined) picked[field] = body[field]
  }
  return picked as FactBody
}
