/** The course of a correction: every document that took effect, every change by the clock. */
import type { Calendar } from '../deadlines/calendar.ts'
import type { Restriction } from '../documents/fact-fields.ts'
import type { DocumentId } from '../ids.ts'
import type { Instant } from '../time.ts'
import type { Entry } from './entry.ts'
import type { Fact } from './fact.ts'
import type { Passed } from './fold.ts'
import { foldUntil } from './fold.ts'
import { lineOf } from './lay-out.ts'
import type { Episode, Line } from './model.ts'
import { freshEpisode } from './model.ts'
import type { Moment } from './moment.ts'
import { CLOCK_RANK, compareMoments } from './moment.ts'
import { overlayMoments, restrictionAt, restrictionName, supervisionAt } from './overlays.ts'
import type { State, Supervision } from './status.ts'

export type TimelineStep = {
  readonly at: Instant
  readonly cause: 'document' | 'clock'
  readonly documentId?: DocumentId
  readonly type?: string
  /** What holds from then on. */
  readonly state: State
  readonly supervision: Supervision
  readonly restriction: Restriction | 'NONE'
}

/** In legal order, up to `known`: by the documents recorded by then, as far as it had come. */
export function timelineOf(
  facts: readonly Fact[],
  known: Instant,
  calendar: Calendar,
): readonly TimelineStep[] {
  const line = lineOf(facts, known, calendar)
  const { passed } = foldUntil(line, known)
  const steps: TimelineStep[] = []
  for (const each of withClock(passed, line, known)) {
    const next = stepAt(each, line)
    const last = steps.at(-1)
    if (next.cause === 'clock' && last && sameStatus(last, next)) continue
    const again = next.documentId !== undefined && next.documentId === last?.documentId
    if (again && next.at === last?.at) steps.pop()
    steps.push(next)
  }
  return steps
}

/** Adds the moments at which overlays change by the clock alone, each with the state of its time. */
function withClock(passed: readonly Passed[], line: Line, known: Instant): readonly Passed[] {
  const episodes = [...new Map(passed.map(({ episode }) => [episode.openedAt, episode])).values()]
  const moments = episodes
    .flatMap((episode) => overlayMoments(episode, line))
    .filter(({ at, rank }) => rank === CLOCK_RANK && at <= known)
  const ticks = moments.map((moment) => ({
    moment,
    entry: null,
    episode: episodeAt(passed, moment),
  }))
  return [...passed, ...ticks].sort((a, b) => compareMoments(a.moment, b.moment))
}

const episodeAt = (passed: readonly Passed[], moment: Moment): Episode =>
  passed.findLast((each) => compareMoments(each.moment, moment) <= 0)?.episode ?? freshEpisode(null)

function stepAt({ moment, entry, episode }: Passed, line: Line): TimelineStep {
  return {
    at: moment.at,
    ...causeOf(entry),
    state: episode.state,
    supervision: supervisionAt(episode, line, moment).supervision,
    restriction: restrictionName(restrictionAt(episode, line, moment)),
  }
}

const causeOf = (entry: Entry | null) =>
  entry
    ? ({ cause: 'document', documentId: entry.fact.documentId, type: entry.fact.type } as const)
    : ({ cause: 'clock' } as const)

const sameStatus = (a: TimelineStep, b: TimelineStep): boolean =>
  a.state === b.state && a.supervision === b.supervision && a.restriction === b.restriction
