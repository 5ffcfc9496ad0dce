/** The data folder knows what it is: a sandbox's log never becomes a real platform's, nor the reverse. */
import { accessSync, constants, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'

type Marker = { readonly format: 1; readonly platform: string; readonly sandbox: boolean }

/** Marks a new folder; throws with what to do when the folder is another platform's or mode's. */
export function claimDataFolder({ data, platform, sandbox }: Config): void {
  mkdirSync(data, { recursive: true })
  accessSync(data, constants.R_OK | constants.W_OK | constants.X_OK)
  const file = join(data, 'platform.json')
  const marker: Marker = { format: 1, platform, sandbox }
  const found = readMarker(file)
  if (!found) {
    // Renamed into place: a start that is killed leaves no half of a marker behind.
    writeFileSync(`${file}.new`, `${JSON.stringify(marker)}\n`)
    renameSync(`${file}.new`, file)
    return
  }
  if (found.sandbox !== sandbox) {
    throw new Error(
      `${data} belongs to a ${found.sandbox ? 'sandbox' : 'platform that is no sandbox'}: ` +
        `set XIANJIE_SANDBOX=${found.sandbox} or another XIANJIE_DATA`,
    )
  }
  if (found.platform !== platform) {
    throw new Error(
      `${data} belongs to platform "${found.platform}": set XIANJIE_PLATFORM or another XIANJIE_DATA`,
    )
  }
}

function readMarker(file: string): Marker | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Marker
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
