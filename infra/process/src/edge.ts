import { systemClock } from '@xianjie/backbone'
import type { Clock } from '@xianjie/contracts'
import { createApp, type HealthCheck, type RateLimit, type RequestsUnderWay } from '@xianjie/http'
import type { FastifyInstance } from 'fastify'
import { agenciesCheck } from './checks.ts'
import type { Core } from './core.ts'
import { type Operation, operationsRoutes, type Parkings } from './operations.ts'

export type Edge = {
  /** What this process depends on beside the directory of agencies, which every process has. */
  readonly health: readonly HealthCheck[]
  readonly parkings: Parkings
  /** What operators may do beside looking after parked events. */
  readonly operations?: readonly Operation[]
  /** The machine's unless given. */
  readonly clock?: Clock
  readonly rate?: RateLimit
  /** Counts what is being answered, for whoever gives way to it. */
  readonly underWay?: RequestsUnderWay
  /** What `/openapi.json` and `/docs` show: the whole platform's API, of which a service has a part. */
  readonly description?: object
}

/** The HTTP edge of a process: what all services share, and what operators may do. */
export async function openEdge(core: Core, edge: Edge): Promise<FastifyInstance> {
  const { config, directory, logger } = core
  const app = await createApp({
    log: logger,
    directory,
    clock: edge.clock ?? systemClock,
    platform: config.platform,
    sandbox: config.sandbox,
    health: [...edge.health, agenciesCheck(core)],
    ...(edge.rate ? { rate: edge.rate } : {}),
    ...(edge.underWay ? { underWay: edge.underWay } : {}),
    ...(edge.description ? { description: edge.description } : {}),
  })
  operationsRoutes(app, config.data, edge.parkings, edge.operations)
  return app
}
