/** Walks along the legal line: at each instant first the clock, then the documents in their order. */
import type { Effect } from '../documents/catalogue.ts'
import type { Instant } from '../time.ts'
import { instant } from '../time.ts'
import { nextClockChange, releaseAtExpiry } from './clock-changes.ts'
import type { Entry } from './entry.ts'
import { refersTo } from './entry.ts'
import type { Episode, Line, Step } from './model.ts'
import { CLOSED, freshEpisode, unchanged } from './model.ts'
import type { Moment } from './moment.ts'
import { byClock } from './moment.ts'

/** One thing that happened: a document taking effect, or (null) a change by the clock. */
export type Passed = {
  readonly moment: Moment
  readonly entry: Entry | null
  /** The episode that was current then. */
  readonly episode: Episode
}

export type Fold = {
  readonly episodes: readonly Episode[]
  /** The latest episode, which answers are about. */
  readonly current: Episode
  /** The first document after the instant, or null. */
  readonly nextStep: Step | null
  readonly passed: readonly Passed[]
}

/** LOUGUAN, expiry, and one to spare: no episode has more changes by the clock between documents. */
const CLOCK_CHANGES_MAX = 3

/** Everything that has happened up to and including the instant. */
export function foldUntil(line: Line, until: Instant): Fold {
  const episodes = [freshEpisode(null)]
  const passed: Passed[] = []
  let index = 0
  for (; index < line.steps.length; index += 1) {
    const step = line.steps[index]!
    if (step.moment.at > until) break
    takeStep(episodes, step, line, passed)
  }
  advance(episodes, episodes.length - 1, until, line, passed)
  const nextStep = line.steps[index] ?? null
  return { episodes, current: episodes.at(-1)!, nextStep, passed }
}

function takeStep(episodes: Episode[], step: Step, line: Line, passed: Passed[]): void {
  const { at } = step.moment
  advance(episodes, episodes.length - 1, at, line, passed)
  if (step.opens && opensEpisode(episodes.at(-1)!, step)) episodes.push(freshEpisode(at))
  const index = episodeFor(episodes, step)
  if (index < episodes.length - 1) advance(episodes, index, at, line, passed)
  const before = episodes[index]!
  const after = step.apply === unchanged ? before : step.apply({ ...before, now: at }, step, line)
  episodes[index] = after
  remember(after, step.entry)
  // A certificate that waits for the last day is laid out there, not where it was made.
  if (step.entry.fact.effect === 'release' && after.state === before.state) return
  passed.push({ moment: step.moment, entry: step.entry, episode: episodes.at(-1)! })
}

/** The list is this fold's own; copying it at every step would cost more than the rules do. */
function remember({ members }: Episode, entry: Entry): void {
  if (!members.includes(entry)) members.push(entry)
}

/** Rule 11: a decision about somebody whose case is closed opens a new one. */
const opensEpisode = (current: Episode, { entry }: Step): boolean =>
  CLOSED.has(current.state) && !current.members.includes(entry)

/** E1-E4, E7, and C33, which asks about the same end. */
const CLOSING: ReadonlySet<Effect> = new Set<Effect>(['review-expiry', 'release', 'terminate'])

/**
 * The episode that a document belongs to: its own if it was met before, the one that it names, for
 * endings the latest with a decision, else the current one (rule 11).
 */
function episodeFor(episodes: readonly Episode[], { entry, opens }: Step): number {
  const last = episodes.length - 1
  if (last === 0 || opens) return last
  const own = episodes.findLastIndex(({ members }) => members.includes(entry))
  if (own >= 0) return own
  const named = episodes.findLastIndex(({ members }) =>
    members.some((member) => refersTo(entry.fact, member)),
  )
  if (named >= 0) return named
  if (!CLOSING.has(entry.fact.effect)) return last
  const decided = episodes.findLastIndex(
    (each) => each.decision !== null || each.enrolledAt !== null,
  )
  return decided >= 0 ? decided : last
}

/** Runs the clock of one episode up to and including `to`. */
function advance(
  episodes: Episode[],
  index: number,
  to: Instant,
  line: Line,
  passed: Passed[],
): void {
  for (let round = 0; round < CLOCK_CHANGES_MAX; round += 1) {
    const before = episodes[index]!
    const change = nextClockChange(before, line)
    if (!change || change.at > to) break
    const at = instant(Math.max(change.at, before.now))
    episodes[index] = change.run({ ...before, now: at }, at)
    passed.push({ moment: byClock(at), entry: null, episode: episodes.at(-1)! })
    const others = episodes.filter((_, each) => each !== index)
    const release = releaseAtExpiry(episodes[index]!, line, others)
    if (release) {
      episodes[index] = release.episode
      const moment = { at, rank: release.entry.fact.order }
      passed.push({ moment, entry: release.entry, episode: episodes.at(-1)! })
    }
  }
}
