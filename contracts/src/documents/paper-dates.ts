/** Dates of one paper that cannot both be true; asked at intake, and again of what corrections make of it. */
import type { LegalDate } from '../time.ts'
import { dateOf, instantOf } from '../time.ts'
import type { Effect } from './catalogue.ts'
import type { FactBody } from './fact-fields.ts'

/** Acts that a document reports: none can come after the day on which it was made (law.md §0.3-9). */
const REPORTED: ReadonlySet<string> = new Set<keyof FactBody>([
  'appliedOn',
  'arrestedOn',
  'capturedOn',
  'decidedAt',
  'decidedOn',
  'diedOn',
  'discoveredOn',
  'fileReceivedOn',
  'filedOn',
  'foundAt',
  'handedOverOn',
  'mandatedOn',
  'receivedOn',
  'reportedOn',
  'requestedOn',
  'returnedAt',
  'since',
  'takenOn',
])

/** Whether a field of that type of document states an act that is over when the document is made. */
export const reportsAct = (type: string, field: string): boolean =>
  // The organ notes on a diagnosis when it came from the hospital, which made it before (TPE23-17).
  REPORTED.has(field) && !(field === 'receivedOn' && type === 'medical-diagnosis')

/** Whether an act that the document reports came after the day on which it was made. */
export function hasActAfterPaper(type: string, body: FactBody, madeOn: LegalDate): boolean {
  for (const field in body) {
    if (reportsAct(type, field) && isAfter(body[field as keyof FactBody], madeOn)) return true
  }
  return false
}

function isAfter(day: unknown, madeOn: LegalDate): boolean {
  if (typeof day !== 'string') return false
  return day.length === madeOn.length ? day > madeOn : dateOf(instantOf(day)) > madeOn
}

export type Dated = {
  readonly type: string
  readonly effect: Effect
  readonly madeOn: LegalDate
  readonly effectiveOn?: LegalDate
}

/** No document takes effect before the day it is made (law.md §0.3-15). */
export const isBackdated = (paper: Dated): boolean =>
  paper.effectiveOn !== undefined && paper.effectiveOn < paper.madeOn && !statesAnotherEffect(paper)

/** B13, B14, D25: the header may name the day on which the judgment took effect. */
export const statesAnotherEffect = ({ type, effect }: Pick<Dated, 'type' | 'effect'>): boolean =>
  effect === 'state-effect' || type === 'notice-new-judgment'
