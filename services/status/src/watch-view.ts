import type { View } from './answer.ts'
import type { StatusParts } from './service.ts'

/** How old the last look at the head of the log may be when an answer states its age, ms. */
const HEAD_KNOWN_MS = 20

/**
 * Tells the position that answers reflect, and its age: 0 while the view is level with the log, as of
 * the last look at the log. A log that is away makes the view age from its last step.
 */
export function watchView({
  log,
  projection,
}: Pick<StatusParts, 'log' | 'projection'>): () => Promise<View> {
  let head = 0
  let lookedAt = Number.NEGATIVE_INFINITY
  return async () => {
    if (performance.now() - lookedAt > HEAD_KNOWN_MS) {
      head = await log.head().catch(() => Number.POSITIVE_INFINITY)
      lookedAt = performance.now()
    }
    return { position: projection.reached.position, ageMs: projection.reached.ageMs(head) }
  }
}
