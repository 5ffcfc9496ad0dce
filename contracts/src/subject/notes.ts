/** A finding together with the documents that it is about. */
import { type FindingCode, findingOf } from '../findings/catalogue.ts'
import type { DocumentId } from '../ids.ts'
import type { Entry } from './entry.ts'
import type { Fact } from './fact.ts'
import type { Finding } from './finding.ts'

export type NoteCode = FindingCode
export type Noted = Finding & { readonly documents: readonly DocumentId[] }

/** The finding of that code about these documents. */
export const note = (code: NoteCode, about: readonly (Entry | Fact)[]): Noted => ({
  ...findingOf(code),
  documents: about.map((each) => ('fact' in each ? each.fact.documentId : each.documentId)),
})

/** One fixed order, whatever the order of arrival. */
export const compareNotes = (a: Noted, b: Noted): number => {
  const [left, right] = [a.code + a.documents.join(), b.code + b.documents.join()]
  return left < right ? -1 : Number(left > right)
}
