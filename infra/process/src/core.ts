/** What every process has in common once it is open: backbone, agencies, and one end for all of it. */
import { type Backbone, openBackbone } from '@xianjie/backbone'
import type { EventLog } from '@xianjie/contracts'
import { agencyView, type FollowedDirectory, followAgencies } from '@xianjie/directory'
import { type HeadWatch, type Level, type Notices, untilThere, watchHead } from '@xianjie/follow'
import type { Logger } from '@xianjie/log'
import type { Config } from './config.ts'
import { claimDataFolder } from './data-folder.ts'
import { Kept } from './kept.ts'

export type Core = {
  readonly config: Config
  readonly logger: Logger
  readonly backbone: Backbone
  readonly directory: FollowedDirectory
  readonly watch: HeadWatch
  /** The directory's age. */
  readonly agencies: Level
  /** What whoever follows the log is given: the log, when to stop, whom to tell. */
  readonly following: LogFollowing
  /** The process ends when the promise rejects, and waits for it when it stops. */
  keep(following: Promise<void>): void
  /** Told of faults of the feed that are waited out, and where in it they struck. */
  readonly onFeedFault: (fault: unknown, place: string) => void
  /** A secret of the platform; the store of keys is waited for as long as a start may take. */
  secret(name: string): Promise<Uint8Array>
  /** Fulfils with the reason when something that was kept has failed; the process should end then. */
  readonly failed: Promise<unknown>
  /** Ends what follows the log, then closes the backbone. */
  close(): Promise<void>
}

/** Name of the platform secret from which subject ids are computed. */
export const SUBJECT_SECRET = 'subject-id'

export type LogFollowing = Notices & {
  readonly log: EventLog
  readonly signal: AbortSignal
  readonly onParked: (position: number, error: unknown) => void
}

/**
 * Claims the data folder, opens the backbone and brings the directory of agencies level with the log;
 * `abandon` gives the start up. Throws what `openBackbone` throws, and `LogUnavailable` for a log that
 * stays away.
 */
export async function openCore(
  config: Config,
  logger: Logger,
  abandon?: AbortSignal,
): Promise<Core> {
  claimDataFolder(config)
  const life = new AbortController()
  if (abandon?.aborted) life.abort()
  abandon?.addEventListener('abort', () => life.abort(), { once: true })
  const backbone = await open(config, logger, life.signal)
  const kept = new Kept()
  const close = async () => {
    life.abort()
    await kept.ended()
    await backbone.close()
  }
  const following = followingOf(backbone.log, logger, life.signal)
  try {
    const directory = await followAgencies({ ...following, view: backbone.openView(agencyView) })
    kept.keep(directory.following)
    const watch = watchHead({
      ...following,
      onAway: (err) => logger.error({ err }, 'event log away'),
      onBack: () => logger.info('event log back'),
    })
    return {
      ...{ config, logger, backbone, directory, watch, following, close },
      agencies: watch.level(directory.reached),
      keep: (promise) => kept.keep(promise),
      secret: (name) => untilThere(() => backbone.keys.secret(name), following),
      onFeedFault: (err, place) => logger.warn({ err, place }, 'waiting for the feed'),
      failed: kept.failed,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Servers that are away are waited for; a folder that another process has is not. */
function open({ backbone }: Config, logger: Logger, signal: AbortSignal): Promise<Backbone> {
  const onFeedFault = (err: Error) => logger.warn({ err }, 'waiting for the feed')
  return backbone.kind === 'embedded'
    ? openBackbone(backbone)
    : untilThere(() => openBackbone(backbone, { onFeedFault }), {
        signal,
        onAway: (err) => logger.warn({ err }, 'waiting for the backbone'),
      })
}

const followingOf = (log: EventLog, logger: Logger, signal: AbortSignal): LogFollowing => ({
  log,
  signal,
  onAway: (err) => logger.warn({ err }, 'waiting for the backbone'),
  onBack: () => logger.info('following the log again'),
  onParked: (position, err) => logger.error({ err, position }, 'event parked'),
})
