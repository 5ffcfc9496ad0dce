/** Status answers as bytes. A subject's answer of the present is kept until it stops holding. */
import {
  type Calendar,
  type Fact,
  formatInstant,
  type Instant,
  type SubjectId,
  type SubjectStatus,
  statusAt,
} from '@xianjie/contracts'
import type { View } from '@xianjie/follow'
import type { Projection } from '@xianjie/subjects'

const ANSWERS_KEPT_MAX = 50_000

type Kept = {
  /** Weak: the projection has a bound of its own for the facts in memory. */
  readonly facts: WeakRef<readonly Fact[]>
  readonly from: Instant
  readonly until: Instant
  /** The answer's JSON up to the members that differ from one asking to the next, UTF-8. */
  readonly text: Buffer
}
export type Asked = { readonly valid: Instant; readonly known: Instant; readonly present: boolean }

export class Answers {
  readonly #projection: Projection
  readonly #calendar: Calendar
  readonly #kept = new Map<SubjectId, Kept>()

  constructor(projection: Projection, calendar: Calendar) {
    this.#projection = projection
    this.#calendar = calendar
  }

  /** The answer as JSON, UTF-8, or undefined when no document names the subject by then. */
  text(subject: SubjectId, asked: Asked, view: View): Buffer | undefined {
    const facts = this.#projection.facts(subject)
    if (facts.length === 0) return undefined
    const kept = this.#kept.get(subject)
    const holds =
      asked.present &&
      kept?.facts.deref() === facts &&
      kept.from <= asked.valid &&
      asked.valid < kept.until
    const text = holds ? kept.text : this.#make(subject, facts, asked)
    return text && Buffer.concat([text, Buffer.from(tail(asked, view), 'latin1')])
  }

  /** The status itself, for callers that need more than its text. */
  status(subject: SubjectId, { valid, known }: Asked): SubjectStatus | undefined {
    const facts = this.#projection.facts(subject)
    return facts.some(({ recordedAt }) => recordedAt <= known)
      ? statusAt(facts, { valid, known }, this.#calendar)
      : undefined
  }

  #make(subject: SubjectId, facts: readonly Fact[], asked: Asked): Buffer | undefined {
    const found = this.status(subject, asked)
    if (!found) return undefined
    const { holdsUntil, ...rest } = found
    const text = Buffer.from(JSON.stringify({ subjectId: subject, ...rest }).slice(0, -1))
    // Facts from the future (a clock that was set) would make a kept answer wrong when they come due.
    if (asked.present && facts.every(({ recordedAt }) => recordedAt <= asked.known)) {
      if (this.#kept.size >= ANSWERS_KEPT_MAX) this.#kept.clear()
      const until = (holdsUntil ?? Number.POSITIVE_INFINITY) as Instant
      const of = new WeakRef(facts)
      this.#kept.set(subject, { facts: of, from: asked.valid, until, text })
    }
    return text
  }
}

function tail({ valid, known }: Asked, { position, ageMs }: View): string {
  const validAt = formatInstant(valid)
  const knownAt = known === valid ? validAt : formatInstant(known)
  return `,"validAt":"${validAt}","knownAt":"${knownAt}","position":${position},"ageMs":${ageMs}}`
}
