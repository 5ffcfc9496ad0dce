/** A platform's life as a process: start, say ready, listen to signals, drain, end. */
import type { AddressInfo } from 'node:net'
import type { Logger } from '@xianjie/log'
import type { Provisioned } from '@xianjie/registry'
import type { Config } from './config.ts'
import { type Platform, startPlatform } from './platform.ts'

/** How long a stop may take to answer what is under way. */
const DRAIN_MS = 15_000

/** Starts, listens, prints `ready http://host:port` on standard output. Ends the process on faults. */
export async function serve(config: Config, log: Logger): Promise<Platform | undefined> {
  try {
    const platform = await startPlatform(config, log)
    const provisioned = await platform.provision()
    if (refuses(provisioned)) {
      await platform.close()
      process.exitCode = 2
      return undefined
    }
    log.info(
      { registered: provisioned.registered, unchanged: provisioned.unchanged },
      'agencies read',
    )
    await platform.app.listen({ host: config.host, port: config.port })
    heedSignals(platform, log)
    console.log(`ready ${addressOf(platform, config)}`)
    return platform
  } catch (error) {
    console.error(`xianjie cannot start: ${error instanceof Error ? error.message : String(error)}`)
    process.exit(1)
  }
}

export function addressOf({ app }: Platform, { host }: Config): string {
  const bound = app.server.address() as AddressInfo
  return `http://${host.includes(':') ? `[${host}]` : host}:${bound.port}`
}

/** Says which agency files are wrong and why; true when there is one. */
function refuses({ refused }: Provisioned): boolean {
  for (const { file, violations } of refused) {
    for (const { path, message } of violations)
      console.error(`${file}${path ? ` ${path}` : ''}: ${message.zh} / ${message.en}`)
  }
  return refused.length > 0
}

function heedSignals(platform: Platform, log: Logger): void {
  const stop = () => {
    setTimeout(() => process.exit(1), DRAIN_MS).unref()
    platform.close().then(
      () => process.exit(0),
      (err) => {
        log.fatal({ err }, 'stop failed')
        process.exit(1)
      },
    )
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
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
      stop()
    },
    () => {},
  )
}
