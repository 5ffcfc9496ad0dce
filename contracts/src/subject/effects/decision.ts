/** The decision that correction applies, when it takes effect, and where it is executed (CCL 17-20). */

import { lastDayOf } from '../../deadlines/counting.ts'
import { REPORT_DAYS, reportClock } from '../../deadlines/report.ts'
import type { LegalDate } from '../../time.ts'
import { legalDate, startOf } from '../../time.ts'
import type { Entry } from '../entry.ts'
import { actAt, effectAt, effectiveOn, kindOf, laterDate, refersTo } from '../entry.ts'
import type { Mark } from '../marks.ts'
import { step } from '../marks.ts'
import type { Apply, Episode } from '../model.ts'
import { enter, hasEnded, noting, unchanged } from '../model.ts'
import { periodOf } from '../period.ts'
import { regionOf } from './place.ts'

/** B1, B3, B6-B8: decided when made, in force from the effective date. */
export function decide(entry: Entry, all: readonly Entry[]): readonly Mark[] {
  const made = startOf(entry.original.madeOn)
  if (entry.fact.body.outcome === 'refused') {
    return [{ mark: 'step', at: made, apply: refused, opens: true }]
  }
  const statements = statementsFor(entry, all)
  const date = takesEffectOn(entry, statements)
  const decided: Mark = { mark: 'step', at: made, apply: decidedBy(statements), opens: true }
  return date === null ? [decided] : [decided, step(startOf(date), effectiveFrom(date))]
}

/** B14 (and B13): says when the decision took effect; that counts from the decision itself. */
export const stateEffect = (entry: Entry): readonly Mark[] => [
  step(startOf(entry.original.madeOn), unchanged),
]

/** B15: fixes the place until somebody enrols (CCL 17). */
export const determinePlace = (entry: Entry): readonly Mark[] => [step(effectAt(entry), placed)]

/** B21: proves when a document was received; it moves no state (CCM 16). */
export const proveService = (entry: Entry): readonly Mark[] => [
  step(actAt(entry, entry.fact.body.receivedOn ?? entry.fact.body.servedOn), unchanged),
]

/**
 * §0.3-15. Judgments: only by a document that states it, the one made last. Parole: the day it is
 * served. 暂外: the day made. A header that states the date comes first in the last two.
 */
function takesEffectOn(entry: Entry, statements: readonly Entry[]): LegalDate | null {
  const { fact } = entry
  const kind = kindOf(entry)
  if (kind === 'tpe') return effectiveOn(entry)
  const own = fact.effectiveOn ?? (kind === 'parole' ? fact.body.servedOn : undefined)
  const stated = statements.map((each) => statedDate(each, kind === 'parole'))
  const order = kind === 'parole' ? [own, ...stated] : [...stated, own]
  const date = legalDate(order.find((each) => each !== undefined) ?? '')
  return date ? laterDate(date, fact.madeOn) : null
}

const statedDate = ({ fact }: Entry, inBodyOnly: boolean): string | undefined =>
  fact.body.judgmentEffectiveOn ?? (inBodyOnly ? undefined : fact.effectiveOn)

/** Documents that state the effect of this decision, the one made last first. */
const statementsFor = (decision: Entry, all: readonly Entry[]): readonly Entry[] =>
  all
    .filter((each) => each.fact.effect === 'state-effect' && decisionOf(each, all) === decision)
    .reverse()

/** The decision it names; else the last one made by then, else the first. */
function decisionOf(statement: Entry, all: readonly Entry[]): Entry | undefined {
  const decisions = all.filter(
    ({ fact }) => fact.effect === 'decide' && fact.body.outcome !== 'refused',
  )
  return (
    decisions.find((each) => refersTo(statement.fact, each)) ??
    decisions.findLast((each) => each.original.madeOn <= statement.original.madeOn) ??
    decisions[0]
  )
}

/** A refusal leads back to NONE unless a decision stands (law.md §3.2 NONE). */
const refused: Apply = (episode, { entry, moment }) =>
  episode.state === 'PRE_ASSESSMENT' || (episode.state === 'NONE' && episode.decision === null)
    ? enter(episode, 'NONE', moment.at, [entry])
    : episode

const decidedBy =
  (statements: readonly Entry[]): Apply =>
  (episode, { entry, moment }) => {
    if (episode.decision !== null || hasEnded(episode.state)) {
      return noting(episode, 'second-decision', [entry])
    }
    const known = withPeriod({ ...episode, decision: entry, kind: kindOf(entry), statements })
    const awaited = episode.state === 'NONE' || episode.state === 'PRE_ASSESSMENT'
    return awaited ? enter(known, 'DECIDED_NOT_EFFECTIVE', moment.at, [entry]) : known
  }

const effectiveFrom =
  (date: LegalDate): Apply =>
  (episode, { entry, moment }, { entries, calendar }) => {
    if (episode.decision !== entry) return episode
    const { from } = reportClock(entry, date, entries)
    const reportDue = lastDayOf(calendar, from, REPORT_DAYS)
    const known = withPeriod({ ...episode, effectiveOn: date, reportDue })
    if (episode.state !== 'DECIDED_NOT_EFFECTIVE') return known
    const by = [entry, ...episode.statements]
    const awaited = enter(known, 'EFFECTIVE_AWAITING_REPORT', moment.at, by)
    return reportDue === undefined ? noting(awaited, 'calendar-missing', [entry]) : awaited
  }

const placed: Apply = (episode, { entry }) => {
  if (episode.enrolledAt !== null) return episode
  const { region, agency } = entry.fact.body
  const place = { region: region ?? regionOf(agency), agency: agency ?? null }
  return { ...episode, place, placeBy: entry }
}

export const withPeriod = (episode: Episode): Episode => ({
  ...episode,
  period: periodOf(episode),
})
