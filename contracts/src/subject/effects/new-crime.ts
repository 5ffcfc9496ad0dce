/** A new or missed crime: C41, D19, D24 (CL 69-71, 77, 86; CCL 46(2); CPLI 542; OP26-19). */
import { startOf } from '../../time.ts'
import type { Entry } from '../entry.ts'
import { actAt, effectAt, kindOf } from '../entry.ts'
import type { Mark } from '../marks.ts'
import { step } from '../marks.ts'
import type { Apply, Episode } from '../model.ts'
import { CUT_SHORT, endedBy, enter, noting, OVER, RUNNING, unchanged } from '../model.ts'
import { begin, finishAll } from './proceedings.ts'
import { concerns } from './revocation.ts'
import { isAnnulled, statementsFor, takesEffectOn } from './statements.ts'

/** C41, indictment: its stage; alone it begins the case (CPL 176). */
export const prosecute = (entry: Entry): readonly Mark[] => [
  step(effectAt(entry), (episode) =>
    episode.proceedings.some(({ proceeding }) => proceeding === 'NEW_CRIME_CASE')
      ? episode
      : begin(episode, 'NEW_CRIME_CASE', entry),
  ),
]

/** C41, non-prosecution (CPL 177). */
export const closeCase = (entry: Entry): readonly Mark[] => [
  step(effectAt(entry), (episode) => finishAll(episode, 'NEW_CRIME_CASE')),
]

/** D19: wanted, until caught or held; for a new crime it also begins the case (CCM 51; OP26-21). */
export function pursue(entry: Entry): readonly Mark[] {
  const at = actAt(entry, entry.fact.body.decidedOn)
  return [step(at, pursued), { mark: 'raise', at, flag: 'PURSUED', to: null }]
}

const pursued: Apply = (episode, { entry }) =>
  entry.fact.body.newCrime === true ? begin(episode, 'NEW_CRIME_CASE', entry) : episode

/** D24: acts when it is effective, which only another document states (§0.3-15). */
export function judgeNewCrime(entry: Entry, all: readonly Entry[]): readonly Mark[] {
  const made = step(startOf(entry.original.madeOn), unchanged)
  const date = isAnnulled(entry, all) ? null : takesEffectOn(entry, statementsFor(entry, all))
  return date === null ? [made] : [made, { ...step(startOf(date), judged), ends: true }]
}

/** 管制 goes on after the prison term (CL 69(2); §9-32); the three others end with it. */
const judged: Apply = (before, { entry, moment }) => {
  const episode = finishAll(before, 'NEW_CRIME_CASE')
  if (OVER.has(episode.state)) return noting(episode, 'document-after-end', [entry])
  if (CUT_SHORT.has(episode.state)) return noting(episode, 'second-ending', [entry])
  if (!concerns(entry, episode)) return noting(episode, 'ending-of-other-kind', [entry])
  if (!RUNNING.has(episode.state)) return noting(episode, 'no-correction-to-end', [entry])
  if ((episode.kind ?? kindOf(entry)) === 'control') return episode
  const ended = endedBy(entry, moment.at, reasonFor(entry, episode))
  return enter({ ...episode, ended }, 'TERMINATED', moment.at, [entry])
}

/** 暂外: the prison takes custody without a D12 (TPE14 22). */
function reasonFor(entry: Entry, { kind }: Episode): string {
  const known = kind ?? kindOf(entry)
  if (known === 'tpe') return 'imprisoned'
  if (known === null) return 'other'
  return known === 'parole' ? 'parole-revoked' : 'probation-revoked'
}
