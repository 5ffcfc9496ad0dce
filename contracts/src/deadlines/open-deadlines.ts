/** Which clocks run, or have been missed and not yet stopped, at one moment (law.md §2.1). */
import type { Episode, Line } from '../subject/model.ts'
import type { OpenDeadline } from '../subject/status.ts'
import type { Instant } from '../time.ts'
import { formatInstant } from '../time.ts'
import type { Clock, Run } from './clocks.ts'
import { CLOCKS } from './clocks.ts'

export type Deadlines = {
  readonly open: readonly OpenDeadline[]
  /** Every instant at which a run begins to show, falls due or is stopped. */
  readonly instants: readonly Instant[]
}

export function deadlinesAt(episode: Episode, line: Line, valid: Instant): Deadlines {
  const open: OpenDeadline[] = []
  const instants: Instant[] = []
  for (const clock of CLOCKS) {
    for (const run of clock.runs(episode, line)) {
      instants.push(...instantsOf(run))
      if (isOpen(clock, run, episode, valid)) open.push(shown(clock, run, valid))
    }
  }
  return { open: open.sort(compareDeadlines), instants }
}

/** A run that is stopped before it begins or falls due shows neither. */
function instantsOf({ from, dueAt, stoppedAt }: Run): readonly Instant[] {
  const shown = [from, ...(dueAt === undefined ? [] : [dueAt])]
  if (stoppedAt === null) return shown
  return stoppedAt <= from ? [] : [...shown.filter((each) => each < stoppedAt), stoppedAt]
}

/** Begun, not stopped, and not moot: with the end of the correction what is not missed closes. */
function isOpen(clock: Clock, run: Run, { endedAt }: Episode, valid: Instant): boolean {
  if (run.from > valid || (run.stoppedAt !== null && run.stoppedAt <= valid)) return false
  const missedBy = clock.binding ? run.dueAt : undefined
  if (!clock.endsWithCorrection || endedAt === null) return true
  return missedBy !== undefined && missedBy <= endedAt
}

const shown = (clock: Clock, run: Run, valid: Instant): OpenDeadline => ({
  clock: clock.clock,
  dueAt: run.dueAt === undefined ? null : formatInstant(run.dueAt),
  state: clock.binding && run.dueAt !== undefined && run.dueAt <= valid ? 'missed' : 'open',
  responsible: run.responsible,
  basis: clock.basis,
})

const compareDeadlines = (a: OpenDeadline, b: OpenDeadline): number =>
  a.clock.localeCompare(b.clock) ||
  (a.dueAt ?? '').localeCompare(b.dueAt ?? '') ||
  a.responsible.localeCompare(b.responsible)
