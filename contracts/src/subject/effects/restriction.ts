/** Measures that restrict personal liberty (CCL 32; CCM 41; law.md §3.2 "Restriction"). */
import { dateOf } from '../../time.ts'
import type { Entry } from '../entry.ts'
import { actAt } from '../entry.ts'
import type { Mark, MeasureMark } from '../marks.ts'
import { instantAfter, step } from '../marks.ts'
import { isCustodial } from '../measures.ts'
import type { Apply } from '../model.ts'
import { enter } from '../model.ts'
import { begin, finish } from './proceedings.ts'

/** C23: the measure it names, from its start (else its decision) to the last printed day. */
export function restrict(entry: Entry): readonly Mark[] {
  const { measure, from, to, decidedAt, decidedOn } = entry.fact.body
  const at = actAt(entry, from ?? decidedAt ?? decidedOn)
  if (measure === undefined) return [step(at, restricted)]
  const custody = isCustodial(measure)
  const mark: MeasureMark = {
    mark: 'measure',
    at,
    restriction: measure,
    decidedOn: dateOf(actAt(entry, decidedOn ?? decidedAt ?? from)),
    to: to === undefined ? null : instantAfter(to),
  }
  return [{ mark: 'step', at, apply: restricted, custody }, mark]
}

/** C27: ends the measure it names, else all; a change begins the new one. */
export function liftRestriction(entry: Entry): readonly Mark[] {
  const { measure, changedTo, endedOn, decidedOn } = entry.fact.body
  const at = actAt(entry, endedOn ?? decidedOn)
  const ended: readonly Mark[] = [
    step(at, lifted),
    { mark: 'lift', at, restriction: measure ?? null },
  ]
  if (changedTo === undefined) return ended
  const began = { mark: 'measure', at, restriction: changedTo, decidedOn: dateOf(at), to: null }
  return [...ended, began as MeasureMark]
}

/** Whoever is held is no longer in flight: ESCAPED becomes AWAIT_CUSTODY (law.md §3.2). */
const restricted: Apply = (episode, { entry, moment }) => {
  const { newCrime, measure } = entry.fact.body
  const known = newCrime === true ? begin(episode, 'NEW_CRIME_CASE', entry) : episode
  const held = measure !== undefined && isCustodial(measure)
  return held && episode.state === 'ESCAPED'
    ? enter(known, 'AWAIT_CUSTODY', moment.at, [entry])
    : known
}

const lifted: Apply = (episode, { entry }) =>
  entry.fact.body.caseEnded === true ? finish(episode, ['NEW_CRIME_CASE'], entry) : episode
