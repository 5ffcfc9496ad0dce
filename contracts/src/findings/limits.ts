/**
 * How long a step may take that the texts order without a number (law.md §9-20). The values are
 * advisory: what they bring out is a hint that something is missing, never a missed deadline.
 */
import { type Calendar, isWorkingDay } from '../deadlines/calendar.ts'
import { endOfHours } from '../deadlines/counting.ts'
import type { Instant, LegalDate } from '../time.ts'
import { addDays, endOf } from '../time.ts'

/** 立即; counted by law.md §0.3-11. */
const IMMEDIATELY_HOURS = 24
/** 及时, in working days. */
const PROMPTLY_DAYS = 3
/** Longest search for working days; no three of them are further apart. */
const SEARCH_DAYS_MAX = 40

export const immediatelyAfter = (at: Instant): Instant => endOfHours(at, IMMEDIATELY_HOURS)

/** 24:00 of the third working day after the day; undefined where the calendar does not reach. */
export function promptlyAfter(calendar: Calendar, from: LegalDate): Instant | undefined {
  let left = PROMPTLY_DAYS
  for (let day = addDays(from, 1), tried = 0; tried < SEARCH_DAYS_MAX; tried += 1) {
    const working = isWorkingDay(calendar, day)
    if (working === undefined) return undefined
    if (working) left -= 1
    if (left === 0) return endOf(day)
    day = addDays(day, 1)
  }
  return undefined
}
