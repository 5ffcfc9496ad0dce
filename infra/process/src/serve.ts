/** The life of a process: start, say ready, listen to signals, drain, end. */
import type { AddressInfo } from 'node:net'
import type { Logger } from '@xianjie/log'
import type { FastifyInstance } from 'fastify'
import { type Config, describeFault } from './config.ts'
import { startFault } from './start-fault.ts'

/** What a process serves once it has started. */
export type Served = {
  readonly app: FastifyInstance
  /** Fulfils with the reason when the process should end. */
  readonly failed: Promise<unknown>
  /** What SIGHUP asks for. */
  hangUp?(): Promise<void>
  /** Answers what is under way, then closes everything. */
  close(): Promise<void>
}

/** The start is refused for reasons that have been written in words; nothing is wrong with the process. */
export class StartRefused extends Error {
  readonly code = 'start-refused'
  readonly reasons: readonly string[]
  constructor(reasons: readonly string[]) {
    super('the start is refused')
    this.reasons = reasons
  }
}

/** How long a stop may take to answer what is under way. */
const DRAIN_MS = 15_000
const EXIT_REFUSED = 2

/**
 * Starts, listens, prints `ready http://host:port` on standard output; undefined when it was refused or
 * told to stop before. Ends the process on faults and signals.
 */
export async function serve<Kind extends Served>(
  config: Config,
  logger: Logger,
  start: (abandon: AbortSignal) => Promise<Kind>,
): Promise<Kind | undefined> {
  const abandon = new AbortController()
  const starting = start(abandon.signal)
  const stopping = heedSignals(starting, abandon, logger)
  try {
    const served = await starting
    // Told to stop before it was ready: the stop closes what is open and ends the process.
    if (stopping.aborted) return undefined
    await served.app.listen({ host: config.host, port: config.port })
    console.log(`ready ${addressOf(served, config)}`)
    return served
  } catch (error) {
    if (!stopping.aborted) await giveUp(error, config, starting)
    return undefined
  }
}

export function addressOf({ app }: Pick<Served, 'app'>, { host }: Config): string {
  const bound = app.server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${bound.port}`
}

/** Says why and ends the process: 2 when what it was given is wrong, else 1. */
async function giveUp(error: unknown, config: Config, starting: Promise<Served>): Promise<void> {
  if (error instanceof StartRefused) {
    for (const reason of error.reasons) console.error(reason)
    process.exit(EXIT_REFUSED)
  }
  const fault = startFault(error, config)
  const reason = error instanceof Error ? error.message : String(error)
  console.error(`xianjie cannot start: ${fault ? describeFault(fault) : reason}`)
  await starting.then(
    (served) => served.close(),
    () => {},
  )
  process.exit(1)
}

/** Signals from now on; the answer aborts once the process has been told to stop. */
function heedSignals(
  starting: Promise<Served>,
  abandon: AbortController,
  logger: Logger,
): AbortSignal {
  const stopping = new AbortController()
  let started = false
  const stop = (code: number) => {
    if (stopping.signal.aborted) return
    stopping.abort()
    // Once it serves, what is under way is answered first; only a start is cut short.
    if (!started) abandon.abort()
    setTimeout(() => process.exit(1), DRAIN_MS).unref()
    closed(starting).then(
      () => process.exit(code),
      (err) => {
        logger.fatal({ err }, 'stop failed')
        process.exit(1)
      },
    )
  }
  process.once('SIGTERM', () => stop(0))
  process.once('SIGINT', () => stop(0))
  process.on('SIGHUP', () => {
    starting
      .then((served) => served.hangUp?.())
      .catch((err) => logger.error({ err }, 'what SIGHUP asked for was not done'))
  })
  starting
    .then((served) => {
      started = true
      return served.failed
    })
    .then(
      (err) => {
        logger.fatal({ err }, 'the process can no longer do its work')
        stop(1)
      },
      () => {},
    )
  return stopping.signal
}

/** A start that was given up has closed what it had opened. */
async function closed(starting: Promise<Served>): Promise<void> {
  const served = await starting.catch(() => undefined)
  await served?.close()
}
