import type { Fact, SubjectId } from '@xianjie/contracts'

/** Facts in memory, and persons without any: about a kibibyte each. */
const FACTS_MAX = 200_000

/**
 * The facts of the persons who were asked about last. Bounded by facts, not by persons: one has three
 * documents, another three hundred.
 */
export class FactCache {
  readonly #bySubject = new Map<SubjectId, readonly Fact[]>()
  readonly #max: number
  #size = 0

  constructor(max = FACTS_MAX) {
    this.#max = max
  }

  get(subject: SubjectId): readonly Fact[] | undefined {
    const facts = this.#bySubject.get(subject)
    if (facts) {
      // The order of a map is that of insertion, so the first one is the one not asked for longest.
      this.#bySubject.delete(subject)
      this.#bySubject.set(subject, facts)
    }
    return facts
  }

  set(subject: SubjectId, facts: readonly Fact[]): void {
    this.delete(subject)
    this.#bySubject.set(subject, facts)
    this.#size += sizeOf(facts)
    for (const oldest of this.#bySubject.keys()) {
      if (this.#size <= this.#max) return
      this.delete(oldest)
    }
  }

  delete(subject: SubjectId): void {
    const facts = this.#bySubject.get(subject)
    if (!facts) return
    this.#bySubject.delete(subject)
    this.#size -= sizeOf(facts)
  }
}

const sizeOf = (facts: readonly Fact[]): number => facts.length + 1
