/**
 * The stream `subject-<subjectId>`: what the clock service established about one person, outside any
 * one document. Thin: ids, clocks, times and documents; never who the person is.
 *
 * Events of one deadline, and of one finding, are numbered from 1; number and name together make the
 * event's id, so the same news has the same id whoever tells it.
 */

import type { DocumentId, SubjectId } from '../ids.ts'
import type { Severity } from '../subject/finding.ts'

export const DEADLINE_APPROACHING = 'deadline.approaching.v1'
export const DEADLINE_MISSED = 'deadline.missed.v1'
export const DEADLINE_SETTLED = 'deadline.settled.v1'
export const FINDING_RAISED = 'finding.raised.v1'
export const FINDING_SETTLED = 'finding.settled.v1'

export const SUBJECT_STREAM_PREFIX = 'subject-'
export const subjectStream = (id: SubjectId): string => `${SUBJECT_STREAM_PREFIX}${id}`

type Told = {
  readonly subjectId: SubjectId
  /** Of this deadline's or this finding's events, counted from 1. */
  readonly number: number
  /** RFC 3339: since when it is so, by the clock of the law and by what was known then. */
  readonly at: string
  /** RFC 3339, the platform's clock when it was stored; says nothing in law. */
  readonly recordedAt: string
}

/** `deadline.approaching.v1` (policy `deadline-approaching`) and `deadline.missed.v1`. */
export type DeadlineEvent = Told & {
  /** Names the run of the clock for ever. */
  readonly key: string
  /** Id of law.md §2. */
  readonly clock: string
  /** RFC 3339. */
  readonly startedAt: string
  /** RFC 3339: the instant of the law, whenever the platform came to see it. */
  readonly dueAt: string
  /** Code of the agency that must act, `subject`, or its role where no agency is known. */
  readonly responsible: string
  readonly basis: string
  /** The documents that started the run. */
  readonly documents: readonly DocumentId[]
}

/**
 * How it ended for a deadline that had been missed: `late` stopped after it was due; `met` stopped in
 * time, as a document says that came late; `moot` closed without a stop; `open` not due yet after all,
 * because a document moved the due time; `withdrawn` the run does not exist, because a document that
 * started it was recalled.
 */
export const SETTLED_AS = ['late', 'met', 'moot', 'open', 'withdrawn'] as const
export type SettledAs = (typeof SETTLED_AS)[number]

/** `deadline.settled.v1`: a missed deadline is missed no longer. `dueAt` is the one that had passed. */
export type DeadlineSettled = DeadlineEvent & {
  readonly outcome: SettledAs
  /** RFC 3339; null where nothing stopped it. */
  readonly stoppedAt: string | null
  readonly stoppedBy: readonly DocumentId[]
  /** RFC 3339: the due time as it is counted now; null where there is none. */
  readonly countedDueAt: string | null
}

/** `finding.raised.v1` and `finding.settled.v1`; code and documents name a finding. */
export type FindingEvent = Told & {
  readonly code: string
  readonly severity: Severity
  readonly basis?: string
  readonly documents: readonly DocumentId[]
}
