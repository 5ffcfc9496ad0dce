/** The decision that correction applies, when it takes effect, and where it is executed (CCL 17-20). */

import type { LegalDate } from '../../time.ts'
import { startOf } from '../../time.ts'
import type { Entry } from '../entry.ts'
import { actAt, effectAt, kindOf } from '../entry.ts'
import type { Mark } from '../marks.ts'
import { step } from '../marks.ts'
import type { Apply, Episode } from '../model.ts'
import { enter, hasEnded, noting, unchanged } from '../model.ts'
import { periodOf } from '../period.ts'
import { reportLimit } from '../report-limit.ts'
import { backToNone } from './application.ts'
import { regionOf } from './place.ts'
import { finish } from './proceedings.ts'
import { statementsFor, takesEffectOn } from './statements.ts'

/** B1, B3, B6-B8: decided when made, in force from the effective date. */
export function decide(entry: Entry, all: readonly Entry[]): readonly Mark[] {
  const made = startOf(entry.original.madeOn)
  const assessed: Mark = { mark: 'lower', at: made, flag: 'ASSESSED' }
  if (entry.fact.body.outcome === 'refused') {
    return [{ mark: 'step', at: made, apply: refused, opens: true }, assessed]
  }
  const statements = statementsFor(entry, all)
  const date = takesEffectOn(entry, statements)
  const decided: Mark = { mark: 'step', at: made, apply: decidedBy(statements), opens: true }
  const marks = [decided, assessed]
  return date === null ? marks : [...marks, step(startOf(date), effectiveFrom(date))]
}

/** B13, B14, D25: says when a judgment took effect; that counts from the judgment itself. */
export const stateEffect = (entry: Entry): readonly Mark[] => [
  step(startOf(entry.original.madeOn), unchanged),
]

/** B15: fixes the place until somebody enrols (CCL 17). */
export const determinePlace = (entry: Entry): readonly Mark[] => [step(effectAt(entry), placed)]

/** B21: proves when a document was received; it moves no state (CCM 16). */
export const proveService = (entry: Entry): readonly Mark[] => [
  step(actAt(entry, entry.fact.body.receivedOn ?? entry.fact.body.servedOn), unchanged),
]

/** B16: prints the day of the report, which is read when the decision takes effect (CCL 19). */
export const notifySubject = (entry: Entry): readonly Mark[] => [step(effectAt(entry), unchanged)]

/** B5: the parole period runs from the day of release (从假释之日; CL 83). */
export const releaseOnParole = (entry: Entry): readonly Mark[] => [
  step(actAt(entry, entry.fact.body.releasedOn ?? entry.fact.body.periodFrom), letGo),
]

const letGo: Apply = (episode, { entry }) => withPeriod({ ...episode, paroledBy: entry })

/** A refusal leads back to NONE unless another application or a decision stands (law.md §3.2). */
const refused: Apply = (episode, { entry, moment }) => {
  const answered = finish(episode, ['PAROLE_PROPOSED'], entry)
  return answered.decision === null ? backToNone(answered, moment.at, entry) : answered
}

export const decidedBy =
  (statements: readonly Entry[]): Apply =>
  (before, { entry, moment }) => {
    const episode = answeredBy(before, entry)
    if (episode.decision !== null || hasEnded(episode.state)) {
      return noting(episode, 'second-decision', [entry])
    }
    const known = withPeriod({ ...episode, decision: entry, kind: kindOf(entry), statements })
    const awaited = episode.state === 'NONE' || episode.state === 'PRE_ASSESSMENT'
    return awaited ? enter(known, 'DECIDED_NOT_EFFECTIVE', moment.at, [entry]) : known
  }

/** B3 answers B4; B7 and B8, not a court's B6, answer B10. */
function answeredBy(episode: Episode, entry: Entry): Episode {
  const kind = kindOf(entry)
  if (kind === 'parole') return finish(episode, ['PAROLE_PROPOSED'], entry)
  const byCourt = entry.fact.type === 'decision-tpe-court'
  return kind === 'tpe' && !byCourt ? finish(episode, ['TPE_PROPOSED'], entry) : episode
}

export const effectiveFrom =
  (date: LegalDate): Apply =>
  (episode, { entry, moment }, { entries, calendar }) => {
    if (episode.decision !== entry) return episode
    const limit = reportLimit(entry, date, entries, calendar)
    const known = withPeriod({
      ...episode,
      effectiveOn: date,
      reportDue: limit.due,
      report: limit,
    })
    if (episode.state !== 'DECIDED_NOT_EFFECTIVE') return known
    const by = [entry, ...episode.statements]
    const awaited = enter(known, 'EFFECTIVE_AWAITING_REPORT', moment.at, by)
    const told = limit.differs
      ? noting(awaited, 'report-date-differs', [entry, limit.differs])
      : awaited
    return limit.due === undefined ? noting(told, 'calendar-missing', [entry]) : told
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
