/**
 * Out of contact (脱离监管). LOST_CONTACT from `since`; 脱管 from the first minute after 48 h 00 m
 * (CCM 58; OP26-13, -26; law.md §0.3-11, §3.2 "Supervision").
 */
import type { Instant } from '../time.ts'
import { HOUR_MS, instant, MINUTE_MS } from '../time.ts'
import type { Entry } from './entry.ts'
import type { ExcuseMark, FoundMark, LostMark, Marked } from './marks.ts'
import { momentOf } from './marks.ts'
import type { Moment, Span } from './moment.ts'
import { byClock, compareMoments } from './moment.ts'

export type Absence = Span & {
  /** Null where a good reason removes 脱管 from its beginning (§9-34). */
  readonly tuoguanFrom: Moment | null
  readonly documents: readonly Entry[]
}

const TUOGUAN_AFTER_MS = 48 * HOUR_MS + MINUTE_MS

export const tuoguanAt = (since: Instant): Instant => instant(since + TUOGUAN_AFTER_MS)

/** Absences in order; of overlapping ones the earliest `since` counts. */
export function absencesOf(
  starts: readonly Marked<LostMark>[],
  ends: readonly { readonly by: Entry; readonly moment: Moment }[],
  excuses: readonly Marked<ExcuseMark>[],
): readonly Absence[] {
  const absences: Absence[] = []
  for (const start of starts) {
    const from = momentOf(start)
    const last = absences.at(-1)
    if (last && (last.to === null || compareMoments(from, last.to) < 0)) {
      absences.splice(-1, 1, { ...last, documents: [...last.documents, start.by] })
    } else absences.push(absence(start.by, from, ends, excuses))
  }
  return absences
}

function absence(
  by: Entry,
  from: Moment,
  ends: readonly { readonly by: Entry; readonly moment: Moment }[],
  excuses: readonly Marked<ExcuseMark>[],
): Absence {
  const end = ends.find(({ moment }) => moment.at >= from.at)
  const to = end ? (compareMoments(end.moment, from) < 0 ? from : end.moment) : null
  const good = excuses.filter(({ mark }) => mark.to >= from.at && (to === null || mark.at <= to.at))
  const documents = [by, ...(end ? [end.by] : []), ...good.map((excuse) => excuse.by)]
  const tuoguanFrom = good.length === 0 ? byClock(tuoguanAt(from.at)) : null
  return { from, to, tuoguanFrom, documents: [...new Set(documents)] }
}

/** What else than restrictions ends an absence, in legal order. */
export const endsOf = (found: readonly Marked<FoundMark>[]) =>
  found.map((end) => ({ by: end.by, moment: momentOf(end) }))
