/** A count shown day by day, so that a clerk can check it with a finger on a calendar (§0.3). */
import type { LegalDate } from '../time.ts'
import { addDays, dateOf, daysBetween, HOUR_MS, instant, startOf } from '../time.ts'
import type { Calendar } from './calendar.ts'
import { isWorkingDay } from './calendar.ts'
import { dueAtOf, dueDay } from './counting.ts'
import type { Counting } from './deadline.ts'

/** What the count does with a day. */
export const DAY_MARKS = {
  start: { zh: '起始日，不计入', en: 'the day it starts is not counted' },
  end: { zh: '届满日，自该日倒推', en: 'the end from which it is counted back' },
  counted: { zh: '计入', en: 'counted' },
  'make-up': { zh: '调休上班日，计入', en: 'a make-up working day, counted' },
  weekend: { zh: '休息日，不计入', en: 'a weekend day, not counted' },
  holiday: { zh: '节假日，不计入', en: 'a public holiday, not counted' },
  'last-weekend': { zh: '期满日为休息日，顺延', en: 'the last day is a weekend day: extended' },
  'last-holiday': { zh: '期满日为节假日，顺延', en: 'the last day is a holiday: extended' },
  extended: { zh: '顺延至该日届满', en: 'the first working day after: it ends here' },
  fixed: { zh: '文书载明或者商定的日期', en: 'the day that a document fixes' },
  unknown: {
    zh: '该年放假安排尚未公布，不能计算',
    en: 'the calendar of this year is not published',
  },
} as const
export type DayMark = keyof typeof DAY_MARKS

export type CountedDay = {
  readonly date: LegalDate
  /** Which day of the limit this is (for hours: hours run by its end); null: not counted. */
  readonly number: number | null
  readonly mark: DayMark
  readonly words: { readonly zh: string; readonly en: string }
}

/** Longest count that is shown: eighteen months. Days. */
const SHOWN_DAYS_MAX = 550

/** Every day from the start to the last one; it ends with `unknown` where no calendar is known. */
export function countOf(counting: Counting, calendar: Calendar): readonly CountedDay[] {
  if (counting.fixed !== undefined) return fixedDays(counting.from, counting.fixed)
  if (counting.unit === 'H') return hours(counting, calendar)
  if (counting.unit === 'WD') return workingDays(counting, calendar)
  if (counting.backwards) return backwards(counting, calendar)
  return calendarDays(counting, calendar)
}

const day = (date: LegalDate, number: number | null, mark: DayMark): CountedDay => ({
  date,
  number,
  mark,
  words: DAY_MARKS[mark],
})

const fixedDays = (from: LegalDate, fixed: LegalDate): readonly CountedDay[] =>
  from < fixed ? [day(from, null, 'start'), day(fixed, null, 'fixed')] : [day(fixed, null, 'fixed')]

function hours(counting: Counting, calendar: Calendar): readonly CountedDay[] {
  const { hour = startOf(counting.from), limit } = counting
  const end = dueAtOf({ ...counting, hour }, calendar) ?? hour
  const last = dateOf(instant(end - 1))
  const days: CountedDay[] = []
  for (let date = dateOf(hour); date <= last; date = addDays(date, 1)) {
    const run = Math.floor((startOf(addDays(date, 1)) - hour) / HOUR_MS)
    days.push(day(date, Math.min(limit, run), 'counted'))
  }
  return counting.from < dateOf(hour) ? [day(counting.from, null, 'start'), ...days] : days
}

function workingDays({ from, limit }: Counting, calendar: Calendar): readonly CountedDay[] {
  const days = [day(from, null, 'start')]
  for (let date = addDays(from, 1), number = 0; number < limit; date = addDays(date, 1)) {
    const working = isWorkingDay(calendar, date)
    if (working === undefined || days.length > SHOWN_DAYS_MAX) {
      return [...days, day(date, null, 'unknown')]
    }
    if (working) number += 1
    const mark = working ? (isMakeUp(calendar, date) ? 'make-up' : 'counted') : off(calendar, date)
    days.push(day(date, working ? number : null, mark))
  }
  return days
}

const isMakeUp = (calendar: Calendar, date: LegalDate): boolean =>
  calendar.years[date.slice(0, 4)]?.worked.includes(date) === true

const off = (calendar: Calendar, date: LegalDate): 'holiday' | 'weekend' =>
  calendar.years[date.slice(0, 4)]?.off.includes(date) ? 'holiday' : 'weekend'

/** Each day counts, whatever it is; only the last one may not be a day off (CPL 105(3)). */
function calendarDays(counting: Counting, calendar: Calendar): readonly CountedDay[] {
  const { from, term } = counting
  const unrolled = dueDay({ ...counting, rolls: false }, calendar) ?? from
  const first = term === true ? from : addDays(from, 1)
  const days = term === true ? [] : [day(from, null, 'start')]
  const count = Math.min(daysBetween(first, unrolled) + 1, SHOWN_DAYS_MAX)
  for (let number = 1; number <= count; number += 1) {
    days.push(day(addDays(first, number - 1), number, 'counted'))
  }
  const rolled = counting.rolls ? extension(calendar, unrolled) : []
  const [last] = rolled
  // The last day keeps its number, and is said to be a day off.
  if (last) days.splice(-1, 1, { ...last, number: count })
  return [...days, ...rolled.slice(1)]
}

function extension(calendar: Calendar, last: LegalDate): readonly CountedDay[] {
  const days: CountedDay[] = []
  for (let date = last; days.length <= SHOWN_DAYS_MAX; date = addDays(date, 1)) {
    const working = isWorkingDay(calendar, date)
    if (working === undefined) return [...days, day(date, null, 'unknown')]
    if (working) return days.length > 0 ? [...days, day(date, null, 'extended')] : days
    days.push(day(date, null, off(calendar, date) === 'holiday' ? 'last-holiday' : 'last-weekend'))
  }
  return days
}

function backwards(counting: Counting, calendar: Calendar): readonly CountedDay[] {
  const last = dueDay(counting, calendar) ?? counting.from
  const days = [day(counting.from, null, 'end')]
  const count = Math.min(daysBetween(last, counting.from), SHOWN_DAYS_MAX)
  for (let number = 1; number <= count; number += 1) {
    days.push(day(addDays(counting.from, -number), number, 'counted'))
  }
  return days
}
