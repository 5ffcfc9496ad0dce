/** Waiting that is always bounded: by a time, and by a signal that ends it early. */
import { noAnswer } from './faults.ts'

const BACKOFF_FIRST_MS = 20
const BACKOFF_MS_MAX = 2_000

/** Fulfils after this time or when the signal aborts, whichever comes first. */
export function pause(durationMs: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, durationMs)
    signal.addEventListener('abort', done)
  })
}

/** Doubles from try to try; half of it is chance, so that many callers do not come back as one. */
export function backoffMs(failures: number): number {
  const full = Math.min(BACKOFF_MS_MAX, BACKOFF_FIRST_MS * 2 ** Math.min(failures - 1, 16))
  return full / 2 + (Math.random() * full) / 2
}

/** The promise's outcome, or a `CallFault` once the time is over. */
export async function within<T>(timeoutMs: number, what: string, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(noAnswer(what, timeoutMs)), timeoutMs)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
