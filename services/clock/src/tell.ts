/** Appending news: every event once, whoever else appends at the same time. */
import {
  type Clock,
  dataOf,
  type EventId,
  type EventLog,
  formatInstant,
  type Instant,
  NEWS_TYPES,
  type NewEvent,
  type News,
  nameOf,
  type RecordedEvent,
  type SubjectId,
  subjectStream,
} from '@xianjie/contracts'
import { v5 as uuidv5 } from 'uuid'

/** Namespace of the ids of these events; fixed for ever, so that nothing is told twice. */
const NEWS = '6d2a1f0b-94c7-5e3a-8f15-2b7c40d9e6a8'
/** Appends tried when others keep writing to the stream. */
const ATTEMPTS_MAX = 5
/** Events in one append. */
const EVENTS_MAX = 100

export type Teller = {
  readonly log: Pick<EventLog, 'read' | 'append'>
  readonly clock: Clock
  /** The platform's time, given the clock's. */
  readonly present: (now: Instant) => Instant
}

export type Telling = {
  readonly subject: SubjectId
  /** Position up to which the log was heard when this was judged. */
  readonly walked: number
  readonly pending: readonly News[]
}

/**
 * `told`: the log holds all of it. `unsure`: the log holds news that was not known when this was
 * judged, or others were always faster; it has to be heard first, then this is judged again.
 */
export async function tell(
  { subject, walked, pending }: Telling,
  { log, clock, present }: Teller,
): Promise<'told' | 'unsure'> {
  const wanted = pending.slice(0, EVENTS_MAX).map((news) => ({ id: idOf(subject, news), news }))
  const own = new Set(wanted.map(({ id }) => id))
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const stored = await log.read(subjectStream(subject))
    if (stored.some((event) => isNewsBehind(event, walked) && !own.has(event.id))) return 'unsure'
    const ids = new Set(stored.map(({ id }) => id))
    const recordedAt = formatInstant(present(clock.now()))
    const events = wanted
      .filter(({ id }) => !ids.has(id))
      .map(({ id, news }) => eventOf(id, news, subject, recordedAt))
    if (events.length === 0) return 'told'
    const expected = stored.at(-1)?.revision ?? 'no-stream'
    const appended = await log.append(subjectStream(subject), expected, events)
    if (appended.ok) return 'told'
  }
  return 'unsure'
}

/** UUIDv5 of what it says, and of whom. */
export const idOf = (subject: SubjectId, news: News): EventId =>
  uuidv5(`${subject} ${nameOf(news)}`, NEWS) as EventId

const isNewsBehind = ({ type, position }: RecordedEvent, walked: number): boolean =>
  position > walked && NEWS_TYPES.has(type)

const eventOf = (id: EventId, news: News, subject: SubjectId, recordedAt: string): NewEvent => ({
  id,
  type: news.type,
  data: new TextEncoder().encode(JSON.stringify(dataOf(news, subject, recordedAt))),
})
