/** What there is to tell about a person's deadlines and findings, and what has been told of it. */
import type {
  DEADLINE_APPROACHING,
  DeadlineEvent,
  DeadlineSettled,
  FindingEvent,
} from '../events/subject-events.ts'
import {
  DEADLINE_MISSED,
  DEADLINE_SETTLED,
  FINDING_RAISED,
  FINDING_SETTLED,
} from '../events/subject-events.ts'
import type { DocumentId } from '../ids.ts'
import type { Instant } from '../time.ts'
import { instantOf } from '../time.ts'

type Unstored<Event> = Omit<Event, 'subjectId' | 'recordedAt'>

/** An event before it is stored. */
export type News =
  | {
      readonly type: typeof DEADLINE_APPROACHING | typeof DEADLINE_MISSED
      readonly data: Unstored<DeadlineEvent>
    }
  | { readonly type: typeof DEADLINE_SETTLED; readonly data: Unstored<DeadlineSettled> }
  | {
      readonly type: typeof FINDING_RAISED | typeof FINDING_SETTLED
      readonly data: Unstored<FindingEvent>
    }
export type FindingNews = Extract<
  News,
  { readonly type: typeof FINDING_RAISED | typeof FINDING_SETTLED }
>
export type DeadlineNews = Exclude<News, FindingNews>

export type Told = {
  /** The last news of each deadline and finding, stored or about to be, by `topicOf`. */
  readonly last: ReadonlyMap<string, News>
  /** What is not stored yet, in its order. */
  readonly pending: readonly News[]
}

export const NOTHING_TOLD: Told = { last: new Map(), pending: [] }

/** What the news is about. */
export const topicOf = (news: News): string =>
  'key' in news.data ? deadlineTopic(news.data.key) : findingTopic(news.data)

export const deadlineTopic = (key: string): string => `deadline ${key}`

export const findingTopic = ({
  code,
  documents,
}: {
  readonly code: string
  readonly documents: readonly DocumentId[]
}): string => `finding ${code} ${[...documents].sort().join(' ')}`

/** What makes the event's id, together with the subject. */
export const nameOf = (news: News): string => `${topicOf(news)} ${news.type} ${news.data.number}`

export const isFinding = (news: News): news is FindingNews =>
  news.type === FINDING_RAISED || news.type === FINDING_SETTLED

export const toldAt = ({ data }: News): Instant => instantOf(data.at)

export const addNews = (told: Told, news: readonly News[]): Told =>
  news.length === 0
    ? told
    : {
        last: new Map([...told.last, ...news.map((each) => [topicOf(each), each] as const)]),
        pending: [...told.pending, ...news],
      }

/**
 * The log has the last word: news that it holds is no longer pending. If it is other news than was
 * pending of this deadline or finding, as when another process saw a document later than this one,
 * what was pending is dropped, and what has to be said is judged again behind it.
 */
export function hear(told: Told, news: News): Told {
  const [topic, name] = [topicOf(news), nameOf(news)]
  const own = told.pending.filter((each) => topicOf(each) === topic)
  const at = own.findIndex((each) => nameOf(each) === name)
  const heard = new Set(at < 0 ? own : own.slice(0, at + 1))
  const isLast = at < 0 || at === own.length - 1
  return {
    last: isLast ? new Map([...told.last, [topic, news]]) : told.last,
    pending: told.pending.filter((each) => !heard.has(each)),
  }
}

/** Whether the news says that a deadline was not kept, stopped or not. */
export const isBroken = (news: DeadlineNews): boolean =>
  news.type === DEADLINE_MISSED || (news.type === DEADLINE_SETTLED && news.data.outcome === 'late')
