import type { Instant } from '../time.ts'

/** The one clock of the platform: everything that it dates itself comes from here. */
export type Clock = { now(): Instant }

/** A clock that can be moved forward, for sandboxes. */
export type SandboxClock = Clock & {
  /** False when `to` lies before now and something has already been dated: time never runs back. */
  set(to: Instant): boolean
}
