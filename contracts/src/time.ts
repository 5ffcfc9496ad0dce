/**
 * Legal time. An `Instant` is milliseconds since 1970-01-01T00:00Z; a `LegalDate` is a calendar day
 * in Asia/Shanghai, which has kept UTC+8 without daylight saving since 1991. A date without a time
 * of day counts from 00:00, a "to" date lasts until 24:00 (law.md §0.3-13).
 */
import type { Brand } from './ids.ts'

/** Milliseconds since the Unix epoch. */
export type Instant = Brand<number, 'Instant'>
/** `YYYY-MM-DD` of a day that exists, in Asia/Shanghai. */
export type LegalDate = Brand<string, 'LegalDate'>

export const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS
const SHANGHAI_MS = 8 * HOUR_MS

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/

export const instant = (ms: number): Instant => ms as Instant

/** A date that exists, or undefined (`2026-02-30` does not). */
export function legalDate(text: string): LegalDate | undefined {
  if (!isWrittenAsDate(text)) return undefined
  const [year, month, day] = parts(text as LegalDate)
  return year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
    ? (text as LegalDate)
    : undefined
}

/** RFC 3339 with offset, or undefined. */
export function parseInstant(text: string): Instant | undefined {
  if (!INSTANT.test(text) || !legalDate(text.slice(0, 10))) return undefined
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? undefined : instant(ms)
}

/** RFC 3339 in Asia/Shanghai, as legal people read it: `2026-02-11T09:30:00.000+08:00`. */
export const formatInstant = (at: Instant): string =>
  (at + SHANGHAI_MS) % DAY_MS === 0
    ? `${dateOf(at)}T00:00:00.000+08:00`
    : new Date(at + SHANGHAI_MS).toISOString().replace('Z', '+08:00')

/** 00:00 Asia/Shanghai of the day. */
export function startOf(date: LegalDate): Instant {
  const known = STARTS.get(date)
  if (known !== undefined) return known
  const [year, month, day] = parts(date)
  return remember(STARTS, date, instant(dayNumber(year, month, day) * DAY_MS - SHANGHAI_MS))
}

/** 24:00 of the day: the first instant that no longer belongs to it. */
export const endOf = (date: LegalDate): Instant => instant(startOf(date) + DAY_MS)

/** The day in Asia/Shanghai on which the instant falls. */
export function dateOf(at: Instant): LegalDate {
  const number = Math.floor((at + SHANGHAI_MS) / DAY_MS)
  const known = DATES.get(number)
  if (known !== undefined) return known
  const day = new Date(number * DAY_MS)
  return remember(
    DATES,
    number,
    compose(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate()),
  )
}

/** The moment meant by `2026-06-01` (end of that day) or an RFC 3339 instant (law.md §0.3-13). */
export function momentAsked(text: string): Instant | undefined {
  const date = legalDate(text)
  return date ? instant(endOf(date) - 1) : parseInstant(text)
}

/** The instant of a body field that may be a date (00:00) or an RFC 3339 time. */
export function instantOf(text: string): Instant {
  const known = INSTANTS.get(text)
  if (known !== undefined) return known
  const date = legalDate(text)
  const found = date ? startOf(date) : parseInstant(text)
  if (found === undefined) throw new RangeError(`not a legal date or time: ${text}`)
  return remember(INSTANTS, text, found)
}

export function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return leap ? 29 : 28
}

export const addDays = (date: LegalDate, days: number): LegalDate =>
  dateOf(instant(startOf(date) + days * DAY_MS))

/** Calendar days from `from` to `to`, the start not counted. */
export const daysBetween = (from: LegalDate, to: LegalDate): number =>
  Math.round((startOf(to) - startOf(from)) / DAY_MS)

/**
 * A limit in months: the same day of the later month; where that day does not exist, or the start is
 * the last day of its month, the last day (CPLI 202(1)). Negative months count backwards.
 */
export function addMonths(date: LegalDate, months: number): LegalDate {
  const [year, month, day] = parts(date)
  const lastOfStart = day === daysInMonth(year, month) && months > 0
  const index = year * 12 + (month - 1) + months
  const [toYear, toMonth] = [Math.floor(index / 12), (index % 12) + 1]
  const last = daysInMonth(toYear, toMonth)
  return compose(toYear, toMonth, lastOfStart ? last : Math.min(day, last))
}

export type Term = { readonly years?: number; readonly months?: number; readonly days?: number }

/**
 * Last day of a sentence or correction term that begins on `from`: the day before the same date of
 * the later month, years before months; no such day, or a term in months that begins on a month's
 * last day: the day before that month's last day (CPLI 202(2)).
 */
export function termEnd(from: LegalDate, term: Term): LegalDate {
  const [startYear, startMonth, startDay] = parts(from)
  const afterYears = startYear + (term.years ?? 0)
  const day = Math.min(startDay, daysInMonth(afterYears, startMonth))
  const months = term.months ?? 0
  const fromLast = months > 0 && day === daysInMonth(afterYears, startMonth)
  const index = afterYears * 12 + (startMonth - 1) + months
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1]
  const last = daysInMonth(year, month)
  const sameDay = compose(year, month, fromLast ? last : Math.min(day, last))
  return addDays(sameDay, (term.days ?? 0) - 1)
}

/** `YYYY-MM-DD` in digits, whatever day that may be. */
function isWrittenAsDate(text: string): boolean {
  if (text.length !== 10) return false
  for (let index = 0; index < 10; index += 1) {
    const code = text.charCodeAt(index)
    const fits = index === 4 || index === 7 ? code === DASH : code >= ZERO && code <= NINE
    if (!fits) return false
  }
  return true
}
const [DASH, ZERO, NINE] = [45, 48, 57]

/** What has been read or written out once; a person's documents name few days, and name them often. */
const DATES = new Map<number, LegalDate>()
const STARTS = new Map<LegalDate, Instant>()
const INSTANTS = new Map<string, Instant>()
/** Two centuries of days. */
const REMEMBERED_MAX = 80_000

function remember<Key, Value>(known: Map<Key, Value>, key: Key, value: Value): Value {
  if (known.size < REMEMBERED_MAX) known.set(key, value)
  return value
}

const DAYS_TO_EPOCH = 719_468
/** Days since 1970-01-01, counted in years that begin in March, so that the leap day comes last. */
function dayNumber(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1
  const era = Math.floor(shifted / 400)
  const ofEra = shifted - era * 400
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const leap = Math.floor(ofEra / 4) - Math.floor(ofEra / 100)
  return era * 146_097 + ofEra * 365 + leap + ofYear - DAYS_TO_EPOCH
}

const parts = (date: LegalDate): [number, number, number] => [
  digits(date, 0, 4),
  digits(date, 5, 7),
  digits(date, 8, 10),
]

/** Dates are read and written thousands of times for one answer; text parsing would dominate it. */
function digits(date: LegalDate, from: number, to: number): number {
  let value = 0
  for (let index = from; index < to; index += 1) value = value * 10 + date.charCodeAt(index) - 48
  return value
}

const compose = (year: number, month: number, day: number): LegalDate =>
  `${year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}` as LegalDate
