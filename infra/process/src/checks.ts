/** What `/health/ready` of a process asks: each dependency, and what going without it means. */
import type { BlobStore, Digest, EventFeed, Parking } from '@xianjie/contracts'
import type { Level } from '@xianjie/follow'
import type { HealthCheck } from '@xianjie/http'
import type { Core } from './core.ts'

/** A view that has stood still for so long while the log goes on must not be asked any more, ms. */
const STALLED_MS = 30_000

/** The log itself. `needed: false` for processes that answer from views. */
export const logCheck = ({ backbone }: Pick<Core, 'backbone'>, needed: boolean): HealthCheck => ({
  name: 'log',
  needed,
  check: async () => ({ ok: true, backbone: backbone.kind, position: await backbone.log.head() }),
})

type Viewed = {
  readonly name: string
  readonly level: Level
  readonly parking?: Parking
  /** False: the process does its work without it. */
  readonly needed?: boolean
}

/** A view: not ok once it has stalled; one that is old because the log is away is degraded. */
export const viewCheck = (
  { watch }: Pick<Core, 'watch'>,
  { name, level, parking, needed = true }: Viewed,
): HealthCheck => ({
  name,
  needed,
  check: async () => {
    const { ageMs } = level.view()
    return {
      ok: watch.away() || ageMs < STALLED_MS,
      degraded: watch.away(),
      lag: level.lag(),
      ageMs,
      ...(parking ? { parked: parking.count() } : {}),
    }
  },
})

/** The directory of agencies, which knows whoever may call. */
export const agenciesCheck = ({
  watch,
  agencies,
  directory,
}: Pick<Core, 'watch' | 'agencies' | 'directory'>): HealthCheck => {
  const { name, check } = viewCheck({ watch }, { name: 'agencies', level: agencies })
  return { name, check: async () => ({ ...(await check()), registered: directory.all().length }) }
}

/** SHA-256 of nothing: a blob to ask for, whether it is there or not. */
const NOTHING = 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' as Digest

export const blobsCheck = (blobs: BlobStore): HealthCheck => ({
  name: 'blobs',
  check: async () => {
    await blobs.size(NOTHING)
    return { ok: true }
  },
})

/** The feed; `needed: false` where documents are taken in and asked about without it. */
export const feedCheck = (feed: EventFeed, needed: boolean): HealthCheck => ({
  name: 'feed',
  needed,
  check: async () => {
    await feed.check()
    return { ok: true }
  },
})
