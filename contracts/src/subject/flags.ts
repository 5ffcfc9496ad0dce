/** Flags that documents raise and lower (law.md §3.2 "Flags"), as spans of the legal line. */
import type { LegalDate } from '../time.ts'
import { addDays, dateOf, endOf, startOf, termEnd } from '../time.ts'
import type { Entry } from './entry.ts'
import type { LowerMark, Marked, MarkedFlag, MonitorMark, RaiseMark } from './marks.ts'
import { momentOf } from './marks.ts'
import type { Moment, Span } from './moment.ts'
import { byClock, compareMoments, earliest } from './moment.ts'

export type Flagged = Span & { readonly flag: MarkedFlag | 'EMONITOR'; readonly by: Entry }

/** Longest term of electronic positioning, and of each extension (CCL 29; T45). */
export const MONITOR_MONTHS = 3

/** Each flag lasts until its own end, the first document after it that lowers it, or `seized`. */
export function flagsOf(
  raised: readonly Marked<RaiseMark>[],
  lowered: readonly Marked<LowerMark>[],
  seized: readonly Moment[],
): readonly Flagged[] {
  return raised.map(({ by, mark }) => {
    const from = momentOf({ by, mark })
    const { flag } = mark
    const lows = lowered.filter((low) => low.mark.flag === flag).map(momentOf)
    const ends = flag === 'PURSUED' ? [...lows, ...seized] : lows
    const after = ends.filter((end) => compareMoments(end, from) > 0)
    const own = mark.to === null ? null : byClock(mark.to)
    return { flag, by, from, to: earliest([own, ...after]) }
  })
}

type Term = { readonly by: Entry; readonly from: Moment; readonly last: LegalDate }

/** C19: at most three months at a time; an extension without a date follows the last term. */
export function monitoringOf(marks: readonly Marked<MonitorMark>[]): readonly Flagged[] {
  const flagged: Flagged[] = []
  let term: Term | null = null
  for (const marked of marks) {
    if (marked.mark.action === 'lift') {
      const to = momentOf(marked)
      flagged.splice(0, flagged.length, ...flagged.map((each) => cut(each, to)))
      term = null
    } else {
      term = termOf(marked, term)
      const { by, from } = term
      flagged.push({ flag: 'EMONITOR', by, from, to: byClock(endOf(term.last)) })
    }
  }
  return flagged
}

/** Whether the printed term is longer than the law allows at a time. */
export const isOverlong = ({ at, from, last }: MonitorMark): boolean =>
  last !== null && last > longestFrom(from ?? dateOf(at))

const longestFrom = (first: LegalDate): LegalDate => termEnd(first, { months: MONITOR_MONTHS })

function termOf({ by, mark }: Marked<MonitorMark>, before: Term | null): Term {
  const next = mark.action === 'extend' && before ? addDays(before.last, 1) : dateOf(mark.at)
  const first = mark.from ?? next
  const longest = longestFrom(first)
  const last = mark.last !== null && mark.last < longest ? mark.last : longest
  return { by, from: { at: startOf(first), rank: by.fact.order }, last }
}

const cut = (each: Flagged, to: Moment): Flagged =>
  each.to === null || compareMoments(to, each.to) < 0 ? { ...each, to } : each
