/** Supervision and restriction at one moment (law.md §3.2 "Overlays"). */
import type { Restriction } from '../documents/fact-fields.ts'
import { endOf } from '../time.ts'
import type { Absence } from './absences.ts'
import { flagEnds } from './flags-at.ts'
import type { Leave } from './leaves.ts'
import type { Measure } from './measures.ts'
import { weight } from './measures.ts'
import type { Episode, Line } from './model.ts'
import { ownOf, SUPERVISED } from './model.ts'
import type { Moment, Span } from './moment.ts'
import { byClock, compareMoments, holdsAt } from './moment.ts'
import type { Supervision } from './status.ts'

export const absencesIn = (episode: Episode, line: Line): readonly Absence[] =>
  ownOf(line.absences, episode)

export const measuresIn = (episode: Episode, line: Line): readonly Measure[] =>
  ownOf(line.measures, episode)

export const leavesIn = (episode: Episode, line: Line): readonly Leave[] =>
  ownOf(line.leaves, episode)

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

/** End of an approved 暂外 term that is not the end of the sentence (rule 7), or null. */
export function approvedTermEnds({ kind, period }: Episode): Moment | null {
  const { to, sentenceTo } = period
  return kind === 'tpe' && to !== null && to !== sentenceTo ? byClock(endOf(to)) : null
}

/** Moments at which overlays change, by a document or by the clock alone. */
export function overlayMoments(episode: Episode, line: Line): readonly Moment[] {
  const moments: Moment[] = []
  const add = (moment: Moment | null) => {
    if (moment !== null) moments.push(moment)
  }
  for (const spans of [line.absences, line.measures, line.leaves, line.flags]) {
    for (const span of ownOf<Span>(spans, episode)) {
      add(span.from)
      add(span.to)
    }
  }
  for (const absence of absencesIn(episode, line)) add(absence.tuoguanFrom)
  flagEnds(episode, line).forEach(add)
  add(approvedTermEnds(episode))
  return moments
}
