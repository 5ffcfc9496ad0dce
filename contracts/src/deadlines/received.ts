/**
 * When an organ received a document: when it entered its inbox, or earlier on paper as its receipt
 * B21 states, or with a document that delivers it (ESL 11(2); law.md §0.3-9).
 */
import type { AgencyKind } from '../competence/agency.ts'
import type { AgencyCode } from '../ids.ts'
import type { Entry } from '../subject/entry.ts'
import { names, refersTo } from '../subject/entry.ts'
import type { Fact, Party } from '../subject/fact.ts'
import type { Instant } from '../time.ts'
import { dateOf, instantOf, legalDate } from '../time.ts'

export type Received = { readonly at: Instant; readonly agency: AgencyCode }

/** Whether an organ to which a document went is the one that is meant. */
export type Meant = (party: Party, document: Fact) => boolean

/** A document that may say when another one was received: B21, or one that delivers it. */
export function tellsReceipt({ fact: { effect, references } }: Entry): boolean {
  if (effect === 'prove-service') return true
  for (const { relation } of references) if (relation === 'delivers') return true
  return false
}

/** The earliest receipt by an organ that is meant, or null where it went to none. */
export function receiptOf(
  document: Entry,
  meant: Meant,
  telling: readonly Entry[],
  among: 'recipients' | 'recipients and copies' = 'recipients and copies',
): Received | null {
  const { fact } = document
  const addressed = fact.recipients.find((each) => meant(each, fact))
  const direct =
    addressed ??
    (among === 'recipients' ? undefined : fact.copies.find((each) => meant(each, fact)))
  let first: Received | null =
    direct === undefined ? null : { at: fact.recordedAt, agency: direct.code }
  for (const other of telling) {
    const told = toldBy(other, document, meant, first)
    if (told && (first === null || told.at < first.at)) first = told
  }
  return first
}

const organIn = (fact: Fact, meant: Meant): Party | undefined =>
  fact.recipients.find((each) => meant(each, fact)) ?? fact.copies.find((each) => meant(each, fact))

function toldBy(
  other: Entry,
  document: Entry,
  meant: Meant,
  known: Received | null,
): Received | null {
  const { fact } = other
  if (fact.effect === 'prove-service') return onPaper(fact, document, known)
  const delivers = fact.references.some(
    (reference) => reference.relation === 'delivers' && names(reference, document),
  )
  const organ = delivers ? organIn(fact, (party) => meant(party, document.fact)) : undefined
  return organ ? { at: fact.recordedAt, agency: organ.code } : null
}

/** A receipt that states only the day of the arrival on the platform says nothing earlier. */
function onPaper(fact: Fact, document: Entry, known: Received | null): Received | null {
  const { receivedOn } = fact.body
  if (known === null || receivedOn === undefined || fact.issuer.code !== known.agency) return null
  if (!refersTo(fact, document)) return null
  const sameDay = legalDate(receivedOn) === dateOf(document.fact.recordedAt)
  return sameDay ? null : { at: instantOf(receivedOn), agency: known.agency }
}

/** The first receipt by an organ of one of these kinds, among all documents. */
export const received = (
  document: Entry,
  kinds: readonly AgencyKind[],
  all: readonly Entry[],
): Received | null =>
  receiptOf(
    document,
    ({ kind }) => kind !== undefined && kinds.includes(kind),
    all.filter(tellsReceipt),
  )
