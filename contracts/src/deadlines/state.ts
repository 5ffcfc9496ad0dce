/** How a run stands at a moment, and when that changes (law.md §2.1). */
import type { Instant } from '../time.ts'
import type { DeadlineState } from './deadline.ts'
import type { Run } from './runs.ts'

export function stateOf({ rule, mode, dueAt, stopped, closedAt }: Run, at: Instant): DeadlineState {
  const isBinding = rule.binding || rule.graded
  if (stopped !== null && stopped.at <= at) {
    if (dueAt === undefined || stopped.at < dueAt) return 'met'
    if (mode === 'validity' && !rule.graded) return 'moot'
    return isBinding ? 'late' : 'met'
  }
  if (closedAt !== null && closedAt <= at) return 'moot'
  if (dueAt === undefined || dueAt > at) return 'open'
  if (rule.lapses || mode === 'advisory' || mode === 'validity') return 'moot'
  return rule.binding ? 'missed' : 'open'
}

/** Adds the instants at which the state of the run may change: its due day, stop and close. */
export function addInstants({ dueAt, stopped, closedAt }: Run, instants: Instant[]): void {
  if (dueAt !== undefined) instants.push(dueAt)
  if (stopped !== null) instants.push(stopped.at)
  if (closedAt !== null) instants.push(closedAt)
}
