import { setImmediate as nextTurn } from 'node:timers/promises'
import type { RecordedEvent } from '@xianjie/contracts'
import type { LogReader } from './log-reader.ts'

/** Everything after a position up to now, in pages; others are served between two of them. */
export async function* scanPages(
  reader: LogReader,
  after: number,
): AsyncIterable<readonly RecordedEvent[]> {
  const end = reader.head()
  for (let reached = after; reached < end; ) {
    const page = upTo(end, reader.page(reached))
    const last = page.at(-1)
    if (last === undefined) return
    reached = last.position
    yield page
    await nextTurn()
  }
}

const upTo = (end: number, page: readonly RecordedEvent[]): readonly RecordedEvent[] =>
  (page.at(-1)?.position ?? 0) <= end ? page : page.filter(({ position }) => position <= end)
