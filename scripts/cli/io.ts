import { type Instant, instant } from '@xianjie/contracts'

/** Everything a command needs from outside, so that it can be run without a process of its own. */
export type Io = {
  /** Standard output: results and nothing else, so that it can be piped on. */
  out(text: string): void
  /** Standard error: what is for the person at the keyboard. */
  err(text: string): void
  now(): Instant
  readonly fetch: typeof fetch
  /** Whether standard output shows colours. */
  readonly colours: boolean
}

/** The process' own streams and clock; colours only on a terminal that wants them (no-color.org). */
export const processIo = (): Io => ({
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  now: () => instant(Date.now()),
  fetch,
  colours: process.stdout.isTTY === true && !process.env.NO_COLOR,
})
