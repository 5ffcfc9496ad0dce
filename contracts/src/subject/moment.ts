/**
 * A place on the legal line. At one instant the clock comes first, then documents in catalogue
 * order, last the start of custody (law.md §0.3-13).
 */
import type { Instant } from '../time.ts'

export type Moment = { readonly at: Instant; readonly rank: number }

/** What holds from a moment until, and without, another; null: no end known. */
export type Span = { readonly from: Moment; readonly to: Moment | null }

export const CLOCK_RANK = -1
export const CUSTODY_RANK = Number.MAX_SAFE_INTEGER

export const byClock = (at: Instant): Moment => ({ at, rank: CLOCK_RANK })

/** After everything that happens at the instant. */
export const after = (at: Instant): Moment => ({ at, rank: CUSTODY_RANK })

export const compareMoments = (a: Moment, b: Moment): number => a.at - b.at || a.rank - b.rank

export const holdsAt = (span: Span, moment: Moment): boolean =>
  compareMoments(span.from, moment) <= 0 &&
  (span.to === null || compareMoments(moment, span.to) < 0)

/** The earliest of the moments that are known, or null. */
export function earliest(moments: Iterable<Moment | null>): Moment | null {
  let first: Moment | null = null
  for (const moment of moments) {
    if (moment && (first === null || compareMoments(moment, first) < 0)) first = moment
  }
  return first
}
