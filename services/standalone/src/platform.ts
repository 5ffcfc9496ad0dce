/** All services in one process, wired in one place: what each gets stands here and nowhere else. */
import { join } from 'node:path'
import { type Backbone, openBackbone, openSandboxClock, systemClock } from '@xianjie/backbone'
import type { Clock, SandboxClock } from '@xianjie/contracts'
import { agencyView, type FollowedDirectory, followAgencies } from '@xianjie/directory'
import { createApp, type HealthCheck, type RateLimit } from '@xianjie/http'
import { intake } from '@xianjie/intake'
import type { Logger } from '@xianjie/log'
import { type Provisioned, provision } from '@xianjie/registry'
import { calendar } from '@xianjie/schemas'
import { type Projection, project, status, statusView } from '@xianjie/status'
import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import { claimDataFolder } from './data-folder.ts'
import { sandboxRoutes } from './sandbox-route.ts'

export type Platform = {
  readonly app: FastifyInstance
  readonly clock: Clock
  /** The same clock where it can be set. */
  readonly sandbox: SandboxClock | undefined
  /** Reads the agency files again and waits until all services know what changed. */
  provision(): Promise<Provisioned>
  /** Fulfils with the reason when a follower of the log has failed; the process should end then. */
  readonly failed: Promise<unknown>
  close(): Promise<void>
}

export type PlatformOptions = { readonly rate?: RateLimit }

/** Name of the platform secret from which subject ids are computed. */
const SUBJECT_SECRET = 'subject-id'

/** Opens the backbone, brings the views level with the log and registers all routes; listens to nothing yet. */
export async function startPlatform(
  config: Config,
  log: Logger,
  options: PlatformOptions = {},
): Promise<Platform> {
  claimDataFolder(config)
  const backbone = await openBackbone(config.backbone)
  const stopping = new AbortController()
  const views = await openViews(backbone, log, stopping.signal)
  const sandbox = config.sandbox ? openClock(config, views.projection) : undefined
  const clock = sandbox ?? systemClock
  const app = await openApp(config, { log, clock, backbone, ...views, ...options })
  if (sandbox) sandboxRoutes(app, sandbox)
  const { directory, following } = views
  return {
    app,
    clock,
    sandbox,
    provision: oneAtATime(async () => {
      const done = await provision(config.agencies, { log: backbone.log, directory, clock })
      await directory.reached(done.position)
      return done
    }),
    failed: Promise.race([rejection(following), rejection(directory.following)]),
    close: async () => {
      await drain(app)
      stopping.abort()
      await Promise.allSettled([following, directory.following])
      await backbone.close()
    },
  }
}

/** How often connections that fell idle are closed while the others are still answered. */
const IDLE_SWEEP_MS = 100

/** Answers what is under way. A connection kept alive would hold the server open for over a minute. */
async function drain(app: FastifyInstance): Promise<void> {
  const sweep = setInterval(() => app.server.closeIdleConnections(), IDLE_SWEEP_MS)
  try {
    await app.close()
  } finally {
    clearInterval(sweep)
  }
}

type Views = {
  readonly projection: Projection
  readonly following: Promise<void>
  readonly directory: FollowedDirectory
}

async function openViews(backbone: Backbone, log: Logger, signal: AbortSignal): Promise<Views> {
  const { projection, following } = await project({
    log: backbone.log,
    view: backbone.openView(statusView),
    signal,
    onParked: (position, err) => log.error({ err, position }, 'event parked'),
  })
  const directory = await followAgencies(backbone.log, backbone.openView(agencyView), signal)
  return { projection, following, directory }
}

const openClock = ({ data }: Config, projection: Projection): SandboxClock =>
  openSandboxClock({ folder: data, untouched: () => projection.isEmpty() })

type Parts = Omit<Views, 'following'> &
  PlatformOptions & { readonly log: Logger; readonly clock: Clock; readonly backbone: Backbone }

async function openApp(config: Config, parts: Parts): Promise<FastifyInstance> {
  const { platform, sandbox } = config
  const { backbone, clock, directory, projection, log, rate } = parts
  const health = healthOf(parts)
  const app = await createApp({
    log,
    directory,
    clock,
    platform,
    sandbox,
    health,
    ...(rate ? { rate } : {}),
  })
  const shared = { log: backbone.log, directory, clock, calendar }
  await intake(app, {
    ...shared,
    blobs: backbone.blobs,
    keys: backbone.keys,
    subjects: projection,
    platform,
    incoming: join(config.data, 'incoming'),
  })
  status(app, { ...shared, projection, secret: await backbone.keys.secret(SUBJECT_SECRET) })
  return app
}

/** Views further behind than this are not ready to be asked, events. */
const LAG_EVENTS_MAX = 10_000

const healthOf = ({ backbone, projection, directory }: Parts): readonly HealthCheck[] => [
  {
    name: 'log',
    check: async () => ({ ok: true, backbone: backbone.kind, position: await backbone.log.head() }),
  },
  {
    name: 'status',
    check: async () => {
      const lag = Math.max(0, (await backbone.log.head()) - projection.reached.position)
      return { ok: lag <= LAG_EVENTS_MAX, lag, parked: projection.parkedCount() }
    },
  },
  { name: 'agencies', check: async () => ({ ok: true, registered: directory.all().length }) },
]

/** Two readings of the files at once could append the older one last. */
function oneAtATime<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve()
  return () => {
    const next = last.then(work, work)
    last = next
    return next
  }
}

/** Fulfils with the reason when the promise rejects; stays pending when it ends well. */
const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  new Promise((resolve) => {
    promise.catch(resolve)
  })
