/** What precedes a decision: A1, A4, A6, B4, B9, B10 (CCL 18; CCM 13-14; CPL 266, 273). */
import type { Instant } from '../../time.ts'
import { startOf } from '../../time.ts'
import type { Entry } from '../entry.ts'
import { effectAt, refersTo } from '../entry.ts'
import type { Mark } from '../marks.ts'
import { step } from '../marks.ts'
import type { Apply, Episode } from '../model.ts'
import { enter, unchanged } from '../model.ts'
import type { Proceeding } from '../status.ts'
import { begin, finish } from './proceedings.ts'

/** A1: an assessment is asked for; for a closed case it opens a new episode (rule 11). */
export const entrustAssessment = (entry: Entry): readonly Mark[] => [
  { mark: 'step', at: startOf(entry.original.madeOn), apply: entrusted, opens: true },
]

/** A6: ASSESSED until the decision (B1, B3, B6-B9). */
export const assess = (entry: Entry): readonly Mark[] => [
  step(effectAt(entry), unchanged),
  { mark: 'raise', at: effectAt(entry), flag: 'ASSESSED', to: null },
]

/** A4: the assessment is impossible (CCM 14(5); OP26-4). */
export const returnAssessment = (entry: Entry): readonly Mark[] => [step(effectAt(entry), returned)]

/** B4 (CPL 273; CPLI 534). */
export const proposeParole = (entry: Entry): readonly Mark[] => [apply(entry, 'PAROLE_PROPOSED')]

/** B10 (CPL 266; TPE14 13). */
export const proposeTpe = (entry: Entry): readonly Mark[] => [apply(entry, 'TPE_PROPOSED')]

/** B9: not approved, the person stays imprisoned (TPE14 14). */
export const refuseTpe = (entry: Entry): readonly Mark[] => [
  step(effectAt(entry), refusedTpe),
  { mark: 'lower', at: effectAt(entry), flag: 'ASSESSED' },
]

const apply = (entry: Entry, proceeding: Proceeding): Mark => ({
  mark: 'step',
  at: startOf(entry.original.madeOn),
  apply: (episode, { moment }) => intended(begin(episode, proceeding, entry), moment.at, entry),
  opens: true,
})

const entrusted: Apply = (episode, { entry, moment }) =>
  intended({ ...episode, assessments: [...episode.assessments, entry] }, moment.at, entry)

/** 拟适用: only out of NONE; in any other state these documents open nothing (rule 11). */
const intended = (episode: Episode, at: Instant, entry: Entry): Episode =>
  episode.state === 'NONE' ? enter(episode, 'PRE_ASSESSMENT', at, [entry]) : episode

/** Closes the entrustment that it names, else all; another one still pending keeps the state. */
const returned: Apply = (episode, { entry, moment }) => {
  const named = episode.assessments.filter((each) => refersTo(entry.fact, each))
  const closed = named.length > 0 ? named : episode.assessments
  const assessments = episode.assessments.filter((each) => !closed.includes(each))
  const known = { ...episode, assessments }
  return assessments.length > 0 ? known : backToNone(known, moment.at, entry)
}

const refusedTpe: Apply = (episode, { entry, moment }) =>
  backToNone(finish(episode, ['TPE_PROPOSED'], entry), moment.at, entry)

/** NONE again, unless a proposal for parole or 暂外 is still pending (law.md §3.2 NONE). */
export function backToNone(episode: Episode, at: Instant, by: Entry): Episode {
  const waits = episode.proceedings.some(
    ({ proceeding }) => proceeding === 'PAROLE_PROPOSED' || proceeding === 'TPE_PROPOSED',
  )
  const before = episode.state === 'PRE_ASSESSMENT' || episode.state === 'NONE'
  return before && !waits ? enter({ ...episode, assessments: [] }, 'NONE', at, [by]) : episode
}
