/**
 * When an organ received a document: when it entered its inbox, or earlier on paper as its receipt
 * B21 states (ESL 11(2); law.md §0.3-9).
 */
import type { AgencyKind } from '../competence/agency.ts'
import type { AgencyCode } from '../ids.ts'
import type { Entry } from '../subject/entry.ts'
import { refersTo } from '../subject/entry.ts'
import type { Instant } from '../time.ts'
import { instantOf } from '../time.ts'

export type Received = { readonly at: Instant; readonly agency: AgencyCode }

/** The first receipt by a recipient of one of these kinds, or null where none is named. */
export function received(
  document: Entry,
  kinds: readonly AgencyKind[],
  all: readonly Entry[],
): Received | null {
  const { recipients, recordedAt } = document.fact
  const organ = recipients.find(({ kind }) => kind !== undefined && kinds.includes(kind))
  if (!organ) return null
  const onPaper = all
    .filter(
      ({ fact }) =>
        fact.effect === 'prove-service' &&
        fact.issuer.code === organ.code &&
        refersTo(fact, document),
    )
    .flatMap(({ fact }) => fact.body.receivedOn ?? [])
    .map(instantOf)
  return { at: Math.min(recordedAt, ...onPaper) as Instant, agency: organ.code }
}
