/**
 * How long a step may take that the texts order without a number (law.md §9-20). The values are
 * advisory: what they bring out is a hint that something is missing, never a missed deadline.
 */
import type { Calendar } from '../deadlines/calendar.ts'
import { lastWorkingDayOf, nextFullHour } from '../deadlines/counting.ts'
import { POLICIES } from '../policies.ts'
import type { Instant, LegalDate } from '../time.ts'
import { endOf, HOUR_MS, instant } from '../time.ts'

/** 立即; counted by law.md §0.3-11. */
export const immediatelyAfter = (at: Instant): Instant =>
  instant(nextFullHour(at) + POLICIES.immediatelyHours.default * HOUR_MS)

/** 24:00 of the last working day of 及时; undefined where the calendar does not reach. */
export function promptlyAfter(calendar: Calendar, from: LegalDate): Instant | undefined {
  const last = lastWorkingDayOf(calendar, from, POLICIES.promptlyWorkingDays.default)
  return last && endOf(last)
}
