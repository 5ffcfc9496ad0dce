/** A platform's life as a process: start, say ready, listen to signals, drain, end. */
import type { AddressInfo } from 'node:net'
import type { Logger } from '@xianjie/log'
import type { Provisioned } from '@xianjie/registry'
import { type Config, describeFault } from './config.ts'
import { type Platform, startPlatform } from './platform.ts'
import { startFault } from './start-fault.ts'

/** How long a stop may take to answer what is under way. */
const DRAIN_MS = 15_000

/** Starts, listens, prints `ready http://host:port` on standard output. Ends the process on faults. */
export async function serve(config: Config, log: Logger): Promise<Platform | undefined> {
  let platform: Platform | undefined
  let stopping: AbortSignal | undefined
  try {
    platform = await startPlatform(config, log)
    stopping = heedSignals(platform, log)
    if (!(await readAgencies(platform, log))) {
      await platform.close()
      process.exitCode = 2
      return undefined
    }
    await platform.app.listen({ host: config.host, port: config.port })
    console.log(`ready ${addressOf(platform, config)}`)
    return platform
  } catch (error) {
    // Told to stop before it was ready: the stop closes what is open and ends the process.
    if (stopping?.aborted) return undefined
    const fault = startFault(error, config)
    const reason = error instanceof Error ? error.message : String(error)
    console.error(`xianjie cannot start: ${fault ? describeFault(fault) : reason}`)
    await platform?.close()
    process.exit(1)
  }
}

/** False when a file is wrong: nothing starts on half a register. */
async function readAgencies(platform: Platform, log: Logger): Promise<boolean> {
  const { registered, unchanged, ...provisioned } = await platform.provision()
  if (refuses(provisioned)) return false
  log.info({ registered, unchanged, pid: process.pid }, 'agencies read; SIGHUP reads them again')
  if (registered + unchanged === 0) log.warn('there is no agency file: nobody can call yet')
  return true
}

export function addressOf({ app }: Platform, { host }: Config): string {
  const bound = app.server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${bound.port}`
}

/** Says which agency files are wrong and why; true when there is one. */
function refuses({ refused }: Pick<Provisioned, 'refused'>): boolean {
  for (const { file, violations } of refused) {
    for (const { path, message } of violations)
      console.error(`${file}${path ? ` ${path}` : ''}: ${message.zh} / ${message.en}`)
  }
  return refused.length > 0
}

/** Signals from now on; the answer aborts once the process has been told to stop. */
function heedSignals(platform: Platform, log: Logger): AbortSignal {
  const stopping = new AbortController()
  const stop = (code: number) => {
    stopping.abort()
    setTimeout(() => process.exit(1), DRAIN_MS).unref()
    platform.close().then(
      () => process.exit(code),
      (err) => {
        log.fatal({ err }, 'stop failed')
        process.exit(1)
      },
    )
  }
  process.once('SIGTERM', () => stop(0))
  process.once('SIGINT', () => stop(0))
  process.on('SIGHUP', () => {
    platform.provision().then(
      (done) => {
        refuses(done)
        log.info(
          { registered: done.registered, unchanged: done.unchanged, refused: done.refused.length },
          'agencies read again',
        )
      },
      (err) => log.error({ err }, 'agencies not read'),
    )
  })
  platform.failed.then(
    (err) => {
      log.fatal({ err }, 'a view can no longer follow the log')
      stop(1)
    },
    () => {},
  )
  return stopping.signal
}
