/** Lays the known documents out by legal time, never by arrival (law.md §3.2 rule 2, §0.3-13). */
import type { Calendar } from '../deadlines/calendar.ts'
import { tellsReceipt } from '../deadlines/received.ts'
import type { Instant } from '../time.ts'
import { absencesOf, endsOf } from './absences.ts'
import { LAY_OUT } from './effects/table.ts'
import type { Entry } from './entry.ts'
import { compareMaking } from './entry.ts'
import type { Fact } from './fact.ts'
import { flagsOf, isOverlong, monitoringOf } from './flags.ts'
import { leavesOf } from './leaves.ts'
import type { Mark, Marked, MonitorMark } from './marks.ts'
import { momentOf } from './marks.ts'
import type { Measure } from './measures.ts'
import { isCustodial, measuresOf } from './measures.ts'
import type { Line, Step } from './model.ts'
import { CUSTODY_RANK, compareMoments } from './moment.ts'
import type { Noted } from './notes.ts'
import { note } from './notes.ts'
import { select } from './select.ts'

/** The legal line of one subject, as known at a moment. */
export function lineOf(facts: readonly Fact[], known: Instant, calendar: Calendar): Line {
  const { entries, findings } = select(facts, known)
  const unsorted = marksOf(entries, calendar)
  const of: typeof unsorted = (...names) => unsorted(...names).sort(compareMarks)
  const measures = measuresOf(of('measure'), of('lift', 'custody'), of('judged'))
  const seized = custodyStarts(measures)
  const monitored = of('monitor')
  return {
    entries,
    papers: byType(entries),
    telling: entries.filter(tellsReceipt),
    steps: unsorted('step').map(stepOf).sort(compareSteps),
    absences: absencesOf(
      of('lost'),
      [...endsOf(of('found')), ...seized].sort(byMoment),
      of('excuse'),
    ),
    leaves: leavesOf(of('leave'), of('return')),
    measures,
    flags: [
      ...flagsOf(
        of('raise'),
        of('lower'),
        seized.map(({ moment }) => moment),
      ),
      ...monitoringOf(monitored),
    ],
    calendar,
    findings: [
      ...findings,
      ...entries.filter(isBackdated).map(backdated),
      ...monitored.flatMap(overlong),
    ],
  }
}

/** The marks of all documents, by their names. */
function marksOf(entries: readonly Entry[], calendar: Calendar) {
  const buckets = new Map<Mark['mark'], Marked<Mark>[]>()
  for (const by of entries) {
    for (const mark of LAY_OUT[by.fact.effect](by, entries, calendar)) {
      const bucket = buckets.get(mark.mark)
      if (bucket) bucket.push({ by, mark })
      else buckets.set(mark.mark, [{ by, mark }])
    }
  }
  type Named<Name> = Marked<Extract<Mark, { mark: Name }>>[]
  return <Name extends Mark['mark']>(...names: readonly Name[]) =>
    names.some((name) => buckets.has(name))
      ? names.flatMap((name) => (buckets.get(name) ?? []) as Named<Name>)
      : []
}

function byType(entries: readonly Entry[]): Line['papers'] {
  const papers = new Map<string, Entry[]>()
  for (const entry of entries) {
    const known = papers.get(entry.fact.type)
    if (known) known.push(entry)
    else papers.set(entry.fact.type, [entry])
  }
  return papers
}

const byMoment = (
  a: { readonly moment: Step['moment'] },
  b: { readonly moment: Step['moment'] },
): number => compareMoments(a.moment, b.moment)

const compareMarks = (a: Marked<Mark>, b: Marked<Mark>): number =>
  a.mark.at - b.mark.at || a.by.fact.order - b.by.fact.order || compareMaking(a.by.fact, b.by.fact)

const compareSteps = (a: Step, b: Step): number =>
  compareMoments(a.moment, b.moment) || compareMaking(a.entry.fact, b.entry.fact)

function stepOf(marked: Marked<Extract<Mark, { mark: 'step' }>>): Step {
  const { by, mark } = marked
  const moment = mark.custody === true ? { at: mark.at, rank: CUSTODY_RANK } : momentOf(marked)
  return {
    moment,
    entry: by,
    apply: mark.apply,
    opens: mark.opens === true,
    ends: mark.ends === true,
  }
}

const custodyStarts = (measures: readonly Measure[]) =>
  measures
    .filter(({ restriction }) => isCustodial(restriction))
    .flatMap(({ from, documents }) => (documents[0] ? [{ by: documents[0], moment: from }] : []))

/** A decision or ruling that states an effect before it was made (law.md §0.3-15). */
const isBackdated = ({ fact: { effect, effectiveOn, madeOn } }: Entry): boolean =>
  effectiveOn !== undefined &&
  effectiveOn < madeOn &&
  (effect === 'decide' || effect === 'revoke' || effect === 'imprison')

const backdated = (entry: Entry): Noted => note('effective-before-made', [entry])

/** C19 that prints more than the law allows at a time. */
const overlong = (marked: Marked<MonitorMark>): readonly Noted[] =>
  isOverlong(marked.mark) ? [note('monitoring-too-long', [marked.by])] : []
