/** Arrest pending the revocation: D3-D6, D17 (CCL 47; CCM 48; CPLI 544). */
import { dateOf } from '../../time.ts'
import type { Entry } from '../entry.ts'
import { actAt, effectAt, effectiveOn, refersTo } from '../entry.ts'
import type { Mark } from '../marks.ts'
import { step } from '../marks.ts'
import { unchanged } from '../model.ts'
import { begin, finish, finishing, proposing } from './proceedings.ts'
import { custodyStep, measureMark } from './restriction.ts'

/** D3, with D1 or D2 only. */
export const proposeArrest = proposing('ARREST_PROPOSED')

/** D4: also a ground for online pursuit (OP26-21). */
export const orderArrest = (entry: Entry): readonly Mark[] => [
  step(effectAt(entry), (episode) =>
    begin(finish(episode, ['ARREST_PROPOSED'], entry), 'ARREST_ORDERED', entry),
  ),
]

/** D5. */
export const refuseArrest = finishing('ARREST_PROPOSED')

/** D6: the arrest begins; its date of decision is that of the D4 it executes. */
export function executeArrest(entry: Entry, all: readonly Entry[]): readonly Mark[] {
  const { arrestedOn, from, decidedOn } = entry.fact.body
  const at = actAt(entry, arrestedOn ?? from)
  const order = orderFor(entry, all)
  const ordered = order ? effectiveOn(order) : dateOf(at)
  const day = decidedOn === undefined ? ordered : dateOf(actAt(entry, decidedOn))
  return [
    custodyStep(at, (episode) => finish(episode, ['ARREST_ORDERED'], entry)),
    { ...measureMark(entry, 'ARREST', at), decidedOn: day, onOrder: true },
  ]
}

function orderFor(entry: Entry, all: readonly Entry[]): Entry | undefined {
  const orders = all.filter(({ fact }) => fact.effect === 'order-arrest')
  return (
    orders.find((each) => refersTo(entry.fact, each)) ??
    orders.findLast((each) => each.original.madeOn <= entry.original.madeOn)
  )
}

/** D17: the person is freed (CCL 48(4)); measures that leave one at liberty stay. */
export function releaseFromCustody(entry: Entry): readonly Mark[] {
  const at = actAt(entry, entry.fact.body.endedOn)
  return [step(at, unchanged), { mark: 'lift', at, restriction: 'CUSTODIAL' }]
}
