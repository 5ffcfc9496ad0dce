/**
 * What has to be said now, given what was said before. It depends on nothing but what is so and what
 * was said, so it may be asked again at any time: what was said is not said twice.
 */
import type { Deadline } from '../deadlines/deadline.ts'
import type { DeadlineEvent, SettledAs } from '../events/subject-events.ts'
import {
  DEADLINE_APPROACHING,
  DEADLINE_MISSED,
  DEADLINE_SETTLED,
  FINDING_RAISED,
  FINDING_SETTLED,
} from '../events/subject-events.ts'
import type { Instant } from '../time.ts'
import { formatInstant } from '../time.ts'
import { approachingAt } from './approaching.ts'
import type { Found, Look } from './look.ts'
import { isOwed } from './look.ts'
import type { DeadlineNews, FindingNews, News } from './news.ts'
import { isBroken } from './news.ts'

/**
 * News of one deadline or one finding. Rules that contradict each other, such as those of two releases
 * side by side, would otherwise talk for ever.
 */
export const NEWS_MAX = 100

/** News of a deadline that exists at that moment. */
export function judgeDeadline(
  last: DeadlineNews | undefined,
  deadline: Deadline,
  at: Instant,
): readonly News[] {
  const say = new Speech(last)
  const owed = isOwed(deadline)
  if (owed && deadline.state === 'missed') {
    if (last?.type !== DEADLINE_MISSED) say.missed(deadline, at)
    return say.news
  }
  if (owed && deadline.state === 'late') {
    // Late is missed and then stopped, whichever of its documents arrived first.
    if (!last || !isBroken(last)) say.missed(deadline, at)
    if (say.last?.type === DEADLINE_MISSED) say.settled(say.last, deadline, at)
    return say.news
  }
  if (last && isBroken(last)) say.settled(last, deadline, at)
  if (owed && isNear(deadline, at) && !isWarned(last, deadline)) say.approaching(deadline, at)
  return say.news
}

/** News of a deadline that was told of and does not exist at that moment. */
export function judgeVanished(last: DeadlineNews, at: Instant): readonly News[] {
  if (!isBroken(last)) return []
  const say = new Speech(last)
  say.withdrawn(last, at)
  return say.news
}

export function judgeFinding(
  last: FindingNews | undefined,
  found: Found | undefined,
  at: Instant,
): readonly News[] {
  const number = (last?.data.number ?? 0) + 1
  if (number > NEWS_MAX) return []
  const isRaised = last?.type === FINDING_RAISED
  if (found && !isRaised) {
    const { code, severity, basis, documents } = found
    const named = { code, severity, ...(basis === undefined ? {} : { basis }), documents }
    return [{ type: FINDING_RAISED, data: { number, at: formatInstant(at), ...named } }]
  }
  if (found || !last || !isRaised) return []
  return [{ type: FINDING_SETTLED, data: { ...last.data, number, at: formatInstant(at) } }]
}

const isNear = (deadline: Deadline, at: Instant): boolean => {
  const { state, dueAt } = deadline
  const from = approachingAt(deadline)
  return state === 'open' && dueAt !== null && from !== null && from <= at && at < dueAt
}

/** Another due time is another warning. */
const isWarned = (last: DeadlineNews | undefined, { dueAt }: Deadline): boolean =>
  last?.type === DEADLINE_APPROACHING && dueAt !== null && last.data.dueAt === formatInstant(dueAt)

type Unnumbered = Omit<DeadlineEvent, 'subjectId' | 'recordedAt' | 'number' | 'at'>

/** The news of one deadline, numbered behind the last one. */
class Speech {
  readonly news: News[] = []
  last: DeadlineNews | undefined

  constructor(last: DeadlineNews | undefined) {
    this.last = last
  }

  approaching(deadline: Deadline, at: Instant): void {
    this.#say(at, (told) => ({
      type: DEADLINE_APPROACHING,
      data: { ...told, ...described(deadline) },
    }))
  }

  missed(deadline: Deadline, at: Instant): void {
    this.#say(at, (told) => ({ type: DEADLINE_MISSED, data: { ...told, ...described(deadline) } }))
  }

  settled(missed: DeadlineNews, deadline: Deadline, at: Instant): void {
    const { state, stoppedAt, stoppedBy, dueAt } = deadline
    // What can no longer be missed is open at worst.
    const outcome: SettledAs = state === 'missed' ? 'open' : state
    this.#say(at, (told) => ({
      type: DEADLINE_SETTLED,
      data: {
        ...told,
        ...described(deadline),
        dueAt: missed.data.dueAt,
        outcome,
        stoppedAt: stoppedAt === null ? null : formatInstant(stoppedAt),
        stoppedBy,
        countedDueAt: dueAt === null ? null : formatInstant(dueAt),
      },
    }))
  }

  withdrawn({ data }: DeadlineNews, at: Instant): void {
    const { key, clock, startedAt, dueAt, responsible, basis, documents } = data
    const run = { key, clock, startedAt, dueAt, responsible, basis, documents }
    const ended = {
      outcome: 'withdrawn',
      stoppedAt: null,
      stoppedBy: [],
      countedDueAt: null,
    } as const
    this.#say(at, (told) => ({ type: DEADLINE_SETTLED, data: { ...told, ...run, ...ended } }))
  }

  #say(at: Instant, make: (told: { number: number; at: string }) => DeadlineNews): void {
    const number = (this.last?.data.number ?? 0) + 1
    if (number > NEWS_MAX) return
    this.last = make({ number, at: formatInstant(at) })
    this.news.push(this.last)
  }
}

const described = ({
  key,
  clock,
  startedAt,
  dueAt,
  responsible,
  basis,
  startedBy,
}: Deadline): Unnumbered => ({
  key,
  clock,
  startedAt: formatInstant(startedAt),
  // Only a run with a due time is told of, but for one that had such a time when it was missed.
  dueAt: dueAt === null ? '' : formatInstant(dueAt),
  responsible,
  basis,
  documents: startedBy,
})

/** Everything that is in this look, and everything that was told of and is not. */
export const topicsIn = (look: Look, last: ReadonlyMap<string, News>): readonly string[] => [
  ...new Set([...look.deadlines.keys(), ...[...look.findings.keys()].sort(), ...last.keys()]),
]
