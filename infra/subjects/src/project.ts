import type { EventLog } from '@xianjie/contracts'
import { followLog, type Notices, untilThere } from '@xianjie/follow'
import { Projection, type ProjectionDeps } from './projection.ts'

export type Following = ProjectionDeps &
  Notices & { readonly log: EventLog; readonly signal: AbortSignal }

export type Projected = {
  readonly projection: Projection
  /** Ends when the signal aborts; rejects when the view can no longer follow. */
  readonly following: Promise<void>
}

/**
 * Brings the view level with the log, then follows it until the signal aborts. A log that is away is
 * waited for, at the start for `START_WAIT_MS`, later on without end.
 */
export async function project(deps: Following): Promise<Projected> {
  const { log, signal, onAway, onBack } = deps
  const projection = new Projection(deps)
  const head = await untilThere(() => log.head(), { signal, onAway })
  const following = followLog({
    log,
    signal,
    reached: () => projection.reached.position,
    take: (page) => projection.take(page),
    onAway,
    onBack,
  })
  await Promise.race([projection.reached.when(head), following])
  projection.settle()
  return { projection, following }
}
