import type { CatalogueEntry } from '../documents/catalogue.ts'
import type { OpenPart } from '../events/document-accepted.ts'
import { instant } from '../time.ts'
import type { Fact } from './fact.ts'

/** The fact that an accepted document states; `position` is where the log holds it. */
export function factOf(event: OpenPart, position: number, entry: CatalogueEntry): Fact {
  return {
    documentId: event.documentId,
    type: event.type,
    order: entry.order,
    effect: entry.effect,
    kinds: entry.kinds,
    ...(entry.measure === undefined ? {} : { measure: entry.measure }),
    ...(event.minor ? { minor: true } : {}),
    ...(event.underage === undefined ? {} : { underage: event.underage }),
    ...(event.sealed ? { sealed: true } : {}),
    recipientRoles: entry.recipients,
    copyRoles: entry.copies,
    number: event.number,
    issuer: { code: event.issuer.code, kind: event.issuer.kind, ...level(event) },
    recipients: event.recipients,
    copies: event.copies,
    references: event.references,
    madeOn: event.madeOn,
    ...(event.effectiveOn === undefined ? {} : { effectiveOn: event.effectiveOn }),
    recordedAt: instant(Date.parse(event.acceptedAt)),
    position,
    body: event.facts,
  }
}

const level = ({ issuer }: OpenPart) => (issuer.level === undefined ? {} : { level: issuer.level })
