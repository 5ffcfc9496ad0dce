/** How time limits are counted (CPL 105; CPLI 202; law.md §0.3). */
import { POLICIES } from '../policies.ts'
import type { Instant, LegalDate } from '../time.ts'
import { addDays, addMonths, endOf, HOUR_MS, instant, termEnd } from '../time.ts'
import type { Calendar } from './calendar.ts'
import { isWorkingDay, roll } from './calendar.ts'
import type { Counting } from './deadline.ts'

/** No limit of working days is longer; a calendar in which it would be is broken. Calendar days. */
const WORKING_SPAN_DAYS_MAX = 120

/**
 * Last day of a limit of `days` calendar days; the first day is not counted, a holiday at the end
 * rolls to the next working day (CPL 105(1)-(3)). Undefined beyond the calendar.
 */
export const lastDayOf = (
  calendar: Calendar,
  from: LegalDate,
  days: number,
): LegalDate | undefined =>
  dueDay({ unit: 'CD', limit: days, from, rolls: POLICIES.rollsOverHolidays.default }, calendar)

/** The `days`th working day after `from`, by the State Council's notice (law.md §0.3-6). */
export function lastWorkingDayOf(
  calendar: Calendar,
  from: LegalDate,
  days: number,
): LegalDate | undefined {
  let left = days
  for (let span = 1; span <= WORKING_SPAN_DAYS_MAX; span += 1) {
    const day = addDays(from, span)
    const working = isWorkingDay(calendar, day)
    if (working === undefined) return undefined
    if (working) left -= 1
    if (left === 0) return day
  }
  return undefined
}

/** The next full hour: the hour in which a limit begins is not counted (CPL 105(2); §0.3-11). */
export const nextFullHour = (from: Instant): Instant =>
  instant((Math.floor(from / HOUR_MS) + 1) * HOUR_MS)

/** Last day of a limit in days or months; undefined where the calendar does not reach. */
export function dueDay(counting: Counting, calendar: Calendar): LegalDate | undefined {
  const { unit, limit, from, rolls, backwards, term, fixed } = counting
  if (fixed !== undefined) return fixed
  if (unit === 'WD') return lastWorkingDayOf(calendar, from, limit)
  if (term === true) return termEnd(from, unit === 'M' ? { months: limit } : { days: limit })
  const count = backwards ? -limit : limit
  const day = unit === 'M' ? addMonths(from, count) : addDays(from, count)
  return rolls ? roll(calendar, day) : day
}

/** The first instant that is too late. Hours run from the next full hour and never roll. */
export function dueAtOf(counting: Counting, calendar: Calendar): Instant | undefined {
  const { unit, limit, hour } = counting
  if (unit === 'H' && hour !== undefined) return instant(hour + limit * HOUR_MS)
  const day = dueDay(counting, calendar)
  return day && endOf(day)
}
