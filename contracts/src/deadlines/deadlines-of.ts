/** Every run of every clock of one person, as it stands at legal time `valid` (law.md §2.1). */
import type { Entry } from '../subject/entry.ts'
import type { Fact } from '../subject/fact.ts'
import type { Fold } from '../subject/fold.ts'
import { foldUntil } from '../subject/fold.ts'
import { lineOf } from '../subject/lay-out.ts'
import type { Line } from '../subject/model.ts'
import type { Instant } from '../time.ts'
import type { Calendar } from './calendar.ts'
import type { Deadline } from './deadline.ts'
import type { Run } from './runs.ts'
import { basisOf, runsOf, viewOf } from './runs.ts'
import { stateOf } from './state.ts'

/** In the order of their start; runs that begin after `valid` are left out. */
export function deadlinesOf(
  facts: readonly Fact[],
  at: { readonly valid: Instant; readonly known: Instant },
  calendar: Calendar,
): readonly Deadline[] {
  const line = lineOf(facts, at.known, calendar)
  return deadlinesOfRuns(runsIn(foldUntil(line, at.valid), line, at.valid), at.valid)
}

/** Every run of every episode of a line, those that begin later as well. */
export const runsIn = (
  { episodes }: Pick<Fold, 'episodes'>,
  line: Line,
  valid: Instant,
): readonly Run[] => episodes.flatMap((episode) => runsOf(viewOf(episode, episodes, line, valid)))

/** Those of the runs that have begun, as they stand. */
export const deadlinesOfRuns = (runs: readonly Run[], valid: Instant): readonly Deadline[] =>
  runs
    .filter(({ started }) => started.at <= valid)
    .map((run) => deadlineOf(run, valid))
    .sort(compareDeadlines)

function deadlineOf(run: Run, valid: Instant): Deadline {
  const { rule, mode, started, dueAt, counting } = run
  const stopped = run.stopped !== null && run.stopped.at <= valid ? run.stopped : null
  return {
    key: keyOf(run),
    clock: rule.id,
    title: rule.title,
    mode,
    binding: rule.binding,
    startedAt: started.at,
    startedBy: idsOf(started.by),
    dueAt: dueAt ?? null,
    counting,
    stoppedAt: stopped?.at ?? null,
    stoppedBy: idsOf(stopped?.by ?? []),
    state: stateOf(run, valid),
    responsible: started.agency ?? rule.responsible,
    basis: basisOf(run),
    consequence: rule.missed,
  }
}

const idsOf = (entries: readonly Entry[]) => entries.map(({ fact }) => fact.documentId)

/** The clock, which of its limits, and the document that started the run. */
function keyOf({ rule, started }: Run): string {
  const name = rule.part === undefined ? rule.id : `${rule.id}/${rule.part}`
  return `${name}:${started.key ?? started.by[0]?.fact.documentId}`
}

const compareDeadlines = (a: Deadline, b: Deadline): number =>
  a.startedAt - b.startedAt || (a.key < b.key ? -1 : 1)
