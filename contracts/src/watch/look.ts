/** What a person's deadlines and findings are at one moment, by their names, and when to look again. */
import type { Calendar } from '../deadlines/calendar.ts'
import type { Deadline } from '../deadlines/deadline.ts'
import { deadlinesOfRuns, runsIn } from '../deadlines/deadlines-of.ts'
import { addInstants } from '../deadlines/state.ts'
import { findingsAt } from '../findings/findings-at.ts'
import type { Fact } from '../subject/fact.ts'
import { foldUntil } from '../subject/fold.ts'
import { lineOf } from '../subject/lay-out.ts'
import type { SubjectStatus } from '../subject/status.ts'
import { nextInstant } from '../subject/status-at.ts'
import type { Instant } from '../time.ts'
import { approachingAt } from './approaching.ts'
import { deadlineTopic, findingTopic } from './news.ts'

export type Found = SubjectStatus['findings'][number]

export type Look = {
  readonly at: Instant
  /** By `deadlineTopic`, in the order in which they started. */
  readonly deadlines: ReadonlyMap<string, Deadline>
  /** By `findingTopic`. */
  readonly findings: ReadonlyMap<string, Found>
  /** The first instant after `at` at which this may change without a new document; null: never. */
  readonly next: Instant | null
}

/** Of two runs or findings of one name the first stands for both. */
export function lookAt(facts: readonly Fact[], at: Instant, calendar: Calendar): Look {
  const line = lineOf(facts, at, calendar)
  const fold = foldUntil(line, at)
  const runs = runsIn(fold, line, at)
  const deadlines = deadlinesOfRuns(runs, at)
  const { findings, wakes } = findingsAt(fold, line, at)
  const timed = [...wakes]
  for (const run of runs) {
    timed.push(run.started.at)
    addInstants(run, timed)
  }
  const holdsUntil = nextInstant(fold, line, timed, at)
  return {
    at,
    deadlines: firstOf(deadlines, ({ key }) => deadlineTopic(key)),
    findings: firstOf(findings, findingTopic),
    next: earliestAfter(at, [holdsUntil, ...deadlines.flatMap(instantsOf)]),
  }
}

/** Whether the run can be missed at all: advisory and validity runs, and policy values, cannot. */
export const isOwed = ({ binding, mode, dueAt }: Deadline): boolean =>
  binding && (mode === 'live' || mode === 'compared') && dueAt !== null

const instantsOf = (deadline: Deadline): readonly (Instant | null)[] => [
  deadline.dueAt,
  deadline.stoppedAt,
  ...(isOwed(deadline) ? [approachingAt(deadline)] : []),
]

function earliestAfter(at: Instant, instants: readonly (Instant | null)[]): Instant | null {
  let next: Instant | null = null
  for (const each of instants) {
    if (each !== null && each > at && (next === null || each < next)) next = each
  }
  return next
}

function firstOf<Value>(
  values: readonly Value[],
  nameOf: (value: Value) => string,
): ReadonlyMap<string, Value> {
  const named = new Map<string, Value>()
  for (const value of values) if (!named.has(nameOf(value))) named.set(nameOf(value), value)
  return named
}
