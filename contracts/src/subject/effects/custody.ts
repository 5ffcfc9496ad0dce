/** Capture and custody after the correction has ended (CCM 51; OP26-18, -21; TPE14 24). */
import type { Entry } from '../entry.ts'
import { actAt } from '../entry.ts'
import type { Mark } from '../marks.ts'
import { step } from '../marks.ts'
import type { Apply } from '../model.ts'
import { CUT_SHORT, enter, noting, OVER, RUNNING } from '../model.ts'

/** D20: whoever was in flight awaits custody; whoever was out of contact is found. */
export function capture(entry: Entry): readonly Mark[] {
  const at = actAt(entry, entry.fact.body.capturedOn)
  return [step(at, captured), { mark: 'found', at }]
}

/** D21: serving in prison; every restriction ends with it. */
export function takeIntoCustody(entry: Entry): readonly Mark[] {
  const at = actAt(entry, entry.fact.body.takenOn)
  return [step(at, taken), { mark: 'custody', at }, { mark: 'found', at }]
}

const captured: Apply = (episode, { entry, moment }) =>
  episode.state === 'ESCAPED' ? enter(episode, 'AWAIT_CUSTODY', moment.at, [entry]) : episode

const taken: Apply = (episode, { entry, moment }) => {
  const { state } = episode
  if (OVER.has(state) || episode.ended?.reason === 'death') {
    return noting(episode, 'document-after-end', [entry])
  }
  if (state === 'IN_CUSTODY_SERVING') return episode
  if (CUT_SHORT.has(state)) return enter(episode, 'IN_CUSTODY_SERVING', moment.at, [entry])
  if (!RUNNING.has(state)) return noting(episode, 'no-correction-to-end', [entry])
  const held = enter(episode, 'IN_CUSTODY_SERVING', moment.at, [entry])
  return noting(held, 'custody-without-ruling', [entry])
}
