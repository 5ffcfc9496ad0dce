/** Lays the known documents out by legal time, never by arrival (law.md §3.2 rule 2, §0.3-13). */
import type { Calendar } from '../deadlines/calendar.ts'
import { tellsReceipt } from '../deadlines/received.ts'
import { isBackdated } from '../documents/paper-dates.ts'
import type { Instant } from '../time.ts'
import { absencesOf, endsOf } from './absences.ts'
import { LAY_OUT } from './effects/table.ts'
import type { Entry } from './entry.ts'
import { compareMaking } from './entry.ts'
import type { Fact } from './fact.ts'
import { flagsOf, isOverlong, monitoringOf } from './flags.ts'
import { leavesOf } from './leaves.ts'
import type { Mark, Marked, MonitorMark, StepMark } from './marks.ts'
import type { Measure } from './measures.ts'
import { isCustodial, measuresOf } from './measures.ts'
import type { Line, Step } from './model.ts'
import { CUSTODY_RANK, compareMoments } from './moment.ts'
import type { Noted } from './notes.ts'
import { note } from './notes.ts'
import { select } from './select.ts'
import { sorted } from './sorted.ts'

/** The legal line of one subject, as known at a moment. */
export function lineOf(facts: readonly Fact[], known: Instant, calendar: Calendar): Line {
  const { entries, findings } = select(facts, known)
  const { papers, telling, backdated } = sortedOut(entries)
  const { steps, marks } = marksOf(entries, calendar)
  const measures = measuresOf(marks.measure, inOrder(marks.lift, marks.custody), marks.judged)
  const seized = custodyStarts(measures)
  return {
    entries,
    papers,
    telling,
    steps,
    absences: absencesOf(
      marks.lost,
      [...endsOf(marks.found), ...seized].sort(byMoment),
      marks.excuse,
    ),
    leaves: leavesOf(marks.leave, marks.return),
    measures,
    flags: [
      ...flagsOf(
        marks.raise,
        marks.lower,
        seized.map(({ moment }) => moment),
      ),
      ...monitoringOf(marks.monitor),
    ],
    calendar,
    findings: [
      ...findings,
      ...backdated.map((entry) => note('effective-before-made', [entry])),
      ...marks.monitor.flatMap(overlong),
    ],
  }
}

/** The marks of all documents but their steps, by name. */
type Marks = {
  readonly [Name in Exclude<Mark['mark'], 'step'>]: Marked<Extract<Mark, { mark: Name }>>[]
}

const noMarks = (): Marks => ({
  lost: [],
  found: [],
  excuse: [],
  leave: [],
  return: [],
  measure: [],
  lift: [],
  custody: [],
  judged: [],
  raise: [],
  lower: [],
  monitor: [],
})

/** What the documents contribute, each sort in legal order. */
function marksOf(
  entries: readonly Entry[],
  calendar: Calendar,
): { readonly steps: readonly Step[]; readonly marks: Marks } {
  const steps: Step[] = []
  const marks = noMarks()
  for (const by of entries) {
    for (const mark of LAY_OUT[by.fact.effect](by, entries, calendar)) {
      if (mark.mark === 'step') steps.push(stepOf(by, mark))
      else (marks[mark.mark] as Marked<Mark>[]).push({ by, mark })
    }
  }
  for (const name in marks) sorted<Marked<Mark>>(marks[name as keyof Marks], compareMarks)
  return { steps: sorted(steps, compareSteps), marks }
}

const inOrder = <M extends Mark, N extends Mark>(
  some: readonly Marked<M>[],
  others: readonly Marked<N>[],
): readonly Marked<M | N>[] =>
  others.length === 0 ? some : [...some, ...others].sort(compareMarks)

/** The documents by type, those that tell of receipts, and those that go back before their making. */
function sortedOut(entries: readonly Entry[]) {
  const papers = new Map<string, Entry[]>()
  const telling: Entry[] = []
  const backdated: Entry[] = []
  for (const entry of entries) {
    const known = papers.get(entry.fact.type)
    if (known) known.push(entry)
    else papers.set(entry.fact.type, [entry])
    if (tellsReceipt(entry)) telling.push(entry)
    if (isBackdated(entry.fact)) backdated.push(entry)
  }
  return { papers, telling, backdated }
}

const byMoment = (
  a: { readonly moment: Step['moment'] },
  b: { readonly moment: Step['moment'] },
): number => compareMoments(a.moment, b.moment)

const compareMarks = (a: Marked<Mark>, b: Marked<Mark>): number =>
  a.mark.at - b.mark.at || a.by.fact.order - b.by.fact.order || compareMaking(a.by.fact, b.by.fact)

const compareSteps = (a: Step, b: Step): number =>
  compareMoments(a.moment, b.moment) || compareMaking(a.entry.fact, b.entry.fact)

function stepOf(by: Entry, mark: StepMark): Step {
  const rank = mark.custody === true ? CUSTODY_RANK : by.fact.order
  return {
    moment: { at: mark.at, rank },
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

/** C19 that prints more than the law allows at a time. */
const overlong = (marked: Marked<MonitorMark>): readonly Noted[] =>
  isOverlong(marked.mark) ? [note('monitoring-too-long', [marked.by])] : []
