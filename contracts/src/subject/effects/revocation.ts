/** Revocation of probation and parole, recall of 暂外 (CCL 46-49; CPLI 517, 545). */
import type { Entry } from '../entry.ts'
import { effectAt } from '../entry.ts'
import type { Mark } from '../marks.ts'
import { step } from '../marks.ts'
import type { Apply, Episode, Line, Step } from '../model.ts'
import { CUT_SHORT, endedBy, enter, noting, OVER, RUNNING, SUPERVISED } from '../model.ts'
import { holdsAt } from '../moment.ts'
import type { Proceeding } from '../status.ts'
import { finish, finishing, proposing } from './proceedings.ts'

const ANSWERED: readonly Proceeding[] = ['REVOKE_PROPOSED', 'IMPRISON_PROPOSED']
const REVOCATION: readonly Proceeding[] = ['REVOKE_PROPOSED', 'ARREST_PROPOSED', 'ARREST_ORDERED']

/** D1, D2 (CCM 46-47). */
export const proposeRevocation = proposing('REVOKE_PROPOSED')

/** D10 (CCM 49). */
export const proposeImprisonment = proposing('IMPRISON_PROPOSED')

/** D7, D8: effective when made, even if nobody has been told (rule 2). */
export const revoke = (entry: Entry): readonly Mark[] => [ending(entry)]

/** D11-D13: likewise (§9-7 for the administrations). */
export const imprison = (entry: Entry): readonly Mark[] => [ending(entry)]

const ending = (entry: Entry): Mark => ({ ...step(effectAt(entry), ended), ends: true })

/** D9 clears the revocation and ends the arrest ordered for it, nothing else (rule 3; CCL 48(4)). */
export const refuseRevocation = (entry: Entry): readonly Mark[] => [
  ...finishing(...REVOCATION)(entry),
  { mark: 'lift', at: effectAt(entry), restriction: 'ORDERED_ARREST' },
]

/** D14 (rule 3). */
export const refuseImprisonment = finishing('IMPRISON_PROPOSED')

/** Whether the document can end this correction: it is for its kind, or the kind is not known. */
export const concerns = ({ fact }: Entry, { kind }: Episode): boolean =>
  kind === null || (fact.kinds.includes(kind) && (fact.body.kind ?? kind) === kind)

const ended: Apply = (before, step, line) => {
  const { entry, moment } = step
  const episode = concerns(entry, before) ? finish(before, ANSWERED, entry) : before
  if (OVER.has(episode.state)) return noting(episode, 'document-after-end', [entry])
  if (CUT_SHORT.has(episode.state)) return noting(episode, 'second-ending', [entry])
  if (!concerns(entry, episode)) return noting(episode, 'ending-of-other-kind', [entry])
  if (!RUNNING.has(episode.state)) return noting(episode, 'no-correction-to-end', [entry])
  const state = isGone(episode, step, line) ? 'ESCAPED' : 'AWAIT_CUSTODY'
  const known = { ...episode, ended: endedBy(entry, moment.at, reasonOf(entry, episode)) }
  return enter(known, state, moment.at, [entry])
}

/** 在逃: out of contact at that very moment, or the ruling says so (CCM 51). */
export function isGone(episode: Episode, { entry, moment }: Step, { absences }: Line): boolean {
  if (entry.fact.body.whereaboutsKnown === false) return true
  if (!SUPERVISED.has(episode.state)) return false
  const { openedAt } = episode
  return absences.some(
    (each) => each.from.at >= (openedAt ?? each.from.at) && holdsAt(each, moment),
  )
}

function reasonOf({ fact }: Entry, { kind }: Episode): string {
  if (fact.effect === 'imprison') return 'imprisoned'
  return (kind ?? fact.kinds[0]) === 'parole' ? 'parole-revoked' : 'probation-revoked'
}
