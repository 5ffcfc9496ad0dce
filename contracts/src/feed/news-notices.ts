/** What the feed says of deadlines and findings: written out member by member, like `notices.ts`. */
import type { DeadlineEvent, DeadlineSettled, FindingEvent } from '../events/subject-events.ts'
import type { EventId } from '../ids.ts'
import type { News } from '../watch/news.ts'
import type { StoredNews } from '../watch/read-news.ts'

/** News as the log holds it, and where. */
export type NewsAt = {
  readonly stored: StoredNews
  readonly id: EventId
  readonly position: number
}

/** `xianjie.deadline.approaching.v1`, `.missed.v1`, `.settled.v1`, `xianjie.finding.raised.v1`, `.settled.v1`. */
export type NewsNotice = (DeadlineEvent | DeadlineSettled | FindingEvent) & {
  readonly position: number
}

export function newsNotice({ stored, position }: NewsAt): NewsNotice {
  const { subjectId, recordedAt, news } = stored
  const { number, at } = news.data
  return { subjectId, ...said(news), number, at, recordedAt, position }
}

function said(news: News) {
  if ('code' in news.data) {
    const { code, severity, basis, documents } = news.data
    return { code, severity, ...(basis === undefined ? {} : { basis }), documents }
  }
  const { key, clock, startedAt, dueAt, responsible, basis, documents } = news.data
  const deadline = { key, clock, startedAt, dueAt, responsible, basis, documents }
  if (news.type !== 'deadline.settled.v1') return deadline
  const { outcome, stoppedAt, stoppedBy, countedDueAt } = news.data
  return { ...deadline, outcome, stoppedAt, stoppedBy, countedDueAt }
}
