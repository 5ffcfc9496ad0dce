/** 解除 and 终止 (CCL 44-45; CCM 53; law.md §3.2 RELEASED, TERMINATED). */
import type { Instant } from '../../time.ts'
import { startOf } from '../../time.ts'
import type { Entry } from '../entry.ts'
import { actAt } from '../entry.ts'
import type { Mark } from '../marks.ts'
import { instantAfter, step } from '../marks.ts'
import type { Apply, Episode, Line, Step } from '../model.ts'
import { CUT_SHORT, endedBy, enter, noting, OVER, RUNNING } from '../model.ts'
import { lastDay } from '../period.ts'
import type { State } from '../status.ts'
import { concerns } from './revocation.ts'

/**
 * E2, E3. Its legal time is 00:00 of the day after the last day, which the fold finds
 * (`releaseAtExpiry`). The step here serves where no such day is known: the printed end, else the
 * day made; and a pardon, which has its own date.
 */
export function release(entry: Entry): readonly Mark[] {
  const { releaseReason, endedOn, periodTo } = entry.fact.body
  const made = startOf(entry.original.madeOn)
  if (releaseReason === 'pardon') return [step(actAt(entry, endedOn), pardoned)]
  return [step(periodTo === undefined ? made : instantAfter(periodTo), released)]
}

/** E8: released by its own date, out of a decision or a running correction (CCL 44; CCM 53(5)). */
export const pardon = (entry: Entry): readonly Mark[] => [
  step(actAt(entry, entry.fact.body.endedOn), pardoned),
]

/** E5: nothing follows a death; every measure ends with it (CCL 45, 51). */
export function recordDeath(entry: Entry): readonly Mark[] {
  const { diedOn, endedOn, discoveredOn } = entry.fact.body
  const at = actAt(entry, diedOn ?? endedOn ?? discoveredOn)
  return [
    { ...step(at, died), ends: true },
    { mark: 'custody', at },
  ]
}

/** E4: a notice of what another document ended; alone, it ends the correction itself. */
export const terminate = (entry: Entry): readonly Mark[] => [
  step(actAt(entry, entry.fact.body.endedOn), terminated),
]

export const releaseBy = (episode: Episode, entry: Entry, at: Instant): Episode => {
  const pardons = entry.fact.effect === 'pardon'
  const reason = entry.fact.body.releaseReason ?? (pardons ? 'pardon' : 'expiry')
  return enter({ ...episode, ended: endedBy(entry, at, reason) }, 'RELEASED', at, [entry])
}

const released: Apply = (episode, { entry, moment }) => {
  if (CUT_SHORT.has(episode.state)) return noting(episode, 'second-ending', [entry])
  const due = RUNNING.has(episode.state) && lastDay(episode) !== null
  if (due || episode.state === 'RELEASED') return episode
  return releaseBy(episode, entry, moment.at)
}

const pardoned: Apply = (episode, { entry, moment }) => {
  const { state } = episode
  if (CUT_SHORT.has(state)) return noting(episode, 'second-ending', [entry])
  if (state === 'NONE' || state === 'PRE_ASSESSMENT') {
    return noting(episode, 'no-correction-to-end', [entry])
  }
  return state === 'RELEASED' ? episode : releaseBy(episode, entry, moment.at)
}

/** Out of custody that has not begun too; there the ruling has ended the correction already. */
const MORTAL: ReadonlySet<State> = new Set<State>([
  'PRE_ASSESSMENT',
  'DECIDED_NOT_EFFECTIVE',
  ...RUNNING,
  'AWAIT_CUSTODY',
  'ESCAPED',
])

const died: Apply = (episode, { entry, moment }) => {
  const { state } = episode
  if (OVER.has(state)) return noting(episode, 'document-after-end', [entry])
  if (state === 'NONE') return noting(episode, 'no-correction-to-end', [entry])
  if (!MORTAL.has(state)) return noting(episode, 'second-ending', [entry])
  const ended = episode.ended ?? endedBy(entry, moment.at, 'death')
  return enter({ ...episode, ended, dead: true }, 'TERMINATED', moment.at, [entry])
}

const terminated: Apply = (episode, step, line) => {
  const { entry, moment } = step
  if (OVER.has(episode.state)) return noting(episode, 'document-after-end', [entry])
  if (CUT_SHORT.has(episode.state) || isAnnounced(episode, step, line)) return episode
  const reason = entry.fact.body.terminationReason ?? 'other'
  const dead = reason === 'death'
  const known = { ...episode, dead, ended: endedBy(entry, moment.at, reason) }
  return noting(enter(known, 'TERMINATED', moment.at, [entry]), 'ended-by-notice-alone', [entry])
}

/** Whether the ruling that the notice announces is known and comes later on the line. */
function isAnnounced(episode: Episode, step: Step, { steps }: Line): boolean {
  const rest = steps.slice(steps.indexOf(step) + 1)
  const opening = rest.findIndex(({ opens }) => opens)
  const same = opening < 0 ? rest : rest.slice(0, opening)
  return same.some(({ entry, ends }) => ends && concerns(entry, episode))
}
