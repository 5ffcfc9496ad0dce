/** What is found behind a document's references, as the log stands when it is accepted. */
import {
  type CatalogueEntry,
  type EventLog,
  mayRefer,
  type Reference,
  type ReferenceCounts,
  sameNumber,
} from '@xianjie/contracts'
import { readAccepted } from './stored-document.ts'

/** References by number alone are left to the status: numbers are unique to their issuer only. */
export async function countReferences(
  references: readonly Reference[],
  { relations }: CatalogueEntry,
  log: Pick<EventLog, 'read'>,
): Promise<ReferenceCounts> {
  const counts = { unknown: 0, otherType: 0, otherNumber: 0 }
  for (const { relation, documentId, number } of references) {
    if (documentId === undefined) continue
    const target = (await readAccepted(log, documentId))?.event
    if (!target) counts.unknown += 1
    else if (!mayRefer(relations, relation, target.type)) counts.otherType += 1
    else if (number !== undefined && !sameNumber(number, target.number)) counts.otherNumber += 1
  }
  return counts
}
