/**
 * Working days by the State Council's yearly notice (law.md §0.3-2, §0.3-6). A year without a notice
 * is not guessed: the answer is `undefined` and whatever needs it stays open.
 */
import type { LegalDate } from '../time.ts'
import { addDays, DAY_MS, startOf } from '../time.ts'

export type CalendarYear = {
  /** Weekdays that are off, and weekend days named in the notice. */
  readonly off: readonly string[]
  /** Make-up working Saturdays and Sundays. */
  readonly worked: readonly string[]
}
export type Calendar = { readonly years: Readonly<Record<string, CalendarYear>> }

/** Longest run of days off that a calendar may hold; a longer one is a broken calendar. */
const OFF_RUN_DAYS_MAX = 31

const NAMED = new WeakMap<CalendarYear, ReadonlyMap<string, boolean>>()

/** The days that the notice names, and whether they are worked; read once for each year. */
function daysNamed(year: CalendarYear): ReadonlyMap<string, boolean> {
  const known = NAMED.get(year)
  if (known) return known
  const days = new Map<string, boolean>()
  for (const day of year.off) days.set(day, false)
  for (const day of year.worked) days.set(day, true)
  NAMED.set(year, days)
  return days
}

/** True, false, or undefined where the year has no published calendar. */
export function isWorkingDay(calendar: Calendar, date: LegalDate): boolean | undefined {
  const year = calendar.years[date.slice(0, 4)]
  if (!year) return undefined
  const named = daysNamed(year).get(date)
  if (named !== undefined) return named
  // 1970-01-01 was a Thursday; 00:00 in Shanghai is still the day before in UTC.
  const weekday = (Math.ceil(startOf(date) / DAY_MS) + 4) % 7
  return weekday !== 0 && weekday !== 6
}

/** The day itself, or the first working day after it (CPL 105(3)); undefined beyond the calendar. */
export function roll(calendar: Calendar, date: LegalDate): LegalDate | undefined {
  for (let day = date, run = 0; run <= OFF_RUN_DAYS_MAX; day = addDays(day, 1), run += 1) {
    const working = isWorkingDay(calendar, day)
    if (working === undefined) return undefined
    if (working) return day
  }
  return undefined
}
