import type { View } from './answer.ts'
import type { StatusParts } from './service.ts'

/** The position that answers reflect, and its age: 0 while the view is level with the log. */
export async function viewNow({ log, projection }: StatusParts): Promise<View> {
  const head = await log.head().catch(() => Number.POSITIVE_INFINITY)
  return { position: projection.reached.position, ageMs: projection.reached.ageMs(head) }
}
