import type { Environment } from '@xianjie/process'
import type { Io } from '../cli/io.ts'

/** Who runs an operation: what is configured for them and where they read. */
export type Operator = { readonly environment: Environment; readonly io: Io }

/** A whole number with its thousands apart. */
export const whole = (count: number): string => count.toLocaleString('en-GB')

/** Calls on standard error how far it is, at most every few seconds. */
export function progress(io: Io, of: string): (count: number) => void {
  const EVERY_MS = 5_000
  let told = performance.now()
  return (count) => {
    if (performance.now() - told < EVERY_MS) return
    told = performance.now()
    io.err(`${whole(count)} ${of} …\n`)
  }
}
