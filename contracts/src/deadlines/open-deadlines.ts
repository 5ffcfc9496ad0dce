/** Which clocks run, or have been missed and not yet stopped, at one moment (law.md §2.1). */
import type { Fold } from '../subject/fold.ts'
import type { Line } from '../subject/model.ts'
import type { OpenDeadline } from '../subject/status.ts'
import type { Instant } from '../time.ts'
import { formatInstant } from '../time.ts'
import type { Run } from './runs.ts'
import { basisOf, unfinishedOf, viewOf } from './runs.ts'
import { addInstants, stateOf } from './state.ts'

export type Deadlines = {
  readonly open: readonly OpenDeadline[]
  /** Every instant at which a run begins to show, falls due or is stopped. */
  readonly instants: readonly Instant[]
}

/** Of the episode that the answer is about. */
export function deadlinesAt({ episodes, current }: Fold, line: Line, valid: Instant): Deadlines {
  const open: OpenDeadline[] = []
  const { runs, begins } = unfinishedOf(viewOf(current, episodes, line, valid))
  const instants = [...begins]
  for (const run of runs) {
    addInstants(run, instants)
    const state = stateOf(run, valid)
    if (state === 'open' || state === 'missed') open.push(shown(run, state))
  }
  return { open: open.sort(compareDeadlines), instants }
}

const shown = (run: Run, state: OpenDeadline['state']): OpenDeadline => ({
  clock: run.rule.id,
  dueAt: run.dueAt === undefined ? null : formatInstant(run.dueAt),
  state,
  responsible: run.started.agency ?? run.rule.responsible,
  basis: basisOf(run),
})

const compareDeadlines = (a: OpenDeadline, b: OpenDeadline): number =>
  compare(a.clock, b.clock) ||
  compare(a.dueAt ?? '', b.dueAt ?? '') ||
  compare(a.responsible, b.responsible) ||
  compare(a.basis, b.basis)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
