/**
 * A subscription that comes back. The client reopens nothing, so this does: after an error, an end
 * or a silence in which the log grew, from the last event that arrived or the last checkpoint,
 * whichever is further. What came twice is dropped by its position.
 */
import type { RecordedEvent } from '@xianjie/contracts'
import type { Connection } from './connection.ts'
import { consumerWasTooSlow, faultOf, noAnswer, unavailable } from './faults.ts'
import type { Health } from './health.ts'
import { backoffMs, pause } from './pause.ts'
import type { Reader } from './reader.ts'
import { type Reached, Tail } from './tail.ts'

/** For what the head showed to arrive on a living subscription. */
const GRACE_MS = 1_000

export type FollowParts = {
  readonly connection: Connection
  readonly reader: Reader
  readonly health: Health
  /** A subscription that is silent for this long is checked against the head. */
  readonly silenceMs: number
}

/**
 * Pages of all events after a position until the signal aborts. With a patience it throws
 * `LogUnavailable` when the next page takes longer; without, it never gives up.
 */
export async function* follow(
  parts: FollowParts,
  after: number,
  signal: AbortSignal,
  patienceMs = Number.POSITIVE_INFINITY,
): AsyncGenerator<readonly RecordedEvent[]> {
  let reached = startAt(after)
  let lastAt = performance.now()
  let failures = 0
  while (!signal.aborted) {
    const tail = new Tail(parts.connection, reached, signal)
    try {
      for (;;) {
        const page = await nextPage(parts, tail, signal, lastAt + patienceMs)
        if (page.length === 0) break
        yield page
        lastAt = performance.now()
      }
    } finally {
      tail.close()
    }
    if (signal.aborted) return
    // What arrived while it was found dead: the next one goes on behind it.
    const rest = tail.take()
    if (rest.length > 0) yield rest
    const fault = tail.fault ?? noAnswer('subscription', parts.silenceMs)
    if (performance.now() - lastAt > patienceMs) throw unavailable('the log is silent', fault)
    const isProgress = tail.reached.position > reached.position
    failures = tail.messages > 0 ? 1 : failures + 1
    if (failures > 1) parts.health.failed()
    reached = tail.reached
    if (!(isProgress && consumerWasTooSlow(fault))) await pause(backoffMs(failures), signal)
  }
}

/** An event's position is both parts of its place; a subscription excludes where it starts. */
const startAt = (after: number): Reached => ({
  position: after,
  place: after > 0 ? { commit: String(after), prepare: String(after) } : undefined,
})

/** Empty when this subscription brings nothing more. */
async function nextPage(
  parts: FollowParts,
  tail: Tail,
  signal: AbortSignal,
  patientUntil: number,
): Promise<readonly RecordedEvent[]> {
  while (!signal.aborted) {
    const page = tail.take()
    if (page.length > 0) return page
    if (tail.fault) return []
    const messages = tail.messages
    const patienceMs = patientUntil - performance.now()
    if (patienceMs <= 0) return []
    await tail.news(Math.min(parts.silenceMs, patienceMs))
    if (tail.messages > messages) parts.health.answered()
    const isSilent = tail.messages === messages && !tail.fault && !signal.aborted
    if (isSilent && (await isDead(parts, tail))) return []
  }
  return []
}

/** Whether the log has what this subscription should have brought by now, or nobody answers. */
async function isDead({ reader, connection }: FollowParts, tail: Tail): Promise<boolean> {
  const messages = tail.messages
  const head = await reader.headOnce().catch(faultOf)
  if (typeof head === 'number') {
    if (messages > 0 && head <= tail.reached.position) return false
    await tail.news(GRACE_MS)
  }
  if (tail.messages > messages) return false
  if (tail.stub) connection.suspect(tail.stub)
  return true
}
