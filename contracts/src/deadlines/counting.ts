/** How time limits are counted (CPL 105; law.md §0.3). */
import type { Instant, LegalDate } from '../time.ts'
import { addDays, HOUR_MS, instant } from '../time.ts'
import type { Calendar } from './calendar.ts'
import { roll } from './calendar.ts'

/**
 * Last day of a limit of `days` calendar days; the first day is not counted, a holiday at the end
 * rolls to the next working day (CPL 105(1)-(3)). Undefined beyond the calendar.
 */
export const lastDayOf = (
  calendar: Calendar,
  from: LegalDate,
  days: number,
): LegalDate | undefined => roll(calendar, addDays(from, days))

/** End of a limit of `hours`, run from the next full hour; hours never roll (law.md §0.3-11). */
export const endOfHours = (from: Instant, hours: number): Instant =>
  instant((Math.floor(from / HOUR_MS) + 1 + hours) * HOUR_MS)
