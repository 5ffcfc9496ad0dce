/** The set of flags of an episode at one moment (law.md §3.2 "Flags"). */
import { lastDayOf } from '../deadlines/counting.ts'
import type { LegalDate } from '../time.ts'
import { dateOf, endOf } from '../time.ts'
import type { Entry } from './entry.ts'
import { laterDate } from './entry.ts'
import type { Fact } from './fact.ts'
import type { Flagged } from './flags.ts'
import { instantAfter } from './marks.ts'
import type { Episode, Line } from './model.ts'
import { hasEnded, ownOf } from './model.ts'
import type { Moment } from './moment.ts'
import { byClock, compareMoments, holdsAt } from './moment.ts'
import type { Flag } from './status.ts'

/** CC-x seals within three days after the execution has ended (SEAL22 13; T66). */
const SEALING_DAYS = 3

const ORDER: readonly Flag[] = [
  'ASSESSED',
  'DOCS_INCOMPLETE',
  'EXIT_RESTRICTED',
  'EMONITOR',
  'TRAVEL_PERMIT',
  'PURSUED',
  'PROHIBITION_ORDER',
  'FOREIGN',
  'MINOR',
  'SEAL_DUE',
  'SEALED',
]
const WITH_CORRECTION: ReadonlySet<Flag> = new Set<Flag>([
  'DOCS_INCOMPLETE',
  'EMONITOR',
  'TRAVEL_PERMIT',
])

export const flagsIn = (episode: Episode, line: Line): readonly Flagged[] =>
  ownOf(line.flags, episode)

export function flagsAt(episode: Episode, line: Line, moment: Moment): readonly Flag[] {
  const sealed = holds(sealedFrom(episode, line), moment)
  const marked = flaggedIn(episode, line, moment).map(({ flag }) =>
    flag === 'SEAL_DUE' && sealed ? 'SEALED' : flag,
  )
  const flags = new Set<Flag>(marked)
  if (isProhibited(episode, moment)) flags.add('PROHIBITION_ORDER')
  if (isForeign(episode)) flags.add('FOREIGN')
  if (isMinor(episode)) flags.add('MINOR')
  return flags.size === 0 ? [] : ORDER.filter((flag) => flags.has(flag))
}

/** Those that documents raised and nothing has ended, by document, by date or by the main state. */
export const flaggedIn = (episode: Episode, line: Line, moment: Moment): readonly Flagged[] =>
  flagsIn(episode, line).filter((each) => holdsAt(each, moment) && !endsWith(each.flag, episode))

/** Recall and revocation do not lift an exit restriction, the release does (EEA 65). */
function endsWith(flag: Flag, { state }: Episode): boolean {
  if (flag === 'EXIT_RESTRICTED') return state === 'RELEASED'
  return WITH_CORRECTION.has(flag) && hasEnded(state)
}

/** 禁止令: from the effect of the judgment to its own end date, at most as long as the correction. */
export function isProhibited(episode: Episode, moment: Moment): boolean {
  const inForce = episode.effectiveOn !== null || episode.enrolledAt !== null
  if (!prohibitionOf(episode) || !inForce || hasEnded(episode.state)) return false
  const ends = prohibitionEnds(episode)
  return ends === null || compareMoments(moment, ends) < 0
}

/** As the judgment in force states it: that of the second instance, if it has one (CL 38, 72). */
function prohibitionOf({ decision, statements }: Episode) {
  const appeals = statements.filter(({ fact }) => fact.effect === 'decide-on-appeal')
  return [...appeals, decision].find((each) => each?.fact.body.prohibition)?.fact.body.prohibition
}

function prohibitionEnds(episode: Episode): Moment | null {
  const to = prohibitionOf(episode)?.to
  return to === undefined ? null : byClock(instantAfter(to))
}

/** Only a foreigner can be deported as an additional penalty (OP26-22); nationality is never open. */
const isForeign = ({ members }: Episode): boolean =>
  members.some(({ fact }) => fact.body.deportation === true)

/**
 * Under 18 when the correction starts, which lasts (CCL 58; law.md §4.4): marked so by a paper since
 * the decision (earlier ones speak of an age that may have passed by then), or so old by the birth
 * date of a paper made since the start; before the start is known, by that of the last paper. A
 * wrong mark protects too much rather than too little.
 */
export function isMinor(episode: Episode): boolean {
  const since = episode.decision?.original.madeOn
  const start = startOfCorrection(episode) ?? lastAged(episode)?.madeOn
  return episode.members.some(
    ({ fact, original }) =>
      (fact.minor === true && (!since || original.madeOn >= since)) ||
      (fact.underage === true && start !== undefined && fact.madeOn >= start),
  )
}

const lastAged = ({ members }: Episode): Fact | undefined =>
  members.findLast(({ fact }) => fact.underage !== undefined)?.fact

/** The first day of the period, else of the enrolment; null before either is known. */
export function startOfCorrection({ period, enrolledAt }: Episode): LegalDate | null {
  return period.from ?? (enrolledAt === null ? null : dateOf(enrolledAt))
}

/** 00:00 after the due day of T66, counted from the release or from its later certificate. */
function sealedFrom(episode: Episode, line: Line): Moment | null {
  const { state, endedAt, ended } = episode
  if (state !== 'RELEASED' || endedAt === null || ended === null) return null
  if (!flagsIn(episode, line).some(({ flag }) => flag === 'SEAL_DUE')) return null
  const from = laterDate(dateOf(endedAt), madeOn(ended.entry))
  const due = lastDayOf(line.calendar, from, SEALING_DAYS)
  return due === undefined ? null : byClock(endOf(due))
}

const madeOn = ({ original }: Entry) => original.madeOn

const holds = (from: Moment | null, moment: Moment): boolean =>
  from !== null && compareMoments(from, moment) <= 0

/** Moments at which flags of the episode change by the clock alone. */
export const flagEnds = (episode: Episode, line: Line): readonly (Moment | null)[] => [
  prohibitionEnds(episode),
  sealedFrom(episode, line),
]
