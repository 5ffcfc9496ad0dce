/** Supervision, restriction and flags at one moment (law.md §3.2 "Overlays"). */
import type { Restriction } from '../documents/fact-fields.ts'
import { endOf } from '../time.ts'
import type { Absence } from './absences.ts'
import type { Leave } from './leaves.ts'
import { instantAfter } from './marks.ts'
import type { Measure } from './measures.ts'
import { weight } from './measures.ts'
import type { Episode, Line } from './model.ts'
import { hasEnded, SUPERVISED } from './model.ts'
import type { Moment, Span } from './moment.ts'
import { byClock, compareMoments, holdsAt } from './moment.ts'
import type { Flag, Supervision } from './status.ts'

/** Fresh overlays in a new episode: what began before it is not its own (rule 11). */
const own = <Each extends Span>(each: Each, { openedAt }: Episode): boolean =>
  openedAt === null || each.from.at >= openedAt

export const absencesIn = (episode: Episode, line: Line): readonly Absence[] =>
  line.absences.filter((each) => own(each, episode))

export const measuresIn = (episode: Episode, line: Line): readonly Measure[] =>
  line.measures.filter((each) => own(each, episode))

export const leavesIn = (episode: Episode, line: Line): readonly Leave[] =>
  line.leaves.filter((each) => own(each, episode))

export type Supervised = {
  readonly supervision: Supervision
  readonly absence: Absence | null
  readonly leave: Leave | null
}

/** The first that holds; outside UNDER_CORRECTION and TRANSFERRING always NORMAL. */
export function supervisionAt(episode: Episode, line: Line, moment: Moment): Supervised {
  const normal = { supervision: 'NORMAL', absence: null, leave: null } as const
  if (!SUPERVISED.has(episode.state)) return normal
  const absence = absencesIn(episode, line).find((each) => holdsAt(each, moment))
  if (absence) {
    const { tuoguanFrom } = absence
    const tuoguan = tuoguanFrom !== null && compareMoments(tuoguanFrom, moment) <= 0
    return { ...normal, supervision: tuoguan ? 'TUOGUAN' : 'LOST_CONTACT', absence }
  }
  const leave = leavesIn(episode, line).find((each) => holdsAt(each, moment))
  return leave ? { ...normal, supervision: 'ON_LEAVE', leave } : normal
}

/** The heaviest measure in force, or undefined. */
export const restrictionAt = (episode: Episode, line: Line, moment: Moment): Measure | undefined =>
  measuresIn(episode, line)
    .filter((each) => holdsAt(each, moment))
    .sort((a, b) => weight(a.restriction) - weight(b.restriction))[0]

export const restrictionName = (measure: Measure | undefined): Restriction | 'NONE' =>
  measure?.restriction ?? 'NONE'

/** 禁止令: from the effect of the judgment to its own end date, at most as long as the correction. */
export function prohibitionEnds(episode: Episode): Moment | null {
  const to = episode.decision?.fact.body.prohibition?.to
  return to === undefined ? null : byClock(instantAfter(to))
}

export function flagsAt(episode: Episode, moment: Moment): readonly Flag[] {
  const prohibition = episode.decision?.fact.body.prohibition
  const inForce = episode.effectiveOn !== null || episode.enrolledAt !== null
  if (!prohibition || !inForce || hasEnded(episode.state)) return []
  const ends = prohibitionEnds(episode)
  return ends === null || compareMoments(moment, ends) < 0 ? ['PROHIBITION_ORDER'] : []
}

/** End of an approved 暂外 term that is not the end of the sentence (rule 7), or null. */
export function approvedTermEnds({ kind, period }: Episode): Moment | null {
  const { to, sentenceTo } = period
  return kind === 'tpe' && to !== null && to !== sentenceTo ? byClock(endOf(to)) : null
}

/** Moments at which overlays change by the clock alone. */
export function overlayMoments(episode: Episode, line: Line): readonly Moment[] {
  const spans = [
    ...absencesIn(episode, line),
    ...measuresIn(episode, line),
    ...leavesIn(episode, line),
  ]
  const tuoguan = absencesIn(episode, line).map(({ tuoguanFrom }) => tuoguanFrom)
  const other = [prohibitionEnds(episode), approvedTermEnds(episode)]
  return [...spans.flatMap(({ from, to }) => [from, to]), ...tuoguan, ...other].filter(
    (moment) => moment !== null,
  )
}
