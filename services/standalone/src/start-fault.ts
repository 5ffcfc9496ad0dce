import { relative } from 'node:path'
import type { Config, ConfigFault } from './config.ts'

const PLACES = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EAI_NONAME'])

/** What only starting can tell about a variable: the variable that a fault of the start goes back to. */
export function startFault(error: unknown, config: Config): ConfigFault | undefined {
  const { code, syscall, path } = error as NodeJS.ErrnoException
  if (code === undefined) return undefined
  if (PLACES.has(code)) {
    return fault('XIANJIE_HOST', config.host, 'an address or name of this machine', code)
  }
  if (syscall === 'listen') {
    const expects = 'a port that is free and that this user may open'
    return fault('XIANJIE_PORT', String(config.port), expects, code)
  }
  if (path === undefined) return undefined
  if (isWithin(config.agencies, path)) {
    return fault('XIANJIE_AGENCIES', config.agencies, 'a folder of files that can be read', code)
  }
  return isWithin(config.data, path)
    ? fault('XIANJIE_DATA', config.data, 'a folder that can be read and written', code)
    : undefined
}

const fault = (variable: string, got: string, expects: string, code: string): ConfigFault => ({
  variable,
  got,
  expects: `${expects} (${code})`,
})

const isWithin = (folder: string, path: string): boolean => !relative(folder, path).startsWith('..')
