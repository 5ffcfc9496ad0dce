/** The records of a part of the log, made again as they were: the same ids, the same bytes. */
import type { EventLog, FeedRecord, Instant, RecordedEvent } from '@xianjie/contracts'
import { Batch } from './batch.ts'
import { Course } from './course.ts'
import { catchUp } from './standby.ts'
import { Store, type StoreDeps } from './store.ts'

export type Retold = StoreDeps & {
  readonly log: Pick<EventLog, 'scan'>
  /** From behind this position on. */
  readonly after: number
  /** Up to this position; else up to the end, and then along the clock up to `now`. */
  readonly to: number | undefined
  readonly now: Instant
  readonly signal: AbortSignal
}

/**
 * In the order in which they were published, in batches that a feed takes at once. `view` is an empty
 * one of its own: it is brought to `after` first, without a record.
 */
export async function* retell(retold: Retold): AsyncIterable<readonly FeedRecord[]> {
  const { log, after, to, now, signal } = retold
  const store = new Store(retold)
  await catchUp(log, store, after, signal)
  const course = new Course(store, after)
  for await (const page of log.scan(after)) {
    const wanted = to === undefined ? page : page.filter(({ position }) => position <= to)
    yield* batches(course, wanted)
    if (wanted.length < page.length || signal.aborted) return
  }
  if (to !== undefined) return
  for (let done = false; !done && !signal.aborted; ) {
    const batch = new Batch()
    done = course.advance(now, batch)
    yield batch.records
  }
}

function* batches(course: Course, page: readonly RecordedEvent[]) {
  for (let rest = page; rest.length > 0; ) {
    const batch = new Batch()
    rest = rest.slice(course.take(rest, batch))
    yield batch.records
  }
}
