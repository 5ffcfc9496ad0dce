/**
 * What one document contributes to the legal line. Steps go into the fold of the main state; the
 * other marks become absences, leaves and measures, which hold whatever the main state is.
 */
import type { Restriction } from '../documents/fact-fields.ts'
import type { Instant, LegalDate } from '../time.ts'
import { endOf, instant, instantOf, legalDate } from '../time.ts'
import type { Entry } from './entry.ts'
import type { Apply } from './model.ts'
import type { Moment } from './moment.ts'

/** Flags that documents raise and lower, whatever the main state is. */
export type MarkedFlag =
  | 'ASSESSED'
  | 'DOCS_INCOMPLETE'
  | 'EXIT_RESTRICTED'
  | 'TRAVEL_PERMIT'
  | 'PURSUED'
  | 'SEAL_DUE'

export type StepMark = {
  readonly mark: 'step'
  readonly at: Instant
  readonly apply: Apply
  readonly opens?: boolean
  /** Custody begins after everything else of its instant. */
  readonly custody?: boolean
  /** True where the document itself may end the correction: a notice about that waits for it. */
  readonly ends?: boolean
}
/** Contact lost at `at`. */
export type LostMark = { readonly mark: 'lost'; readonly at: Instant }
/** Contact regained at `at`. */
export type FoundMark = { readonly mark: 'found'; readonly at: Instant }
/** A good reason for being out of contact within these times (OP26-13). */
export type ExcuseMark = { readonly mark: 'excuse'; readonly at: Instant; readonly to: Instant }
export type LeaveMark = { readonly mark: 'leave'; readonly at: Instant; readonly to: Instant }
export type ReturnMark = { readonly mark: 'return'; readonly at: Instant }
export type MeasureMark = {
  readonly mark: 'measure'
  readonly at: Instant
  readonly restriction: Restriction
  readonly decidedOn: LegalDate
  /** End printed in the document. */
  readonly to: Instant | null
  /** An arrest that a court ordered for the revocation (D4; CCL 47). */
  readonly onOrder?: boolean
}
/** Ends one restriction, a sort of them, or (null) every one begun before. */
export type LiftMark = {
  readonly mark: 'lift'
  readonly at: Instant
  readonly restriction: Restriction | 'CUSTODIAL' | 'ORDERED_ARREST' | null
}
/** Custody to serve the sentence, or death: ends every restriction, also one of the same instant. */
export type CustodyMark = { readonly mark: 'custody'; readonly at: Instant }
/** Enrolment under a judgment: measures of the case that was judged end (CPLI 172). */
export type JudgedMark = { readonly mark: 'judged'; readonly at: Instant }

/** A flag begins, until the end that the document itself carries, if any. */
export type RaiseMark = {
  readonly mark: 'raise'
  readonly at: Instant
  readonly flag: MarkedFlag
  readonly to: Instant | null
}
export type LowerMark = {
  readonly mark: 'lower'
  readonly at: Instant
  readonly flag: MarkedFlag
}
/** C19: a term of electronic positioning begins, goes on or is ended (CCL 29). */
export type MonitorMark = {
  readonly mark: 'monitor'
  readonly at: Instant
  readonly action: 'impose' | 'extend' | 'lift'
  readonly from: LegalDate | null
  readonly last: LegalDate | null
}

export type Mark =
  | StepMark
  | LostMark
  | FoundMark
  | ExcuseMark
  | LeaveMark
  | ReturnMark
  | MeasureMark
  | LiftMark
  | CustodyMark
  | JudgedMark
  | RaiseMark
  | LowerMark
  | MonitorMark

/** A mark together with the document that made it. */
export type Marked<M extends Mark> = { readonly by: Entry; readonly mark: M }

/** Rank of the document among those of one instant. */
export const momentOf = ({ by, mark }: Marked<Mark>): Moment => ({
  at: mark.at,
  rank: by.fact.order,
})

/** The instant at which "to" is over: 24:00 of a day, or the very time (law.md §0.3-13). */
export function instantAfter(text: string): Instant {
  const date = legalDate(text)
  return date ? endOf(date) : instantOf(text)
}

export const laterOf = (a: Instant, b: Instant): Instant => instant(Math.max(a, b))

export const step = (at: Instant, apply: Apply): StepMark => ({ mark: 'step', at, apply })
