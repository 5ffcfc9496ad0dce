/** A start while log or store are away waits for them, but not for ever. */
import { isRetriable, nextPauseMs, PAUSE_MS_FIRST, pause } from './pause.ts'

/** How long a start waits for what it cannot do without. */
export const START_WAIT_MS = 120_000

export type Waiting = {
  readonly signal: AbortSignal
  /** Called for each attempt that failed and is followed by another one. */
  readonly onAway?: ((fault: unknown) => void) | undefined
  readonly waitMs?: number
}

/**
 * What `work` gives once it succeeds. Faults that are not retriable reject at once, others when
 * `waitMs` have passed or the signal aborts.
 */
export async function untilThere<Result>(
  work: () => Promise<Result>,
  { signal, onAway, waitMs = START_WAIT_MS }: Waiting,
): Promise<Result> {
  const end = performance.now() + waitMs
  for (let pauseMs = PAUSE_MS_FIRST; ; pauseMs = nextPauseMs(pauseMs)) {
    try {
      return await work()
    } catch (fault) {
      if (!isRetriable(fault) || signal.aborted || performance.now() + pauseMs > end) throw fault
      onAway?.(fault)
      await pause(pauseMs, signal)
    }
  }
}
