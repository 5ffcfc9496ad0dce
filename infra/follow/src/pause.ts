/** How long to wait before an outside part that failed is tried again. */
import { setTimeout as sleep } from 'node:timers/promises'

export const PAUSE_MS_FIRST = 100
export const PAUSE_MS_MAX = 5_000

/** Twice the last pause, up to `PAUSE_MS_MAX`. */
export const nextPauseMs = (pauseMs: number): number => Math.min(pauseMs * 2, PAUSE_MS_MAX)

/** Fulfils after the pause, or at once when the signal aborts. */
export const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  await sleep(ms, undefined, { signal }).catch(() => {})
}

/** Whether the outside failed in a way that may pass by itself. */
export const isRetriable = (fault: unknown): boolean =>
  fault instanceof Error && (fault as { retriable?: unknown }).retriable === true
