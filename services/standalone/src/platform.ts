/** All services in one process, wired in one place: what each gets stands here and nowhere else. */
import { join } from 'node:path'
import { type Backbone, openSandboxClock, systemClock } from '@xianjie/backbone'
import { clockCheck, clockService, clockView, deadlinesRoute } from '@xianjie/clock'
import type { CatalogueEntry, Clock, SandboxClock } from '@xianjie/contracts'
import { giveWayTo } from '@xianjie/follow'
import { type RateLimit, RequestsUnderWay } from '@xianjie/http'
import { intake } from '@xianjie/intake'
import type { Logger } from '@xianjie/log'
import {
  blobsCheck,
  type Config,
  type Core,
  drain,
  feedCheck,
  followSubjects,
  logCheck,
  openCore,
  openEdge,
  SUBJECT_SECRET,
  type Subjects,
  viewCheck,
} from '@xianjie/process'
import { asyncApiRoute, publisher, publisherView } from '@xianjie/publisher'
import { openRegister, type Provisioned } from '@xianjie/registry'
import { calendar, entryOf as ownCatalogue } from '@xianjie/schemas'
import { status, statusesOperation } from '@xianjie/status'
import type { Projection } from '@xianjie/subjects'
import type { FastifyInstance } from 'fastify'
import { sandboxRoutes } from './sandbox-route.ts'

export type Platform = {
  readonly app: FastifyInstance
  readonly backbone: Backbone
  readonly clock: Clock
  /** The same clock where it can be set. */
  readonly sandbox: SandboxClock | undefined
  /** Reads the agency files again and waits until all services know what changed. */
  provision(): Promise<Provisioned>
  /** Fulfils with the reason when a follower of the log has failed; the process should end then. */
  readonly failed: Promise<unknown>
  close(): Promise<void>
}

export type PlatformOptions = {
  readonly rate?: RateLimit
  /** Gives the start up. */
  readonly abandon?: AbortSignal
  /** The catalogue by which the log is read; this release's own unless given. */
  readonly entryOf?: (type: string) => CatalogueEntry | undefined
}

/** Opens the backbone, brings the views level with the log and registers all routes; listens to nothing yet. */
export async function startPlatform(
  config: Config,
  log: Logger,
  options: PlatformOptions = {},
): Promise<Platform> {
  const core = await openCore(config, log, options.abandon)
  try {
    return await openPlatform(core, options)
  } catch (error) {
    await core.close()
    throw error
  }
}

async function openPlatform(
  core: Core,
  { rate, entryOf = ownCatalogue }: PlatformOptions,
): Promise<Platform> {
  const { config, directory, following } = core
  const subjects = await followSubjects(core, entryOf)
  const sandbox = config.sandbox ? openClock(config, subjects.projection) : undefined
  const clock = sandbox ?? systemClock
  const app = await openApp(core, { ...subjects, entryOf, clock, ...(rate ? { rate } : {}) })
  if (sandbox) sandboxRoutes(app, sandbox)
  return {
    app,
    backbone: core.backbone,
    clock,
    sandbox,
    provision: openRegister({ ...following, folder: config.agencies, directory, clock }),
    failed: core.failed,
    close: async () => {
      await drain(app)
      await core.close()
    },
  }
}

const openClock = ({ data }: Config, projection: Projection): SandboxClock =>
  openSandboxClock({ folder: data, untouched: () => projection.isEmpty() })

type Parts = Subjects &
  Pick<PlatformOptions, 'rate'> & {
    readonly clock: Clock
    readonly entryOf: NonNullable<PlatformOptions['entryOf']>
  }

async function openApp(core: Core, { projection, level, clock, entryOf, rate }: Parts) {
  const { backbone, config, directory } = core
  const { log, blobs, keys, feed } = backbone
  const { parking } = projection
  const underWay = new RequestsUnderWay()
  const telling = publisher({
    ...core.following,
    giveWay: giveWayTo(underWay.areMany),
    ...{ feed, clock, calendar, entryOf, platform: config.platform },
    view: backbone.openView(publisherView),
    onFeedFault: core.onFeedFault,
  })
  core.keep(telling.running)
  const watching = await clockService({
    ...core.following,
    giveWay: giveWayTo(underWay.areMany),
    ...{ projection, clock, calendar },
    view: backbone.openView(clockView),
  })
  core.keep(watching.running)
  const worked = core.watch.level(watching.worked)
  const app = await openEdge(core, {
    clock,
    underWay,
    health: [
      logCheck(core, true),
      blobsCheck(blobs),
      feedCheck(feed, false),
      { name: 'publisher', needed: false, check: telling.health },
      viewCheck(core, { name: 'status', level, parking }),
      clockCheck(core, watching, { level: worked, needed: false }),
    ],
    parkings: { status: parking, publisher: telling.parking, clock: watching.parking },
    operations: [statusesOperation({ projection, calendar, clock })],
    ...(rate ? { rate } : {}),
  })
  const secret = await core.secret(SUBJECT_SECRET)
  const incoming = join(config.data, 'incoming')
  const documents = { log, blobs, keys, directory, clock, calendar }
  const { consume } = await intake(app, {
    ...documents,
    subjects: projection,
    platform: config.platform,
    incoming,
  })
  core.keep(consume({ feed, signal: core.following.signal, onFault: core.onFeedFault }))
  asyncApiRoute(app)
  status(app, { projection, level, clock, calendar, secret })
  deadlinesRoute(app, { runs: watching.runs, worked: watching.worked, level: worked })
  return app
}
