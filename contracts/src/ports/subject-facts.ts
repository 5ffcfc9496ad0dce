import type { SubjectId } from '../ids.ts'
import type { Fact } from '../subject/fact.ts'

/** The facts known about a person, as far as the view has followed the log. */
export type SubjectFacts = {
  factsOf(
    subject: SubjectId,
  ): Promise<{ readonly facts: readonly Fact[]; readonly position: number }>
}
