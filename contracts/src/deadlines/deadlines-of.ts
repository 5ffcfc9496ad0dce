/** Every run of every clock of one person, as it stands at legal time `valid` (law.md §2.1). */
import type { Fact } from '../subject/fact.ts'
import { foldUntil } from '../subject/fold.ts'
import { lineOf } from '../subject/lay-out.ts'
import type { Episode } from '../subject/model.ts'
import type { Instant } from '../time.ts'
import { dateOf } from '../time.ts'
import type { Calendar } from './calendar.ts'
import type { Clock, Run } from './clocks.ts'
import { CLOCKS } from './clocks.ts'
import type { Deadline, DeadlineState } from './deadline.ts'

/** In the order of their start; runs that begin after `valid` are left out. */
export function deadlinesOf(
  facts: readonly Fact[],
  at: { readonly valid: Instant; readonly known: Instant },
  calendar: Calendar,
): readonly Deadline[] {
  const line = lineOf(facts, at.known, calendar)
  const { episodes } = foldUntil(line, at.valid)
  return episodes
    .flatMap((episode) =>
      CLOCKS.flatMap((clock) =>
        clock
          .runs(episode, line)
          .filter(({ from }) => from <= at.valid)
          .map((run) => deadlineOf(clock, run, episode, at.valid)),
      ),
    )
    .sort((a, b) => a.startedAt - b.startedAt || (a.key < b.key ? -1 : 1))
}

const deadlineOf = (clock: Clock, run: Run, episode: Episode, valid: Instant): Deadline => ({
  key: `${clock.clock}:${run.from}`,
  clock: clock.clock,
  mode: 'live',
  binding: clock.binding,
  startedAt: run.from,
  startedBy: [],
  dueAt: run.dueAt ?? null,
  counting: { unit: 'CD', limit: 0, from: dateOf(run.from), rolls: true },
  stoppedAt: run.stoppedAt,
  stoppedBy: [],
  state: stateOf(clock, run, episode, valid),
  responsible: run.responsible,
  basis: clock.basis,
})

function stateOf(clock: Clock, run: Run, { endedAt }: Episode, valid: Instant): DeadlineState {
  const due = clock.binding ? run.dueAt : undefined
  if (run.stoppedAt !== null && run.stoppedAt <= valid)
    return due !== undefined && run.stoppedAt > due ? 'late' : 'met'
  const isMissed = due !== undefined && due <= valid
  if (clock.endsWithCorrection && endedAt !== null && (due === undefined || due > endedAt))
    return 'moot'
  return isMissed ? 'missed' : 'open'
}
