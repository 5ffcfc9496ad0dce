import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Clock, type Instant, instant, type SandboxClock } from '@xianjie/contracts'

export const systemClock: Clock = { now: () => instant(Date.now()) }

type Options = {
  readonly folder: string
  /** Whether anything was dated by this clock before it was first set. */
  readonly untouched: () => boolean
}

/**
 * A clock that runs with the machine's, a settable distance away. The distance survives a restart. The
 * first setting may lie in the past as long as nothing has been dated yet, so that a story of last
 * year can be played; after that time only moves forward (ADR 0007).
 */
export function openSandboxClock({ folder, untouched }: Options): SandboxClock {
  const file = join(folder, 'sandbox-clock.json')
  let offsetMs = read(file)
  return {
    now: () => instant(Date.now() + (offsetMs ?? 0)),
    set(to: Instant): boolean {
      const first = offsetMs === undefined && untouched()
      if (!first && to < Date.now() + (offsetMs ?? 0)) return false
      offsetMs = to - Date.now()
      mkdirSync(folder, { recursive: true })
      writeFileSync(`${file}.new`, JSON.stringify({ offsetMs }))
      renameSync(`${file}.new`, file)
      return true
    },
  }
}

function read(file: string): number | undefined {
  try {
    const { offsetMs } = JSON.parse(readFileSync(file, 'utf8')) as { offsetMs?: unknown }
    return typeof offsetMs === 'number' ? offsetMs : undefined
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
