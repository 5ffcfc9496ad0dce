/** How far an earlier run of the same copy came: the log itself tells, so that no note can be wrong. */
import type { EventLog } from '@xianjie/contracts'
import type { HeldEvent, Holdings } from './holdings.ts'
import { dataAt } from './moved-event.ts'

export type Begun =
  | { readonly ok: true; readonly events: number; readonly after: number; readonly head: number }
  /** Where the log holds something else, or more. */
  | { readonly ok: false; readonly position: number }

/**
 * Whether the log is empty or holds a beginning of the holdings, event by event, and nothing else.
 * `after` is the position in the holdings of the last event that is there already.
 */
export async function begunIn(
  log: Pick<EventLog, 'scan'>,
  holdings: Holdings,
  counted: boolean,
): Promise<Begun> {
  const held = holdings.events(0)[Symbol.asyncIterator]()
  let [events, after, head] = [0, 0, 0]
  try {
    for await (const page of log.scan(0)) {
      for (const there of page) {
        const next = await held.next()
        const position = counted ? there.position : undefined
        if (next.done || !isCopy(there, next.value, position)) {
          return { ok: false, position: there.position }
        }
        events += 1
        after = next.value.position
        head = there.position
      }
    }
    return { ok: true, events, after, head }
  } finally {
    await held.return?.()
  }
}

const isCopy = (
  there: Omit<HeldEvent, 'evidence'>,
  event: HeldEvent,
  position: number | undefined,
): boolean =>
  there.id === event.id &&
  there.stream === event.stream &&
  there.revision === event.revision &&
  there.type === event.type &&
  Buffer.compare(there.data, dataAt(event, position)) === 0
