/** An episode seen at one moment by the checks for findings, and what they bring out. */
import type { Entry } from '../subject/entry.ts'
import type { Passed } from '../subject/fold.ts'
import type { Episode, Line } from '../subject/model.ts'
import type { Noted } from '../subject/notes.ts'
import { note } from '../subject/notes.ts'
import type { Instant } from '../time.ts'
import type { FindingCode } from './catalogue.ts'

/**
 * Checks read only `episode` and its members (the documents met by then), which change at steps, and
 * ask about time only by `isPast`: so every instant at which a finding may come or go is known.
 */
export type Scene = {
  readonly episode: Episode
  readonly line: Line
  readonly passed: readonly Passed[]
  readonly valid: Instant
  /** Types among the members. */
  readonly present: ReadonlySet<string>
  readonly found: Noted[]
  /** Instants after `valid` at which a check asked to be run again. */
  readonly wakes: Instant[]
}

/** Looks at one document of the episode. */
export type Check = (scene: Scene, entry: Entry) => void
/** Looks at the episode as a whole. */
export type EpisodeCheck = (scene: Scene) => void

export function tell(scene: Scene, code: FindingCode, ...about: readonly Entry[]): void {
  scene.found.push(note(code, about))
}

/** Whether the instant has come; if not, the answer is asked for again when it does. */
export function isPast(scene: Scene, at: Instant | undefined): boolean {
  if (at === undefined) return false
  if (at <= scene.valid) return true
  scene.wakes.push(at)
  return false
}

/** The first member of that type that passes the test. */
export function memberOf(
  { present, episode }: Scene,
  type: string,
  test?: (entry: Entry) => boolean,
): Entry | undefined {
  if (!present.has(type)) return undefined
  for (const entry of episode.members) {
    if (entry.fact.type === type && (test === undefined || test(entry))) return entry
  }
  return undefined
}

export const has = ({ present }: Scene, ...types: readonly string[]): boolean =>
  types.some((type) => present.has(type))

export const madeOn = ({ original }: Entry) => original.madeOn
