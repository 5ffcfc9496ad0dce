/** Flight, capture and custody after the correction has ended (CCM 51; OP26-18, -21; TPE14 24). */
import type { Instant } from '../../time.ts'
import { startOf } from '../../time.ts'
import type { Entry } from '../entry.ts'
import { actAt, effectAt } from '../entry.ts'
import type { Mark } from '../marks.ts'
import { step } from '../marks.ts'
import type { Apply, Episode, Line } from '../model.ts'
import { CUT_SHORT, enter, noting, OVER, RUNNING } from '../model.ts'
import { statementsFor, takesEffectOn } from './statements.ts'

/** D20: whoever was in flight awaits custody; whoever was out of contact is found. */
export function capture(entry: Entry): readonly Mark[] {
  const at = actAt(entry, entry.fact.body.capturedOn)
  return [step(at, captured), { mark: 'found', at }, { mark: 'lower', at, flag: 'PURSUED' }]
}

/** D21: serving in prison; every restriction ends with it. */
export function takeIntoCustody(entry: Entry): readonly Mark[] {
  const at = actAt(entry, entry.fact.body.takenOn)
  const marks: readonly Mark[] = [
    { mark: 'custody', at },
    { mark: 'found', at },
  ]
  return [step(at, taken), ...marks, { mark: 'lower', at, flag: 'PURSUED' }]
}

/** D16: the papers for custody after a judgment for a new crime (OP26-18; CPLI 511). */
export const orderExecution = (entry: Entry): readonly Mark[] => [step(effectAt(entry), ordered)]

/** D18: in flight from the custody that the ruling orders (OP26-21; CCM 51). */
export const takeFlight = (entry: Entry): readonly Mark[] => [
  step(actAt(entry, entry.fact.body.since), escaped),
]

const ordered: Apply = (episode, { entry, moment }) => {
  const bound = objection(episode, entry)
  if (bound) return bound
  return episode.state === 'TERMINATED'
    ? enter(episode, 'AWAIT_CUSTODY', moment.at, [entry])
    : episode
}

const escaped: Apply = (episode, { entry, moment }) => {
  const bound = objection(episode, entry)
  if (bound) return bound
  const { state } = episode
  return state === 'TERMINATED' || state === 'AWAIT_CUSTODY'
    ? enter(episode, 'ESCAPED', moment.at, [entry])
    : episode
}

/** Neither before the correction is cut short, nor after a release or a death. */
function objection(episode: Episode, entry: Entry): Episode | null {
  if (OVER.has(episode.state) || episode.dead) return noting(episode, 'document-after-end', [entry])
  return CUT_SHORT.has(episode.state) ? null : noting(episode, 'document-before-end', [entry])
}

const captured: Apply = (episode, { entry, moment }) =>
  episode.state === 'ESCAPED' ? enter(episode, 'AWAIT_CUSTODY', moment.at, [entry]) : episode

const taken: Apply = (episode, { entry, moment }, line) => {
  const { state } = episode
  if (OVER.has(state) || episode.dead) return noting(episode, 'document-after-end', [entry])
  if (state === 'IN_CUSTODY_SERVING') return episode
  if (CUT_SHORT.has(state)) return enter(episode, 'IN_CUSTODY_SERVING', moment.at, [entry])
  if (!RUNNING.has(state)) return noting(episode, 'no-correction-to-end', [entry])
  const held = enter(episode, 'IN_CUSTODY_SERVING', moment.at, [entry])
  return isSentenced(episode, moment.at, line)
    ? held
    : noting(held, 'custody-without-ruling', [entry])
}

/** 管制 goes on after the prison term of an effective D24, which changes no state (CL 69(2); §9-32). */
const isSentenced = ({ kind, members }: Episode, at: Instant, { entries }: Line): boolean =>
  kind === 'control' &&
  members.some((each) => {
    if (each.fact.effect !== 'judge-new-crime') return false
    const date = takesEffectOn(each, statementsFor(each, entries))
    return date !== null && startOf(date) <= at
  })
