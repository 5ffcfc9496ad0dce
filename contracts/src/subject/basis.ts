/** The documents that carry the values of an answer, and the corrections that apply to them. */

import type { Entry } from './entry.ts'
import type { Fact } from './fact.ts'
import { flaggedIn, isProhibited } from './flags-at.ts'
import type { Episode, Line } from './model.ts'
import type { Moment } from './moment.ts'
import { restrictionAt, supervisionAt } from './overlays.ts'
import type { BasisDocument } from './status.ts'

/** In the order in which they were made. */
export function basisAt(episode: Episode, line: Line, moment: Moment): readonly BasisDocument[] {
  const carrying = new Set(carriersAt(episode, line, moment))
  const basis: BasisDocument[] = []
  for (const entry of line.entries) {
    if (!carrying.has(entry)) continue
    basis.push(named(entry.fact), ...entry.correctedBy.map(named))
  }
  return basis
}

function carriersAt(episode: Episode, line: Line, moment: Moment): readonly Entry[] {
  const { absence, leave } = supervisionAt(episode, line, moment)
  const measure = restrictionAt(episode, line, moment)
  const { decision, enrolments, placeBy, ended } = episode
  const single = [decision ?? enrolments[0], placeBy, ended?.entry, leave?.approval]
  return [
    ...single.filter((entry) => entry !== null && entry !== undefined),
    ...episode.stateBy,
    ...episode.period.sources,
    ...(isProhibited(episode, moment) ? episode.statements : []),
    ...flaggedIn(episode, line, moment).map(({ by }) => by),
    ...(absence?.documents.filter((entry) => episode.members.includes(entry)) ?? []),
    ...(measure?.documents ?? []),
    ...episode.proceedings.map(({ entry }) => entry),
    ...episode.commendations,
    ...episode.reprimands,
    ...episode.warnings,
  ]
}

const named = ({ documentId, type, number }: Fact): BasisDocument => ({ documentId, type, number })
