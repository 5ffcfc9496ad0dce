/** The table of clocks, T01-T74 (law.md §2, §2.1), and which of them a document type can start. */
import type { ClockRule } from './clock-rule.ts'
import { ASSESSMENT_CLOCKS } from './clocks/assessment.ts'
import { DELIVERY_CLOCKS } from './clocks/delivery.ts'
import { ENDING_CLOCKS } from './clocks/ending.ts'
import { LEAVE_CLOCKS } from './clocks/leave.ts'
import { LIBERTY_CLOCKS } from './clocks/liberty.ts'
import { NEW_CRIME_CLOCKS } from './clocks/new-crime.ts'
import { OVERSIGHT_CLOCKS } from './clocks/oversight.ts'
import { PAROLE_CLOCKS } from './clocks/parole.ts'
import { PLACE_CHANGE_CLOCKS } from './clocks/place-change.ts'
import { REVOCATION_CLOCKS } from './clocks/revocation.ts'
import { TPE_CLOCKS } from './clocks/tpe.ts'

/** In the order of their ids; the parts of one id in the order of their limits. */
export const CLOCK_RULES: readonly ClockRule[] = [
  ...ASSESSMENT_CLOCKS,
  ...DELIVERY_CLOCKS,
  ...TPE_CLOCKS,
  ...PAROLE_CLOCKS,
  ...LEAVE_CLOCKS,
  ...PLACE_CHANGE_CLOCKS,
  ...LIBERTY_CLOCKS,
  ...REVOCATION_CLOCKS,
  ...NEW_CRIME_CLOCKS,
  ...ENDING_CLOCKS,
  ...OVERSIGHT_CLOCKS,
].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))

/** By the type of document without which the clock cannot have started. */
export const RULES_BY_SLUG: ReadonlyMap<string, readonly ClockRule[]> = new Map(
  [...new Set(CLOCK_RULES.flatMap(({ start }) => start?.slugs ?? []))].map((slug) => [
    slug,
    CLOCK_RULES.filter(({ start }) => start?.slugs.includes(slug)),
  ]),
)

/** What can be stopped, suspended, restarted or closed by documents of which types. */
export const stopsOf = ({ stop, closes, renews }: ClockRule): readonly string[] => [
  ...(stop?.slugs ?? []),
  ...(closes?.slugs ?? []),
  ...(renews?.suspends ?? []),
]

export const startsOf = ({ start, renews }: ClockRule): readonly string[] => [
  ...(start?.slugs ?? []),
  ...(renews?.restarts ?? []),
]
