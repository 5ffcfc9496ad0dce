/** A known, standing document: as it was signed, and as its corrections make it read. */
import { sameNumber } from '../codes/document-number.ts'
import type { Kind } from '../documents/catalogue.ts'
import type { Reference } from '../documents/document.ts'
import type { Instant, LegalDate } from '../time.ts'
import { instantOf, startOf } from '../time.ts'
import type { Fact } from './fact.ts'

export type Entry = {
  readonly fact: Fact
  /** Before corrections; a corrected document keeps its own effective date (law.md §3.2 rule 8). */
  readonly original: Fact
  readonly correctedBy: readonly Fact[]
}

/** Order of making; equal days by document id, so that no order of arrival shows. */
export function compareMaking(a: Fact, b: Fact): number {
  if (a.madeOn !== b.madeOn) return a.madeOn < b.madeOn ? -1 : 1
  if (a.documentId === b.documentId) return 0
  return a.documentId < b.documentId ? -1 : 1
}

/** Whether a reference of the first, by id or by number (law.md §5.1, §5.2), names the second. */
export function refersTo({ references }: Fact, target: Entry): boolean {
  for (const reference of references) if (names(reference, target)) return true
  return false
}

/** Whether the reference names the document, as it was signed or as it reads now. */
export const names = ({ documentId, number }: Reference, { fact, original }: Entry): boolean =>
  documentId === undefined
    ? number !== undefined &&
      (sameNumber(number, fact.number) || sameNumber(number, original.number))
    : documentId === fact.documentId

/** The effective date: the stated one, never before the day made (law.md §0.3-15), else that day. */
export const effectiveOn = ({ fact, original }: Entry): LegalDate =>
  fact.effectiveOn === undefined ? original.madeOn : laterDate(fact.effectiveOn, fact.madeOn)

export const effectAt = (entry: Entry): Instant => startOf(effectiveOn(entry))

/** An act counts when it happened, even if the paper was made later; else as `effectAt`. */
export const actAt = (entry: Entry, happened: string | undefined): Instant =>
  happened === undefined ? effectAt(entry) : instantOf(happened)

/** The kind of correction that the document itself says it is about. */
export const kindOf = ({ fact }: Entry): Kind | null =>
  fact.body.kind ?? (fact.kinds.length === 1 ? (fact.kinds[0] ?? null) : null)

export const laterDate = (a: LegalDate, b: LegalDate): LegalDate => (a > b ? a : b)
export const earlierDate = (a: LegalDate, b: LegalDate): LegalDate => (a < b ? a : b)
