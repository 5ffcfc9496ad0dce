/** Evaluates the table: every run of the clocks of one episode (law.md §2.1). */
import type { Entry } from '../subject/entry.ts'
import { laterOf } from '../subject/marks.ts'
import type { Episode, Line } from '../subject/model.ts'
import type { Instant, LegalDate } from '../time.ts'
import { dateOf, endOf } from '../time.ts'
import type { ClockRule, Started, Stopped, View } from './clock-rule.ts'
import { dueAtOf, nextFullHour } from './counting.ts'
import type { Counting, DeadlineMode } from './deadline.ts'
import { RULES_BY_SLUG } from './rules.ts'

export type Run = {
  readonly rule: ClockRule
  readonly mode: DeadlineMode
  readonly started: Started
  readonly counting: Counting
  /** Undefined: the calendar of that year is not published, or the run is suspended. */
  readonly dueAt: Instant | undefined
  /** Null also where it came after the run had closed. */
  readonly stopped: Stopped | null
  /** When it closed as moot; null: it did not. */
  readonly closedAt: Instant | null
}

/** The rows that a document of the view can have started. */
function rulesFor({ papers }: View): readonly ClockRule[] {
  const rules: ClockRule[] = []
  for (const slug of papers.keys()) {
    for (const rule of RULES_BY_SLUG.get(slug) ?? NO_RULES) {
      if (firstOf(rule, papers) === slug) rules.push(rule)
    }
  }
  return rules
}
const NO_RULES: readonly ClockRule[] = []

/** Which of its types brings the rule in, so that it comes in once. */
function firstOf({ start }: ClockRule, papers: View['papers']): string | undefined {
  for (const slug of start?.slugs ?? []) if (papers.has(slug)) return slug
  return undefined
}

/** Every run of the view. */
export function runsOf(view: View): readonly Run[] {
  const runs: Run[] = []
  for (const rule of rulesFor(view)) {
    for (const started of rule.start?.find(view) ?? []) {
      if (!isOwn(view, started)) continue
      const run = runOf(rule, view, started, stopOf(rule, view, started))
      if (run) runs.push(run)
    }
  }
  return runs
}

export type Unfinished = {
  /** Begun, and not stopped by then. */
  readonly runs: readonly Run[]
  /** When others begin. */
  readonly begins: readonly Instant[]
}

/** What makes somebody act at that moment: neither a validity nor a comparison, nor what is over. */
export function unfinishedOf(view: View): Unfinished {
  const runs: Run[] = []
  const begins: Instant[] = []
  for (const rule of rulesFor(view)) {
    if (rule.mode === 'validity' || rule.mode === 'compared') continue
    for (const started of rule.start?.find(view) ?? []) {
      if (started.mode === 'compared' || !isOwn(view, started)) continue
      if (started.at > view.valid) {
        begins.push(started.at)
        continue
      }
      const stopped = stopOf(rule, view, started)
      if (stopped !== null && stopped.at <= view.valid) continue
      const run = runOf(rule, view, started, stopped)
      if (run) runs.push(run)
    }
  }
  return { runs, begins }
}

const stopOf = ({ stop }: ClockRule, view: View, started: Started): Stopped | null =>
  stop === null ? null : stop.find(view, started)

function runOf(rule: ClockRule, view: View, first: Started, stopped: Stopped | null): Run | null {
  const renewed = rule.renews?.find(view, first)
  const started = renewed?.started ?? first
  const counting = countingOf(rule, started)
  const dueAt = renewed?.suspended ? undefined : dueAtOf(counting, view.line.calendar)
  if (basisAt(rule, triggerOf(rule, started, dueAt)) === null) return null
  const mode = started.mode ?? rule.mode
  const closedAt = mode === 'compared' ? null : closingOf(rule, view, first, dueAt, stopped)
  const counts = stopped !== null && (closedAt === null || stopped.at < closedAt)
  return { rule, mode, started, counting, dueAt, stopped: counts ? stopped : null, closedAt }
}

function countingOf(rule: ClockRule, started: Started): Counting {
  const { count, unit } = started.limit ?? rule.limit ?? { count: 0, unit: 'CD' }
  return {
    unit,
    limit: count,
    from: started.from ?? dateOf(started.at),
    rolls: rule.rolls,
    ...(rule.backwards && { backwards: true }),
    ...(rule.term && { term: true }),
    // A validity in hours is elapsed time (law.md §0.3-11), a limit runs from the next full hour.
    ...(unit === 'H' && {
      hour: rule.mode === 'validity' ? started.at : nextFullHour(started.at),
    }),
    ...(started.fixed !== undefined && { fixed: started.fixed }),
  }
}

/** Counted backwards, what triggers is the end that comes near, not the opening (§0.3-12, -14). */
const triggerOf = (rule: ClockRule, { at }: Started, dueAt: Instant | undefined): LegalDate =>
  dateOf(rule.backwards && dueAt !== undefined ? dueAt : at)

/** The texts that carry the duty on that day; null: none did yet (§0.3-14). */
const basisAt = ({ basis, inForce }: ClockRule, trigger: LegalDate): string | null =>
  inForce === undefined || trigger >= inForce.from ? basis : inForce.before

export const basisOf = ({ rule, started, dueAt }: Run): string =>
  basisAt(rule, triggerOf(rule, started, dueAt)) ?? rule.basis

/**
 * The end of the correction, a fall back to NONE, or a withdrawal closes what is open and not yet
 * missed; a stop on that very day still counts (law.md §2.1).
 */
function closingOf(
  rule: ClockRule,
  view: View,
  started: Started,
  dueAt: Instant | undefined,
  stopped: Stopped | null,
): Instant | null {
  const { endedAt, fellBackAt } = view.episode
  const closes = rule.closes?.find(view, started)?.at ?? null
  let first: Instant | null = null
  const consider = (at: Instant | null) => {
    if (at === null || (first !== null && first <= at)) return
    const missed = rule.binding && !rule.lapses && dueAt !== undefined && dueAt < at
    const stops = stopped !== null && stopped.at < endOf(dateOf(at))
    if (!missed && !stops) first = at
  }
  if (closes !== null && closes >= started.at) consider(closes)
  if (rule.outlives || rule.mode === 'validity') return first
  // A clock that starts with the very refusal (T15 of a B9) is not closed by it.
  for (const at of fellBackAt) if (at > started.at) consider(at)
  if (endedAt !== null) consider(laterOf(endedAt, started.at))
  return first
}

export function viewOf(
  episode: Episode,
  episodes: readonly Episode[],
  line: Line,
  valid: Instant,
): View {
  const { papers } = line
  if (episodes.length === 1) return { episode, line, valid, papers, owned: null }
  const owned = ownedBy(episode, episodes, line)
  const kept = new Map<string, readonly Entry[]>()
  for (const [slug, documents] of papers) {
    const own = documents.filter((each) => owned.has(each))
    if (own.length > 0) kept.set(slug, own)
  }
  return { episode, line, valid, papers: kept, owned }
}

/** Of several episodes, each has its own documents; what belongs to none yet goes with the last. */
function ownedBy(
  episode: Episode,
  episodes: readonly Episode[],
  { entries }: Line,
): ReadonlySet<Entry> {
  if (episode !== episodes.at(-1)) return new Set(episode.members)
  const foreign = new Set(episodes.slice(0, -1).flatMap(({ members }) => members))
  return new Set(entries.filter((each) => !foreign.has(each) || episode.members.includes(each)))
}

/** Leaves, absences and measures are laid out for the whole line; each run is told of one episode. */
const isOwn = ({ owned }: View, { by: [first] }: Started): boolean =>
  owned === null || (first !== undefined && owned.has(first))
