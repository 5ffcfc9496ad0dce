/** Reception: B18 and B24 begin the correction, B24 with code 03 says 漏管 (CCL 22; OP26-11). */
import type { Instant } from '../../time.ts'
import type { Entry } from '../entry.ts'
import { actAt, kindOf } from '../entry.ts'
import type { Mark } from '../marks.ts'
import { step } from '../marks.ts'
import type { Apply, Episode, Line, Step } from '../model.ts'
import { enter, hasEnded, noting, SUPERVISED } from '../model.ts'
import { withPeriod } from './decision.ts'
import { enrollingAgency, regionOf } from './place.ts'
import { newAgencyOf } from './place-change.ts'

/** B24. Code 03 enrols nobody and works as B26 (law.md §1 B24, §3.2 LOUGUAN). */
export function enrol(entry: Entry, all: readonly Entry[]): readonly Mark[] {
  const { reportCode, reportedOn, since } = entry.fact.body
  if (reportCode === '03') return [step(actAt(entry, since), notReported)]
  return takeOver(entry, actAt(entry, reportedOn), all)
}

/** B26: the hand-over has failed, found by either side (OP26-11, -12). */
export const reportMissedHandover = (entry: Entry): readonly Mark[] => [
  step(actAt(entry, entry.fact.body.since), notReported),
]

/** B18: hand-over of a person under 暂外 (CCL 21; TPE14 16). */
export const handOver = (entry: Entry, all: readonly Entry[]): readonly Mark[] =>
  takeOver(entry, actAt(entry, entry.fact.body.handedOverOn), all)

function takeOver(entry: Entry, at: Instant, all: readonly Entry[]): readonly Mark[] {
  const marks: readonly Mark[] = [step(at, enrolled), { mark: 'found', at }]
  return underJudgment(entry, all) ? [...marks, { mark: 'judged', at }] : marks
}

/** Enrolled on a judgment (管制, 缓刑), by its own word or by the decision made last before. */
function underJudgment(entry: Entry, all: readonly Entry[]): boolean {
  const decision = all.findLast(
    ({ fact, original }) => fact.effect === 'decide' && original.madeOn <= entry.original.madeOn,
  )
  const kind = entry.fact.body.kind ?? (decision ? kindOf(decision) : null)
  return kind === 'control' || kind === 'probation'
}

const enrolled: Apply = (episode, { entry, moment }) => {
  if (SUPERVISED.has(episode.state)) return enrolledAgain(episode, entry, moment.at)
  const paused = episode.kind === 'control' && episode.state === 'IN_CUSTODY_SERVING'
  if (hasEnded(episode.state) && !paused) return noting(episode, 'document-after-end', [entry])
  const known = withPeriod({
    ...episode,
    kind: episode.kind ?? kindOf(entry),
    enrolments: [...episode.enrolments, entry],
    enrolledAt: moment.at,
    excused: episode.excused || entry.fact.body.specialReason === true,
    ...placeOf(episode, entry),
    // What a 管制 that goes on after prison prints replaces the period that was interrupted (§9-32).
    amendments: paused ? [...episode.amendments, entry] : episode.amendments,
  })
  const taken = enter(known, 'UNDER_CORRECTION', moment.at, [entry])
  return episode.decision ? taken : noting(taken, 'decision-unknown', [entry])
}

/** A second record completes the first; one of another agency needs a C9 that names it (CCL 27). */
function enrolledAgain(episode: Episode, entry: Entry, at: Instant): Episode {
  const known = withPeriod({ ...episode, enrolments: [...episode.enrolments, entry] })
  const agency = enrollingAgency(entry)
  if (agency === null || agency === episode.place?.agency) return known
  const named = episode.transfer && newAgencyOf(episode.transfer)
  if (episode.state !== 'TRANSFERRING' || (named !== null && named !== agency)) {
    return noting(known, 'enrolled-elsewhere', [entry])
  }
  const moved = { ...known, ...placeOf(episode, entry), transfer: null }
  return enter(moved, 'UNDER_CORRECTION', at, [entry])
}

function placeOf(episode: Episode, entry: Entry): Pick<Episode, 'place' | 'placeBy'> {
  const agency = enrollingAgency(entry)
  const { region } = entry.fact.body
  if (agency === null) return { place: episode.place, placeBy: episode.placeBy }
  const determined = episode.place?.agency === agency ? episode.place.region : null
  const place = { region: region ?? determined ?? regionOf(agency), agency }
  return { place, placeBy: entry }
}

const notReported: Apply = (episode, { entry, moment }, line) => {
  if (entry.fact.body.specialReason === true) return { ...episode, excused: true }
  const { state } = episode
  if (hasEnded(state)) return noting(episode, 'document-after-end', [entry])
  if (SUPERVISED.has(state) || state === 'LOUGUAN' || isExcused(episode, line)) return episode
  return enter(episode, 'LOUGUAN', moment.at, [entry])
}

/**
 * Whether a special reason excuses the late report. Stated in the record of the report itself, it
 * removes 漏管 from its beginning, so what comes later on the line is asked too (OP26-11).
 */
export function isExcused(episode: Episode, { steps }: Line): boolean {
  if (episode.excused) return true
  for (const step of steps) {
    if (step.moment.at < episode.now || !isReport(step)) continue
    const { specialReason, reportCode } = step.entry.fact.body
    if (specialReason === true) return true
    if (reportCode !== '03') return false
  }
  return false
}

const isReport = ({ entry: { fact } }: Step): boolean =>
  fact.effect === 'enrol' || fact.effect === 'hand-over'
