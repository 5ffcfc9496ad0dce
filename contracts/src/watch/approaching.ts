/**
 * When a deadline is near enough to speak of. Policy, not law: no article obliges anybody to warn, and
 * whether a limit was kept never depends on it.
 */
import type { Deadline } from '../deadlines/deadline.ts'
import type { Policy } from '../policies.ts'
import type { Instant } from '../time.ts'
import { DAY_MS, instant } from '../time.ts'

export const APPROACHING: Policy<{
  /** Share of the whole limit that is left when it is called near. */
  readonly share: number
  readonly leadMsMin: number
  readonly leadMsMax: number
}> = {
  default: { share: 1 / 3, leadMsMin: DAY_MS, leadMsMax: 7 * DAY_MS },
  reason:
    'A third of the limit leaves time to act; less than a day would be too late to, and with more than a week nobody would heed it.',
  source: 'no text; for the duties of law.md §2',
}

/** From when on an open deadline is near: not before it runs, and never without a due time. */
export function approachingAt({
  startedAt,
  dueAt,
}: Pick<Deadline, 'startedAt' | 'dueAt'>): Instant | null {
  if (dueAt === null) return null
  const { share, leadMsMin, leadMsMax } = APPROACHING.default
  const leadMs = Math.min(Math.max((dueAt - startedAt) * share, leadMsMin), leadMsMax)
  return instant(Math.max(startedAt, Math.ceil(dueAt - leadMs)))
}
