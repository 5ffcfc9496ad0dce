/** The time for reporting or hand-over: T11, T12, T13 (CCL 21; law.md §2.1). */
import type { AgencyKind } from '../competence/agency.ts'
import type { AgencyCode } from '../ids.ts'
import type { Entry } from '../subject/entry.ts'
import { kindOf, laterDate } from '../subject/entry.ts'
import type { LegalDate } from '../time.ts'
import { dateOf } from '../time.ts'
import { received } from './received.ts'

export const REPORT_DAYS = 10

export type ReportClock = {
  readonly clock: 'T11' | 'T12' | 'T13'
  readonly from: LegalDate
  readonly agency: AgencyCode | null
}

/** Who must move a person under 暂外: police or detention house (T12), prison or the latter (T13). */
const MOVERS: { readonly [clock in 'T12' | 'T13']: readonly AgencyKind[] } = {
  T12: ['detention-house', 'police'],
  T13: ['prison', 'detention-house'],
}

/**
 * T11 runs from the effect; T12, T13 from the receipt by the organ that hands over, and from the
 * effect where no such organ is named. A decision received before its effect counts from that.
 */
export function reportClock(
  decision: Entry,
  effectiveOn: LegalDate,
  all: readonly Entry[],
): ReportClock {
  if (kindOf(decision) !== 'tpe') return { clock: 'T11', from: effectiveOn, agency: null }
  const clock = decision.fact.type === 'decision-tpe-court' ? 'T12' : 'T13'
  const receipt = received(decision, MOVERS[clock], all)
  const from = receipt ? laterDate(dateOf(receipt.at), effectiveOn) : effectiveOn
  return { clock, from, agency: receipt?.agency ?? null }
}
