/** Measures that restrict personal liberty (CCL 32; CCM 41; law.md §3.2 "Restriction"). */
import type { Restriction } from '../../documents/fact-fields.ts'
import type { Instant } from '../../time.ts'
import { dateOf } from '../../time.ts'
import type { Entry } from '../entry.ts'
import { actAt, refersTo } from '../entry.ts'
import type { Mark, MeasureMark, StepMark } from '../marks.ts'
import { instantAfter, step } from '../marks.ts'
import { isCustodial } from '../measures.ts'
import type { Apply } from '../model.ts'
import { enter } from '../model.ts'
import { begin, finishAll } from './proceedings.ts'

/**
 * C23, and the papers of the measures themselves (C24-C26, C28, C29, C39): the measure that the body
 * names, else the type's own, from its start (else its decision) to the last printed day.
 */
export function restrict(entry: Entry, all: readonly Entry[]): readonly Mark[] {
  const at = startOfMeasure(entry)
  const measure = measureOf(entry)
  if (measure === undefined) return [step(at, restricted)]
  const mark = measureMark(entry, measure, at)
  const onOrder = measure === 'ARREST' && isOrdered(entry, mark, all)
  const begun = isCustodial(measure) ? custodyStep(at, restricted) : step(at, restricted)
  return [begun, onOrder ? { ...mark, onOrder } : mark]
}

/** A notice (C23, C39), not a paper of the new case (C25), about the arrest ordered for the revocation. */
function isOrdered({ fact }: Entry, { decidedOn }: MeasureMark, all: readonly Entry[]): boolean {
  if (fact.body.newCrime === true || fact.measure !== undefined) return false
  const orders = all.filter((each) => each.fact.effect === 'order-arrest')
  return orders.some((order) => refersTo(fact, order) || order.original.madeOn === decidedOn)
}

/** The restriction that a document imposes, by its body or by its type. */
export const measureOf = ({ fact }: Entry): Restriction | undefined =>
  fact.body.measure ?? fact.measure

export function startOfMeasure(entry: Entry): Instant {
  const { from, decidedAt, decidedOn } = entry.fact.body
  return actAt(entry, from ?? decidedAt ?? decidedOn)
}

export function measureMark(entry: Entry, restriction: Restriction, at: Instant): MeasureMark {
  const { to, decidedOn, decidedAt, from } = entry.fact.body
  return {
    mark: 'measure',
    at,
    restriction,
    decidedOn: dateOf(actAt(entry, decidedOn ?? decidedAt ?? from)),
    to: to === undefined ? null : instantAfter(to),
  }
}

/** The start of custody: whoever is held is no longer in flight (law.md §3.2 ESCAPED). */
export const custodyStep = (at: Instant, apply: Apply): StepMark => ({
  mark: 'step',
  at,
  apply: (episode, begun, line) => {
    const known = apply(episode, begun, line)
    return known.state === 'ESCAPED'
      ? enter(known, 'AWAIT_CUSTODY', begun.moment.at, [begun.entry])
      : known
  },
  custody: true,
})

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

const restricted: Apply = (episode, { entry }) =>
  entry.fact.body.newCrime === true ? begin(episode, 'NEW_CRIME_CASE', entry) : episode

/** "Case ended" ends it for all papers that began it. */
const lifted: Apply = (episode, { entry }) =>
  entry.fact.body.caseEnded === true ? finishAll(episode, 'NEW_CRIME_CASE') : episode
