/**
 * What the fold carries: episodes of one subject (law.md §3.2 rule 11), and the line it walks along.
 */
import type { Calendar } from '../deadlines/calendar.ts'
import type { ReportClock } from '../deadlines/report.ts'
import type { Kind } from '../documents/catalogue.ts'
import type { Instant, LegalDate } from '../time.ts'
import { dateOf } from '../time.ts'
import type { Absence } from './absences.ts'
import type { Entry } from './entry.ts'
import type { Flagged } from './flags.ts'
import type { Leave } from './leaves.ts'
import type { Measure } from './measures.ts'
import type { Moment, Span } from './moment.ts'
import type { NoteCode, Noted } from './notes.ts'
import { note } from './notes.ts'
import type { Period } from './period.ts'
import type { Proceeding, State } from './status.ts'

export type OpenProceeding = { readonly proceeding: Proceeding; readonly entry: Entry }

export type Ending = { readonly entry: Entry; readonly on: LegalDate; readonly reason: string }

export type Episode = {
  /** When a renewed case opened it; null for the first. */
  readonly openedAt: Instant | null
  /** Legal time up to which this is the truth. */
  readonly now: Instant
  readonly kind: Kind | null
  readonly state: State
  readonly stateAt: Instant | null
  /** Documents that led to the state; for a state by the clock, those it was counted from. */
  readonly stateBy: readonly Entry[]
  /** A1 that nobody has answered by a return or a decision. */
  readonly assessments: readonly Entry[]
  readonly decision: Entry | null
  /** Documents that state when the decision took effect, or print its period. */
  readonly statements: readonly Entry[]
  readonly effectiveOn: LegalDate | null
  /** Documents by which the person was taken over (B18, B24); when the first one did so. */
  readonly enrolments: readonly Entry[]
  readonly enrolledAt: Instant | null
  /** B5: the day the parolee was let go, from which the parole period runs (CL 83). */
  readonly paroledBy: Entry | null
  /** C32, C34, D23, F9 in force: what they print changes the period from their effect on. */
  readonly amendments: readonly Entry[]
  readonly period: Period
  /** Last day of the time for reporting; undefined where the calendar does not reach. */
  readonly reportDue: LegalDate | null | undefined
  /** What that time is counted from, and a later day that B16 prints; null: not in force yet. */
  readonly report: (ReportClock & { readonly printed: LegalDate | null }) | null
  /** A special reason for the late report was stated (OP26-11). */
  readonly excused: boolean
  readonly place: { readonly region: string | null; readonly agency: string | null } | null
  readonly placeBy: Entry | null
  /** C9 that names the agency whose record ends TRANSFERRING. */
  readonly transfer: Entry | null
  readonly proceedings: readonly OpenProceeding[]
  readonly commendations: readonly Entry[]
  readonly reprimands: readonly Entry[]
  readonly warnings: readonly Entry[]
  readonly ended: Ending | null
  /** By E5, or an E4 alone that states it: nothing follows a death. */
  readonly dead: boolean
  /** When the correction ended, by document or by expiry. */
  readonly endedAt: Instant | null
  /** When the state fell back to NONE: open clocks close with it (law.md §2.1). */
  readonly fellBackAt: readonly Instant[]
  /** Documents met so far; only the fold adds to it. */
  readonly members: Entry[]
  readonly findings: readonly Noted[]
}

/** One thing that a document does at one moment. */
export type Step = {
  readonly moment: Moment
  readonly entry: Entry
  readonly apply: Apply
  /** True for the making of a decision, which may open a new episode. */
  readonly opens: boolean
  /** The document itself may end the correction. */
  readonly ends: boolean
}

export type Apply = (episode: Episode, step: Step, line: Line) => Episode

/** All known documents in legal order, with what follows from them whatever the main state. */
export type Line = {
  readonly entries: readonly Entry[]
  /** By type, in order of making. */
  readonly papers: ReadonlyMap<string, readonly Entry[]>
  /** B21, and what delivers another document: they may say when that one was received (§0.3-9). */
  readonly telling: readonly Entry[]
  readonly steps: readonly Step[]
  readonly absences: readonly Absence[]
  readonly leaves: readonly Leave[]
  readonly measures: readonly Measure[]
  readonly flags: readonly Flagged[]
  readonly calendar: Calendar
  readonly findings: readonly Noted[]
}

const DAWN = Number.NEGATIVE_INFINITY as Instant

export const freshEpisode = (openedAt: Instant | null): Episode => ({
  openedAt,
  now: openedAt ?? DAWN,
  kind: null,
  state: 'NONE',
  stateAt: null,
  stateBy: [],
  assessments: [],
  decision: null,
  statements: [],
  effectiveOn: null,
  enrolments: [],
  enrolledAt: null,
  paroledBy: null,
  amendments: [],
  period: { from: null, to: null, sentenceTo: null, expiresAt: null, sources: [] },
  reportDue: null,
  report: null,
  excused: false,
  place: null,
  placeBy: null,
  transfer: null,
  proceedings: [],
  commendations: [],
  reprimands: [],
  warnings: [],
  ended: null,
  dead: false,
  endedAt: null,
  fellBackAt: [],
  members: [],
  findings: [],
})

const SET = (...states: readonly State[]): ReadonlySet<State> => new Set(states)

/** Correction is due or under way: only out of these can it expire or be ended (law.md §3.2). */
export const RUNNING = SET(
  'EFFECTIVE_AWAITING_REPORT',
  'LOUGUAN',
  'UNDER_CORRECTION',
  'TRANSFERRING',
)
export const SUPERVISED = SET('UNDER_CORRECTION', 'TRANSFERRING')
/** By lapse of time: nothing but the release follows. */
export const OVER = SET('EXPIRED_PENDING_CLOSE', 'RELEASED')
/** By a document: revoked, recalled, terminated. */
export const CUT_SHORT = SET('TERMINATED', 'AWAIT_CUSTODY', 'ESCAPED', 'IN_CUSTODY_SERVING')
/** A new decision opens a new episode (rule 11). */
export const CLOSED = SET('RELEASED', 'TERMINATED', 'IN_CUSTODY_SERVING')

export const hasEnded = (state: State): boolean => OVER.has(state) || CUT_SHORT.has(state)

/** Proceedings that outlive the correction (law.md §3.2, "Proceeding"). */
const OUTLIVING: ReadonlySet<Proceeding> = new Set<Proceeding>([
  'NEW_CRIME_CASE',
  'UNCOUNTED_PROPOSED',
  'RULING_CHALLENGED',
  'DECISION_CHALLENGED',
])
export const outlives = (proceeding: Proceeding): boolean => OUTLIVING.has(proceeding)

/** The episode in another state from `at` on; entering an end ends what lasts only as long. */
export function enter(episode: Episode, state: State, at: Instant, by: readonly Entry[]): Episode {
  const next = { ...episode, state, stateAt: at, stateBy: by }
  if (state === 'NONE') return { ...next, endedAt: null, fellBackAt: [...episode.fellBackAt, at] }
  if (!hasEnded(state)) return { ...next, endedAt: null }
  const proceedings = episode.proceedings.filter((open) => outlives(open.proceeding))
  return { ...next, endedAt: episode.endedAt ?? at, proceedings }
}

export const noting = (episode: Episode, code: NoteCode, about: readonly Entry[]): Episode => ({
  ...episode,
  findings: [...episode.findings, note(code, about)],
})

export const endedBy = (entry: Entry, at: Instant, reason: string): Ending => ({
  entry,
  on: dateOf(at),
  reason,
})

/** Fresh overlays in a new episode: what began before it is not its own (rule 11). */
export const ownOf = <Each extends Span>(
  all: readonly Each[],
  { openedAt }: Episode,
): readonly Each[] => (openedAt === null ? all : all.filter(({ from }) => from.at >= openedAt))

/** The effect of a document that is only part of the record. */
export const unchanged: Apply = (episode) => episode
