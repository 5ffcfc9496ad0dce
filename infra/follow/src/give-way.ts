/** Work that nobody waits for lets go first what somebody waits for, for a bounded time. */
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'

/** Waits between two slices of work in the background. */
export type GiveWay = () => Promise<void>

const LOOK_MS = 2
/** A slice of work is followed by at most so many times its own length of waiting. */
const WAIT_PER_WORK = 4
/**
 * Then the next slice is done all the same: a busy process falls behind in telling, at a bounded rate,
 * and catches up when it has less to do.
 */
const WAIT_MS_MAX = 200

/** To whatever is ready to run, and no longer. */
export const giveOneTurn: GiveWay = () => nextTurn()

/** To what makes the process busy: work in the background takes a fifth of its time, or what is left. */
export function giveWayTo(isBusy: () => boolean, now = () => performance.now()): GiveWay {
  let begun = now()
  return async () => {
    const waitMs = Math.min(WAIT_MS_MAX, (now() - begun) * WAIT_PER_WORK)
    await nextTurn()
    for (let waitedMs = 0; isBusy() && waitedMs < waitMs; waitedMs += LOOK_MS) {
      await sleep(LOOK_MS)
    }
    begun = now()
  }
}
