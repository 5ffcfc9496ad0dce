/** The platform that the environment configures, as operations see it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openToFill, openToRead } from '@xianjie/backbone'
import {
  type Config,
  claimDataFolder,
  describeFault,
  type Environment,
  readConfig,
} from '@xianjie/process'
import { misused } from '../cli/failure.ts'
import type { About } from './holdings.ts'

/** Throws a `Failure` that names every variable that is wrong. */
export function configFrom(environment: Environment): Config {
  const read = readConfig(environment)
  if (read.ok) return read.config
  throw misused(...read.faults.map(describeFault))
}

/** Opened beside a platform that may be running. */
export async function openSource(config: Config) {
  const opened = await openToRead(config.backbone)
  if (config.backbone.kind === 'embedded') claim(config)
  return opened
}

/** Opened for nobody else. Throws a `Failure` where anything but a log says that others were here. */
export async function openTarget(config: Config) {
  if (config.backbone.kind === 'distributed') return openToFill(config.backbone)
  claim(config)
  const target = await openToFill(config.backbone)
  if ((await target.log.head()) > 0) return target
  const stale = ['views', 'feed'].map((name) => join(config.data, name)).find(existsSync)
  if (stale === undefined) return target
  await target.close()
  throw misused(
    `${stale} was made from another log than the one that is to be restored`,
    'take a new folder (XIANJIE_DATA), or remove it: it is made again from the log',
  )
}

/** A copy under another name, or a sandbox that passes for the real thing, would give other receipts. */
export function checkSame({ platform, sandbox }: About, config: Config): void {
  if (platform !== config.platform) {
    throw misused(
      `it belongs to platform "${platform}", the target is "${config.platform}"`,
      `set XIANJIE_PLATFORM=${platform}`,
    )
  }
  if (sandbox !== config.sandbox) {
    throw misused(
      `it belongs to a ${sandbox ? 'sandbox' : 'platform that is no sandbox'}`,
      `set XIANJIE_SANDBOX=${sandbox}`,
    )
  }
}

function claim(config: Config): void {
  try {
    claimDataFolder(config)
  } catch (fault) {
    throw misused(fault instanceof Error ? fault.message : String(fault))
  }
}
