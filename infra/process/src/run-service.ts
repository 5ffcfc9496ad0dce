/** One service as a process of its own. */
import { createLog } from '@xianjie/log'
import type { FastifyInstance } from 'fastify'
import { describeFault, readServiceConfig } from './config.ts'
import { type Core, openCore } from './core.ts'
import { drain } from './drain.ts'
import { type Served, serve } from './serve.ts'

export type Composed = {
  readonly app: FastifyInstance
  /** What SIGHUP asks for. */
  hangUp?(): Promise<void>
}

/**
 * Reads the configuration, opens what every process has, lets `compose` put the service on it, and
 * serves until it is told to stop.
 */
export async function runService(
  service: string,
  compose: (core: Core) => Promise<Composed>,
): Promise<void> {
  const read = readServiceConfig(process.env)
  if (!read.ok) {
    for (const fault of read.faults) console.error(describeFault(fault))
    process.exitCode = 2
    return
  }
  const logger = createLog({ service })
  await serve(read.config, logger, async (abandon) =>
    open(await openCore(read.config, logger, abandon), compose),
  )
}

async function open(core: Core, compose: (core: Core) => Promise<Composed>): Promise<Served> {
  try {
    const composed = await compose(core)
    return {
      ...composed,
      failed: core.failed,
      close: async () => {
        await drain(composed.app)
        await core.close()
      },
    }
  } catch (error) {
    await core.close()
    throw error
  }
}
