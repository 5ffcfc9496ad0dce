/** T54, T55: custody after recall or revocation, which D18 suspends and D20 begins anew (§2.1). */
import { actAt } from '../../subject/entry.ts'
import type { Instant } from '../../time.ts'
import { dateOf } from '../../time.ts'
import type { ClockRule, Limit, Renewed, Started, View } from '../clock-rule.ts'
import { dueAtOf, nextFullHour } from '../counting.ts'
import { papers } from '../starts.ts'

type Turn = { readonly at: Instant; readonly flees: boolean }

const SUSPENDS = ['escape-notice']
const RESTARTS = ['capture-notice']

/** Flights and captures by the moment asked about, in legal order; a flight of one instant comes first. */
function turnsOf(view: View, { at: begun }: Started): readonly Turn[] {
  const flights = papers(view, SUSPENDS).map((document) => ({
    at: actAt(document, document.fact.body.since),
    flees: true,
  }))
  const captures = papers(view, RESTARTS).map((document) => ({
    at: actAt(document, document.fact.body.capturedOn),
    flees: false,
  }))
  return [...flights, ...captures]
    .filter(({ at }) => at <= view.valid && at >= begun)
    .sort((a, b) => a.at - b.at || Number(b.flees) - Number(a.flees))
}

/** From the last capture in full; without a capture after the flight it stands still. */
export const renewed = (limit: Limit): NonNullable<ClockRule['renews']> => ({
  suspends: SUSPENDS,
  restarts: RESTARTS,
  find: (view, first): Renewed => {
    let started = first
    let suspended = false
    for (const { at, flees } of turnsOf(view, first)) {
      // What was missed before the flight stays missed.
      if (!suspended && flees && isOver(started, limit, at, view)) break
      suspended = flees
      if (!flees) started = { ...first, at, from: dateOf(at) }
    }
    return { started, suspended }
  },
})

function isOver({ at }: Started, limit: Limit, by: Instant, { line }: View): boolean {
  const due = dueAtOf(
    {
      unit: limit.unit,
      limit: limit.count,
      from: dateOf(at),
      rolls: limit.unit !== 'H',
      hour: nextFullHour(at),
    },
    line.calendar,
  )
  return due !== undefined && due <= by
}
