/** The status of a person as a pure function of facts and two times (law.md §3.2). */
import type { Calendar } from '../deadlines/calendar.ts'
import { deadlinesAt } from '../deadlines/open-deadlines.ts'
import { findingsAt } from '../findings/findings-at.ts'
import type { Instant } from '../time.ts'
import { dateOf } from '../time.ts'
import { basisAt } from './basis.ts'
import { circumstancesAt } from './circumstances.ts'
import { nextClockChange } from './clock-changes.ts'
import type { Fact } from './fact.ts'
import { flagsAt } from './flags-at.ts'
import type { Fold } from './fold.ts'
import { foldUntil } from './fold.ts'
import { lineOf } from './lay-out.ts'
import type { Episode, Line } from './model.ts'
import { after } from './moment.ts'
import { overlayMoments, restrictionAt, restrictionName, supervisionAt } from './overlays.ts'
import type { SubjectStatus } from './status.ts'

/**
 * What holds at legal time `valid`, by the documents that the platform had recorded at `known`.
 * The order of `facts` does not matter. Dates in bodies must have passed their schema.
 */
export function statusAt(
  facts: readonly Fact[],
  at: { readonly valid: Instant; readonly known: Instant },
  calendar: Calendar,
): SubjectStatus {
  const line = lineOf(facts, at.known, calendar)
  const fold = foldUntil(line, at.valid)
  const episode = fold.current
  const moment = after(at.valid)
  const deadlines = deadlinesAt(fold, line, at.valid)
  const sight = { episode, line, moment }
  const { findings, wakes } = findingsAt(fold, line, at.valid)
  return {
    ...mainState(episode),
    overlays: {
      supervision: supervisionAt(episode, line, moment).supervision,
      restriction: restrictionName(restrictionAt(episode, line, moment)),
      proceeding: [...new Set(episode.proceedings.map(({ proceeding }) => proceeding))].sort(),
      flags: flagsAt(episode, line, moment),
    },
    counters: countersOf(episode),
    circumstances: circumstancesAt(sight),
    openDeadlines: deadlines.open,
    findings,
    basis: basisAt(episode, line, moment),
    holdsUntil: nextInstant(fold, line, [...deadlines.instants, ...wakes], at.valid),
  }
}

function mainState(episode: Episode) {
  const { kind, state, stateAt, period, place, ended } = episode
  const known = period.from !== null || period.to !== null
  return {
    kind,
    state,
    stateSince: stateAt === null ? null : dateOf(stateAt),
    period: known ? { from: period.from, to: period.to } : null,
    executionPlace: place,
    ended: ended && { documentId: ended.entry.fact.documentId, on: ended.on, reason: ended.reason },
  }
}

const countersOf = ({
  commendations,
  reprimands,
  warnings,
}: Episode): SubjectStatus['counters'] => ({
  commendations: commendations.length,
  reprimands: reprimands.length,
  warnings: warnings.length,
})

/** The first instant after `valid` at which a document, the clock, a deadline or a finding may change this. */
export function nextInstant(
  { current, nextStep }: Fold,
  line: Line,
  timed: readonly Instant[],
  valid: Instant,
): Instant | null {
  let next: Instant | null = null
  const consider = (at: Instant | undefined) => {
    if (at !== undefined && at > valid && (next === null || at < next)) next = at
  }
  consider(nextStep?.moment.at)
  consider(nextClockChange(current, line)?.at)
  for (const { at } of overlayMoments(current, line)) consider(at)
  for (const at of timed) consider(at)
  return next
}
