/** Until when the subject must report or be handed over (CCL 21; law.md §2.1 T11-T13, §9-4, §9-26). */
import type { Calendar } from '../deadlines/calendar.ts'
import { lastDayOf } from '../deadlines/counting.ts'
import type { ReportClock } from '../deadlines/report.ts'
import { REPORT_DAYS, reportClock } from '../deadlines/report.ts'
import type { LegalDate } from '../time.ts'
import { dateOf, legalDate } from '../time.ts'
import { decisionOf } from './effects/statements.ts'
import type { Entry } from './entry.ts'
import { actAt, laterDate } from './entry.ts'

export type ReportLimit = ReportClock & {
  /** Last day; undefined where the calendar does not reach. */
  readonly due: LegalDate | undefined
  /** B16 whose printed day is another; null where none is. */
  readonly differs: Entry | null
  /** A day printed in B16 that is later than the counted one, which then governs (§9-26). */
  readonly printed: LegalDate | null
}

/** Ten days from the effect, for a parolee from the release if that is later; a later B16 governs. */
export function reportLimit(
  decision: Entry,
  effectiveOn: LegalDate,
  all: readonly Entry[],
  calendar: Calendar,
): ReportLimit {
  const { clock, from, agency } = reportClock(decision, effectiveOn, all)
  const papers = all.filter((each) => concerns(each, decision, all))
  const start = clock === 'T11' ? papers.map(releasedOn).reduce(latest, from) : from
  const counted = lastDayOf(calendar, start, REPORT_DAYS)
  const notices = papers.filter(({ fact }) => legalDate(fact.body.reportBy ?? '') !== undefined)
  const limit = { clock, from: start, agency }
  if (clock !== 'T11' || counted === undefined) {
    return { ...limit, due: counted, differs: null, printed: null }
  }
  const differs = notices.find(({ fact }) => fact.body.reportBy !== counted) ?? null
  const due = notices.map(printedDay).reduce(latest, counted)
  return { ...limit, due, differs, printed: due === counted ? null : due }
}

const concerns = (paper: Entry, decision: Entry, all: readonly Entry[]): boolean =>
  (paper.fact.effect === 'release-on-parole' || paper.fact.effect === 'notify-subject') &&
  decisionOf(paper, all) === decision

const releasedOn = (paper: Entry): LegalDate | null => {
  const { effect, body } = paper.fact
  if (effect !== 'release-on-parole') return null
  return dateOf(actAt(paper, body.releasedOn ?? body.periodFrom))
}

const printedDay = ({ fact }: Entry): LegalDate | null =>
  legalDate(fact.body.reportBy ?? '') ?? null

const latest = (day: LegalDate, other: LegalDate | null): LegalDate =>
  other === null ? day : laterDate(day, other)
