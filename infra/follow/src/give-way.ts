/** Work that nobody waits for lets go first what somebody waits for, for a bounded time. */
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'

/** Waits between two slices of work in the background. */
export type GiveWay = () => Promise<void>

const LOOK_MS = 2
/**
 * Then the next slice is done all the same: a busy process falls behind in telling, at a bounded rate,
 * and catches up when it has less to do.
 */
const WAIT_MS_MAX = 20

/** To whatever is ready to run, and no longer. */
export const giveOneTurn: GiveWay = () => nextTurn()

/** To what makes the process busy. */
export function giveWayTo(isBusy: () => boolean): GiveWay {
  return async () => {
    await nextTurn()
    for (let waitedMs = 0; isBusy() && waitedMs < WAIT_MS_MAX; waitedMs += LOOK_MS) {
      await sleep(LOOK_MS)
    }
  }
}
