/** One run of one statutory clock (法定期限; law.md §2, §2.1), as it stands at one moment. */
import type { DocumentId } from '../ids.ts'
import type { Instant, LegalDate } from '../time.ts'

/**
 * `live`: open from its start until a stop. `compared`: its start is only a date in the document that
 * stops it. `validity`: a threshold, never missed by anybody. `advisory`: the due date is shown, no
 * exchanged document proves that it was kept, so it is never missed.
 */
export const DEADLINE_MODES = ['live', 'compared', 'validity', 'advisory'] as const
export type DeadlineMode = (typeof DEADLINE_MODES)[number]

/**
 * `open` not due yet, `missed` due and not stopped, `met` stopped in time, `late` stopped after it was
 * due, `moot` closed without a stop: the correction ended before it was due (law.md §2.1), the right
 * or validity that it limited has lapsed, or it is advisory and its day has passed. What is not
 * binding and live stays `open` until it is stopped, and is then `met` (§9-20).
 */
export const DEADLINE_STATES = ['open', 'missed', 'met', 'late', 'moot'] as const
export type DeadlineState = (typeof DEADLINE_STATES)[number]

/** CD calendar days, WD working days, H hours, M months (law.md §0.2). */
export const LIMIT_UNITS = ['CD', 'WD', 'H', 'M'] as const
export type LimitUnit = (typeof LIMIT_UNITS)[number]

/** How the due time was counted; `countOf` shows it day by day. */
export type Counting = {
  readonly unit: LimitUnit
  /** Length of the limit, in its unit; backwards from an end where `backwards`. */
  readonly limit: number
  /** Day from which it is counted; this day itself is not counted (CPL 105(1)). */
  readonly from: LegalDate
  /** Whether the last day rolls over holidays (CPL 105(3)). */
  readonly rolls: boolean
  readonly backwards?: true
  /** A term (CPLI 202(2)): `from` itself counts, and the last day is that before the same date. */
  readonly term?: true
  /** Full hour from which a limit in hours runs (§0.3-11), or the very time of a fact in hours. */
  readonly hour?: Instant
  /** Last day that a document prints or the parties agreed on, instead of a count (A5, B16, C1, F1). */
  readonly fixed?: LegalDate
}

export type Deadline = {
  /** Names this run for ever: the clock and the document that started it, whatever came later. */
  readonly key: string
  /** Id of law.md §2, e.g. `T07`. */
  readonly clock: string
  readonly title: { readonly zh: string; readonly en: string }
  readonly mode: DeadlineMode
  /** False where no text attaches a number: a policy value that is shown and never missed (§9-20). */
  readonly binding: boolean
  readonly startedAt: Instant
  readonly startedBy: readonly DocumentId[]
  /** Null while the calendar of that year is not published: provisional, never missed (§0.3-6). */
  readonly dueAt: Instant | null
  readonly counting: Counting
  readonly stoppedAt: Instant | null
  readonly stoppedBy: readonly DocumentId[]
  readonly state: DeadlineState
  /** Code of the agency that must act, `subject`, or its role where no agency is known. */
  readonly responsible: string
  readonly basis: string
  /** What follows when it is missed (law.md §2, last column). */
  readonly consequence: { readonly zh: string; readonly en: string }
}
