/** Waiting that is always bounded: by a time, and by a signal that ends it early. */
import { FeedUnavailable } from '@xianjie/contracts'

const DOUBLINGS_MAX = 16

/** Fulfils after this time or when the signal aborts, whichever comes first. */
export function pause(durationMs: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, durationMs)
    signal?.addEventListener('abort', done)
  })
}

/** Doubles from fault to fault; half of it is chance, so that many do not come back as one. */
export function backoffMs(faults: number, pauseMs: number, pauseMsMax: number): number {
  const full = Math.min(pauseMsMax, pauseMs * 2 ** Math.min(faults - 1, DOUBLINGS_MAX))
  return full / 2 + (Math.random() * full) / 2
}

/** kafkajs may never settle what it was asked: this always does. */
export async function within<T>(timeoutMs: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer(`${what}: none in ${timeoutMs} ms`)), timeoutMs)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Our own timer ended the waiting: whatever was asked may still happen. */
export class NoAnswer extends FeedUnavailable {}
