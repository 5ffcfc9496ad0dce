/** The view without a word to the feed: while another process leads, and before a term begins. */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { EventLog, RecordedEvent } from '@xianjie/contracts'
import { followLog, type Notices } from '@xianjie/follow'
import { Course } from './course.ts'
import type { Store } from './store.ts'

/** Events taken into the view without a pause for others of the process. */
const SLICE_EVENTS = 200

export type LogSource = Notices & { readonly log: EventLog; readonly signal: AbortSignal }

/** Keeps the view warm until the signal aborts. */
export function standBy(source: LogSource, store: Store): Promise<void> {
  const { log, signal, onAway, onBack } = source
  const course = new Course(store, store.view.position())
  return followLog({
    log,
    signal,
    onAway,
    onBack,
    reached: () => store.view.position(),
    take: (page) => takeSlices(course, page, signal),
  })
}

/**
 * Brings a view that is behind a checkpoint exactly there; one that is ahead of it stays, since it
 * answers as of any position. Throws when the log ends before the checkpoint: it is not the same log.
 */
export async function catchUp(
  log: Pick<EventLog, 'scan'>,
  store: Store,
  checkpoint: number,
  signal: AbortSignal,
): Promise<void> {
  if (store.view.position() >= checkpoint) return
  const course = new Course(store, store.view.position())
  for await (const page of log.scan(store.view.position())) {
    const known = page.filter(({ position }) => position <= checkpoint)
    await takeSlices(course, known, signal)
    if (signal.aborted || known.length < page.length) return
  }
  if (store.view.position() < checkpoint)
    throw new Error(`the log ends at ${store.view.position()}, but ${checkpoint} is published`)
}

async function takeSlices(
  course: Course,
  page: readonly RecordedEvent[],
  signal: AbortSignal,
): Promise<void> {
  for (let from = 0; from < page.length && !signal.aborted; from += SLICE_EVENTS) {
    course.follow(page.slice(from, from + SLICE_EVENTS))
    await nextTurn()
  }
}
