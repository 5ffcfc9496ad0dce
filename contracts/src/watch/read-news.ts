/** An event of a `subject-` stream, read back: the only way from bytes of the log to news. */
import {
  DEADLINE_APPROACHING,
  DEADLINE_MISSED,
  DEADLINE_SETTLED,
  type DeadlineEvent,
  type DeadlineSettled,
  FINDING_RAISED,
  FINDING_SETTLED,
  type FindingEvent,
  SETTLED_AS,
} from '../events/subject-events.ts'
import type { DocumentId, SubjectId } from '../ids.ts'
import { documentId, subjectId } from '../ids.ts'
import { parseInstant } from '../time.ts'
import type { News } from './news.ts'

export type StoredNews = {
  readonly subjectId: SubjectId
  readonly recordedAt: string
  readonly news: News
}

/** Types of events that are news. */
export const NEWS_TYPES: ReadonlySet<string> = new Set([
  DEADLINE_APPROACHING,
  DEADLINE_MISSED,
  DEADLINE_SETTLED,
  FINDING_RAISED,
  FINDING_SETTLED,
])

/** The data of an event as it is stored. */
export const dataOf = (
  news: News,
  subject: SubjectId,
  recordedAt: string,
): DeadlineEvent | DeadlineSettled | FindingEvent => ({
  subjectId: subject,
  ...news.data,
  recordedAt,
})

/** Throws `NoNews` for what is not news, member by member, so that whatever is read can be told. */
export function readNews(type: string, value: unknown): StoredNews {
  const data = new Members(value)
  const told = {
    number: data.whole('number'),
    at: data.time('at'),
  }
  const subject = subjectId(data.text('subjectId'))
  if (!subject) throw new NoNews('news names its subject')
  return { subjectId: subject, recordedAt: data.time('recordedAt'), news: newsIn(type, data, told) }
}

function newsIn(
  type: string,
  data: Members,
  told: { readonly number: number; readonly at: string },
): News {
  switch (type) {
    case DEADLINE_APPROACHING:
    case DEADLINE_MISSED:
      return { type, data: { ...told, ...deadlineIn(data) } }
    case DEADLINE_SETTLED:
      return {
        type,
        data: {
          ...told,
          ...deadlineIn(data),
          outcome: data.one('outcome', SETTLED_AS),
          stoppedAt: data.timeOrNull('stoppedAt'),
          stoppedBy: data.documents('stoppedBy'),
          countedDueAt: data.timeOrNull('countedDueAt'),
        },
      }
    case FINDING_RAISED:
    case FINDING_SETTLED:
      return { type, data: { ...told, ...findingIn(data) } }
    default:
      throw new NoNews('no such news')
  }
}

const deadlineIn = (data: Members) => ({
  key: data.text('key'),
  clock: data.text('clock'),
  startedAt: data.time('startedAt'),
  dueAt: data.time('dueAt'),
  responsible: data.text('responsible'),
  basis: data.text('basis'),
  documents: data.documents('documents'),
})

const findingIn = (data: Members) => ({
  code: data.text('code'),
  severity: data.one('severity', ['notice', 'warning', 'serious'] as const),
  ...(data.has('basis') ? { basis: data.text('basis') } : {}),
  documents: data.documents('documents'),
})

export class NoNews extends Error {}

class Members {
  readonly #members: Readonly<Record<string, unknown>>

  constructor(value: unknown) {
    if (typeof value !== 'object' || value === null) throw new NoNews('news is an object')
    this.#members = value as Readonly<Record<string, unknown>>
  }

  has(name: string): boolean {
    return this.#members[name] !== undefined
  }

  text(name: string): string {
    const value = this.#members[name]
    if (typeof value !== 'string') throw new NoNews(`${name} is a text`)
    return value
  }

  whole(name: string): number {
    const value = this.#members[name]
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1)
      throw new NoNews(`${name} is a whole number`)
    return value
  }

  time(name: string): string {
    const value = this.text(name)
    if (parseInstant(value) === undefined) throw new NoNews(`${name} is a time`)
    return value
  }

  timeOrNull(name: string): string | null {
    return this.#members[name] === null ? null : this.time(name)
  }

  one<Word extends string>(name: string, words: readonly Word[]): Word {
    const found = words.find((word) => word === this.#members[name])
    if (found === undefined) throw new NoNews(`${name} is a known word`)
    return found
  }

  documents(name: string): readonly DocumentId[] {
    const value = this.#members[name]
    if (!Array.isArray(value)) throw new NoNews(`${name} is a list`)
    return value.map((each) => {
      const found = documentId(String(each))
      if (!found) throw new NoNews(`${name} holds ids of documents`)
      return found
    })
  }
}
