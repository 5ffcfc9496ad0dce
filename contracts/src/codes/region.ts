/** Region codes (县以上行政区划代码, GB/T 2260): a pure look-up; the list is data of `schemas/`. */
import type { LegalDate } from '../time.ts'

/**
 * When a code was listed. Lists are published from time to time, so that a change falls between two of
 * them: a code counts from the day after the last list without it to the day before the first one
 * without it again. What the lists leave open is thus never called unknown.
 */
export type RegionSpan = {
  readonly name: string
  /** Absent: the first list that is known has it. */
  readonly from?: LegalDate
  /** Absent: the last list that is known has it. */
  readonly to?: LegalDate
}

/** Spans by code, one after the other: a code may be abolished and given out again. */
export type RegionList = { readonly codes: Readonly<Record<string, readonly RegionSpan[]>> }

/** What the code names on that day; undefined where no list that could be in force has it. */
export const regionOn = (
  { codes }: RegionList,
  code: string,
  day: LegalDate,
): RegionSpan | undefined =>
  (Object.hasOwn(codes, code) ? codes[code] : undefined)?.find(
    ({ from, to }) => (from === undefined || from <= day) && (to === undefined || day <= to),
  )

/** As the region of an agency of the whole country. */
export const NATIONAL = '000000'

/** The region and those above it: county, city, province; without those that are the region itself. */
export const regionPath = (code: string): readonly string[] => [
  ...new Set([code, `${code.slice(0, 4)}00`, `${code.slice(0, 2)}0000`]),
]

/** Whether the first lies in the second or is it: 139921 in 139900, in 130000 and in 000000. */
export const liesIn = (inner: string, outer: string): boolean =>
  inner === outer || outer === NATIONAL || regionPath(inner).includes(outer)
