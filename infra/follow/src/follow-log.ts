/** Following the log through its absences: what has been taken is never asked for again. */
import type { EventLog, RecordedEvent } from '@xianjie/contracts'
import type { Notices } from './notices.ts'
import { isRetriable, nextPauseMs, PAUSE_MS_FIRST, PAUSE_MS_MAX, pause } from './pause.ts'

export type LogFollower = Notices & {
  readonly log: EventLog
  /** Position up to which everything has been taken; asked before each subscription. */
  readonly reached: () => number
  /** Takes a page; it is given again when this fails with a retriable fault. */
  readonly take: (page: readonly RecordedEvent[]) => void | Promise<void>
  readonly signal: AbortSignal
}

/**
 * Follows the log until the signal aborts or the log is closed. Retriable faults are met by pauses
 * that grow to `PAUSE_MS_MAX` and a new subscription; any other fault rejects.
 */
export async function followLog(follower: LogFollower): Promise<void> {
  const { log, signal } = follower
  let [pauseMs, away] = [PAUSE_MS_FIRST, false]
  while (!signal.aborted) {
    const began = performance.now()
    try {
      if (away) {
        await log.head()
        away = false
        follower.onBack?.()
      }
      return await takeAll(follower)
    } catch (fault) {
      if (signal.aborted) return
      if (!isRetriable(fault)) throw fault
      if (!away) follower.onAway?.(fault)
      away = true
    }
    if (performance.now() - began > PAUSE_MS_MAX) pauseMs = PAUSE_MS_FIRST
    await pause(pauseMs, signal)
    pauseMs = nextPauseMs(pauseMs)
  }
}

async function takeAll({ log, reached, take, signal }: LogFollower): Promise<void> {
  for await (const page of log.subscribe(reached(), signal)) await take(page)
}
