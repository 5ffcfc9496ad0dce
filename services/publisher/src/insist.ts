/** The feed may be away for any time: nothing is skipped, it is tried again. */
import { nextPauseMs, PAUSE_MS_FIRST, pause } from '@xianjie/follow'

export type FeedWatch = {
  /** Since when the feed is away, milliseconds of `performance.now()`. */
  awaySince: number | undefined
  /** Called once for each absence. */
  readonly onAway: (fault: unknown) => void
}

/** Repeats `work` while the feed is away, until the signal aborts, which rejects; other faults reject at once. */
export async function insist(
  work: () => Promise<void>,
  watch: FeedWatch,
  signal: AbortSignal,
): Promise<void> {
  for (let pauseMs = PAUSE_MS_FIRST; ; pauseMs = nextPauseMs(pauseMs)) {
    signal.throwIfAborted()
    try {
      await work()
      watch.awaySince = undefined
      return
    } catch (fault) {
      if (!isFeedAway(fault)) throw fault
      if (watch.awaySince === undefined) watch.onAway(fault)
      watch.awaySince ??= performance.now()
      await pause(pauseMs, signal)
    }
  }
}

/** By its code, so that an adapter may bring its own class. */
const isFeedAway = (fault: unknown): boolean =>
  fault instanceof Error && (fault as { code?: unknown }).code === 'feed-unavailable'
