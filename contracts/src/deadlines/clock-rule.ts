/** One row of the table of clocks (law.md §2, §2.1), and what its small functions see and say. */
import type { Entry } from '../subject/entry.ts'
import type { Episode, Line } from '../subject/model.ts'
import type { Instant, LegalDate } from '../time.ts'
import type { DeadlineMode, LimitUnit } from './deadline.ts'

export type Words = { readonly zh: string; readonly en: string }
export type Limit = { readonly count: number; readonly unit: LimitUnit }

/** What a clock may look at: one episode, and its documents by type, in order of making. */
export type View = {
  readonly episode: Episode
  readonly line: Line
  /** The moment asked about; only suspensions and repetitions depend on it. */
  readonly valid: Instant
  readonly papers: ReadonlyMap<string, readonly Entry[]>
  /** Those same documents; null: all of the line, because there is one episode. */
  readonly owned: ReadonlySet<Entry> | null
}

/** One start. Whatever is given here goes before what the row says. */
export type Started = {
  readonly at: Instant
  /** The first names the run for ever. */
  readonly by: readonly Entry[]
  /** Agency that must act; null: the row's word for it. */
  readonly agency: string | null
  /** Day from which it is counted, where that is not the day of `at`; the end of a backwards count. */
  readonly from?: LegalDate
  readonly limit?: Limit
  readonly mode?: DeadlineMode
  /** Last day that a document fixes. */
  readonly fixed?: LegalDate
  /** Names the run, where the document alone does not. */
  readonly key?: string
  /** Where whatever finds the start has found the stop too, or null for none. */
  readonly stopped?: Stopped | null
}

export type Stopped = { readonly at: Instant; readonly by: readonly Entry[] }

/** `slugs`: without one of them there is no start, so the function is not called. */
export type Start = {
  readonly slugs: readonly string[]
  readonly find: (view: View) => readonly Started[]
}
export type Stop = {
  readonly slugs: readonly string[]
  readonly find: (view: View, started: Started) => Stopped | null
}

/** A run that D18 suspends and D20 begins anew (law.md §2.1 T54, T55). */
export type Renewed = { readonly started: Started; readonly suspended: boolean }

export type ClockRule = {
  /** Id of law.md §2. */
  readonly id: string
  /** Which of several limits of the row. */
  readonly part?: string
  readonly title: Words
  readonly trigger: Words
  /** Role of law.md §0.2, or `subject`. */
  readonly responsible: string
  readonly mode: DeadlineMode
  /** Null where the day is printed or agreed on. */
  readonly limit: Limit | null
  readonly rolls: boolean
  readonly backwards: boolean
  readonly term: boolean
  /** False: a value of §9-20 or a count that no text sanctions; shown, never missed. */
  readonly binding: boolean
  /** Not closed by the end of the correction, nor by a fall back to NONE (law.md §2.1). */
  readonly outlives: boolean
  /** A right: when it is over nobody has missed anything (T21, T22). */
  readonly lapses: boolean
  /** A length that is compared, so that a validity may be exceeded (T28). */
  readonly graded: boolean
  readonly missed: Words
  readonly basis: string
  /** Texts in force from a day on, and the older basis of the same duty; null: none before (§0.3-14). */
  readonly inForce?: { readonly from: string; readonly before: string | null }
  /** Null: no document of the exchange starts it. */
  readonly start: Start | null
  /** Null: no document of the exchange stops it. */
  readonly stop: Stop | null
  /** When a run closes as moot of itself, e.g. by D26. */
  readonly closes?: Stop
  readonly renews?: {
    readonly suspends: readonly string[]
    readonly restarts: readonly string[]
    readonly find: (view: View, started: Started) => Renewed
  }
}
