/** The correction period and where it is printed (law.md §3.2 "Period"; CL 41, 73, 83; CPLI 202(2)). */
import type { FactBody } from '../documents/fact-fields.ts'
import type { Instant, LegalDate } from '../time.ts'
import { addDays, dateOf, daysBetween, endOf, instantOf, legalDate, termEnd } from '../time.ts'
import type { Entry } from './entry.ts'
import { effectiveOn } from './entry.ts'
import type { Episode } from './model.ts'

export type Period = {
  readonly from: LegalDate | null
  readonly to: LegalDate | null
  /** End of the sentence under 暂予监外执行: only that ends the correction (rule 7). */
  readonly sentenceTo: LegalDate | null
  /** 24:00 of the last day of correction; null where that is not known. */
  readonly expiresAt: Instant | null
  readonly sources: readonly Entry[]
}

type Field = 'periodFrom' | 'periodTo' | 'sentenceTo' | 'handedOverOn'
type Found = { readonly date: LegalDate; readonly by: Entry } | null
type Bounds = { readonly from: Found; readonly end: Found; readonly sentence: Found }
type Undated = Omit<Episode, 'period'>

/** The last day of correction: of the sentence for 暂外, else of the period; null where unknown. */
export const lastDay = ({ kind, period }: Pick<Episode, 'kind' | 'period'>): LegalDate | null =>
  kind === 'tpe' ? period.sentenceTo : period.to

/** From the decision, what is stated about it, the enrolling document, and what changed it since. */
export function periodOf(episode: Undated): Period {
  const start = startOfPeriod(episode)
  const first: Bounds = {
    from: start,
    end: endOfPeriod(episode, start),
    sentence: printed('sentenceTo', [episode.decision, ...episode.enrolments]),
  }
  const { from, end, sentence } = episode.amendments.reduce(amended, first)
  const isTpe = episode.kind === 'tpe'
  const to = isTpe ? earlier(end, sentence) : end
  const last = isTpe ? sentence : to
  const sources = [from, to, sentence].filter((each) => each !== null).map(({ by }) => by)
  return {
    from: from?.date ?? null,
    to: to?.date ?? null,
    sentenceTo: sentence?.date ?? null,
    expiresAt: last ? endOf(last.date) : null,
    sources: [...new Set(sources)],
  }
}

const earlier = (a: Found, b: Found): Found => {
  if (a === null || b === null) return a ?? b
  return b.date < a.date ? b : a
}

function startOfPeriod(episode: Undated): Found {
  const { kind, decision, statements, enrolments, paroledBy } = episode
  if (kind === 'parole' && paroledBy) return { date: releaseDay(paroledBy), by: paroledBy }
  const stated = printed('periodFrom', [...statements, decision])
  if (stated) return stated
  if ((kind === 'control' || kind === 'probation') && decision && episode.effectiveOn) {
    return { date: episode.effectiveOn, by: decision }
  }
  const handedOver = kind === 'tpe' ? printed('handedOverOn', enrolments) : null
  return handedOver ?? printed('periodFrom', enrolments)
}

/** The day of release that B5 states (从假释之日; CL 83). */
function releaseDay(certificate: Entry): LegalDate {
  const { releasedOn, periodFrom } = certificate.fact.body
  return legalDate(releasedOn ?? periodFrom ?? '') ?? effectiveOn(certificate)
}

function endOfPeriod(episode: Undated, from: Found): Found {
  const { kind, decision, statements, enrolments } = episode
  const judged = kind === 'control' || kind === 'probation'
  const order = judged ? [...statements, decision] : [decision, ...statements]
  const stated = printed('periodTo', order)
  if (stated) return stated
  const by = order.find((each) => each?.fact.body.term !== undefined)
  const term = by?.fact.body.term
  if (judged && by && from && term)
    return { date: addDays(termEnd(from.date, term), -creditedDays(episode, by)), by }
  return printed('periodTo', enrolments)
}

/** Custody before the judgment shortens 管制, never the probation period (CL 41, 73). */
function creditedDays({ kind, decision }: Undated, by: Entry): number {
  if (kind !== 'control') return 0
  return by.fact.body.creditedDays ?? decision?.fact.body.creditedDays ?? 0
}

/** C32, C34, D23, F9, and the record after a prison term (§9-32): the bounds as they print them. */
function amended(bounds: Bounds, by: Entry): Bounds {
  const { body, effect } = by.fact
  const from = printed('periodFrom', [by])
  const newFrom = effect === 'retrial' || effect === 'enrol' ? (from ?? bounds.from) : bounds.from
  const end = printed('periodTo', [by]) ?? retriedEnd(by, newFrom) ?? bounds.end
  const sentence = printed('sentenceTo', [by]) ?? later(bounds.sentence, by, body)
  return { from: newFrom, end, sentence }
}

function retriedEnd(by: Entry, from: Found): Found {
  const { term } = by.fact.body
  return by.fact.effect === 'retrial' && term && from
    ? { date: termEnd(from.date, term), by }
    : null
}

/** D23 that prints no end: the sentence ends as many days later (CPL 268(3)). */
function later(sentence: Found, by: Entry, body: FactBody): Found {
  const days = body.uncountedDays ?? uncountedDaysIn(body)
  if (by.fact.effect !== 'rule-uncounted' || sentence === null || days === null) return sentence
  return { date: addDays(sentence.date, days), by }
}

/** Days from the first to the last one not counted, both included (§9-28); null: not printed. */
export function uncountedDaysIn({ uncountedFrom, uncountedTo }: FactBody): number | null {
  const [from, to] = [legalDate(uncountedFrom ?? ''), legalDate(uncountedTo ?? '')]
  return from && to ? daysBetween(from, to) + 1 : null
}

/** The first of the documents that prints the field. */
function printed(field: Field, documents: readonly (Entry | null)[]): Found {
  for (const by of documents) {
    const date = by && dateIn(by.fact.body, field)
    if (date) return { date, by }
  }
  return null
}

const dateIn = (body: FactBody, field: Field): LegalDate | null =>
  body[field] === undefined ? null : dateOf(instantOf(body[field]))
