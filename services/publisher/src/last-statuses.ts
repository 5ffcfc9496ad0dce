/**
 * The last status of each subject that was computed. It holds for later moments as well, until its
 * `holdsUntil`: the status before a document is mostly the one after the document before.
 */
import type { Fact, Instant, SubjectId, SubjectStatus } from '@xianjie/contracts'
import { instant } from '@xianjie/contracts'

const SUBJECTS_KEPT_MAX = 5_000

type Kept = {
  /** Of the last fact, and how many there are: a parked one may come in before it later. */
  readonly position: number
  readonly count: number
  readonly at: Instant
  readonly status: SubjectStatus
}

export class LastStatuses {
  readonly #compute: (facts: readonly Fact[], at: Instant) => SubjectStatus
  readonly #kept = new Map<SubjectId, Kept>()

  constructor(compute: (facts: readonly Fact[], at: Instant) => SubjectStatus) {
    this.#compute = compute
  }

  /** What holds at that moment, as known then, by these facts about the subject. */
  of(subject: SubjectId, facts: readonly Fact[], at: Instant): SubjectStatus {
    const kept = this.#kept.get(subject)
    if (kept && isAbout(kept, facts) && holdsAt(kept, at)) return kept.status
    const status = this.#compute(facts, at)
    if (latestRecorded(facts) <= at) this.#keep(subject, facts, at, status)
    return status
  }

  #keep(subject: SubjectId, facts: readonly Fact[], at: Instant, status: SubjectStatus): void {
    if (this.#kept.size >= SUBJECTS_KEPT_MAX) this.#kept.clear()
    const position = facts.at(-1)?.position ?? 0
    this.#kept.set(subject, { position, count: facts.length, at, status })
  }
}

const isAbout = ({ position, count }: Kept, facts: readonly Fact[]): boolean =>
  facts.length === count && (facts.at(-1)?.position ?? 0) === position

const holdsAt = ({ at: from, status: { holdsUntil } }: Kept, at: Instant): boolean =>
  at >= from && (holdsUntil === null || at < holdsUntil)

/** When the last of the facts was recorded: the moment of the status that they lead to. */
export const latestRecorded = (facts: readonly Fact[]): Instant =>
  instant(facts.reduce((latest, { recordedAt }) => Math.max(latest, recordedAt), 0))
