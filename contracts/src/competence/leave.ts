/** Who may grant how many days of leave (CCL 27; CCM 27; law.md §2.1 T28). */
import type { FactBody } from '../documents/fact-fields.ts'
import { DAY_MS, dateOf, endOf, type Instant, instantOf, startOf } from '../time.ts'
import type { AgencyKind, AgencyLevel } from './agency.ts'

/** Longest leave that a judicial office, and a county agency, may grant; days. */
export const OFFICE_DAYS_MAX = 7
export const COUNTY_DAYS_MAX = 30

type Granting = { readonly kind?: AgencyKind; readonly level?: AgencyLevel }

export const isOffice = ({ kind, level }: Granting): boolean =>
  kind === 'judicial-office' || level === 'township'

/** Whole days: from 00:00 of the first to 24:00 of the last. */
export type Days = { readonly from: Instant; readonly to: Instant }

/** The days of a leave that the paper names, or null. */
export const daysOf = ({ from, to }: Pick<FactBody, 'from' | 'to'>): Days | null =>
  from === undefined || to === undefined
    ? null
    : { from: startOf(dateOf(instantOf(from))), to: endOf(dateOf(instantOf(to))) }

/** Both the first and the last day count. */
export const countDays = ({ from, to }: Days): number => Math.round((to - from) / DAY_MS)

/** Whether the leave is longer than its issuer may grant at a time. */
export function isOverCompetence(issuer: Granting, days: Days): boolean {
  if (isOffice(issuer)) return countDays(days) > OFFICE_DAYS_MAX
  return issuer.level === 'county' && countDays(days) > COUNTY_DAYS_MAX
}
