/** Which decision a later paper is about, and when that decision takes effect (law.md §0.3-15). */
import { statesAnotherEffect } from '../../documents/paper-dates.ts'
import type { LegalDate } from '../../time.ts'
import { legalDate } from '../../time.ts'
import type { Entry } from '../entry.ts'
import { effectiveOn, kindOf, laterDate, refersTo } from '../entry.ts'

/** A decision that correction applies (B1, B3, B6-B8), or a judgment for a new crime (D24). */
const decides = ({ fact }: Entry): boolean =>
  (fact.effect === 'decide' && fact.body.outcome !== 'refused') || fact.effect === 'judge-new-crime'

/** What a paper may be about where it names nothing: D25 a new judgment, B2 any judgment. */
function canConcern(paper: Entry, decision: Entry): boolean {
  const { type, effect } = paper.fact
  const isNew = decision.fact.effect === 'judge-new-crime'
  const kind = kindOf(decision)
  if (effect === 'decide-on-appeal') return isNew || kind === 'control' || kind === 'probation'
  if (isNew || type === 'notice-new-judgment') return isNew && type === 'notice-new-judgment'
  return effect !== 'release-on-parole' || kind === 'parole'
}

/** What is found out once about one list of documents: every rule asks for it again. */
type Known = {
  readonly decisions: readonly Entry[]
  readonly statements: readonly Entry[]
  readonly decisionOf: Map<Entry, Entry | undefined>
}
const KNOWN = new WeakMap<readonly Entry[], Known>()

function knownOf(all: readonly Entry[]): Known {
  const before = KNOWN.get(all)
  if (before) return before
  const statements = all.filter(isStatement).reverse()
  const known = { decisions: all.filter(decides), statements, decisionOf: new Map() }
  KNOWN.set(all, known)
  return known
}

/** The decision it names; else the last one made by then, else the first that it can concern. */
export function decisionOf(paper: Entry, all: readonly Entry[]): Entry | undefined {
  const { decisions, decisionOf: found } = knownOf(all)
  if (!found.has(paper)) found.set(paper, decisionAmong(paper, decisions))
  return found.get(paper)
}

function decisionAmong(paper: Entry, decisions: readonly Entry[]): Entry | undefined {
  const named = decisions.find((each) => refersTo(paper.fact, each))
  if (named) return named
  const possible = decisions.filter((each) => canConcern(paper, each))
  const before = possible.findLast((each) => each.original.madeOn <= paper.original.madeOn)
  return before ?? (paper.fact.effect === 'decide-on-appeal' ? undefined : possible[0])
}

/** Documents that state the effect of this decision, the one made last first (B13, B14, B2, D25). */
export const statementsFor = (decision: Entry, all: readonly Entry[]): readonly Entry[] =>
  knownOf(all).statements.filter((each) => decisionOf(each, all) === decision)

const isStatement = ({ fact }: Entry): boolean =>
  statesAnotherEffect(fact) ||
  (fact.effect === 'decide-on-appeal' && fact.body.outcome !== 'annulled')

/** Whether an appeal took the judgment away, so that it never has effect (law.md §1 B2). */
export const isAnnulled = (decision: Entry, all: readonly Entry[]): boolean =>
  all.some(
    (each) =>
      each.fact.effect === 'decide-on-appeal' &&
      each.fact.body.outcome === 'annulled' &&
      decisionOf(each, all) === decision,
  )

/**
 * Judgments: only by a document that states it, the one made last. Parole: the day it is served.
 * 暂外: the day made. A header that states the date comes first in the last two.
 */
export function takesEffectOn(entry: Entry, statements: readonly Entry[]): LegalDate | null {
  const { fact } = entry
  const kind = fact.effect === 'judge-new-crime' ? null : kindOf(entry)
  if (kind === 'tpe') return effectiveOn(entry)
  const own = fact.effectiveOn ?? (kind === 'parole' ? fact.body.servedOn : undefined)
  const stated = statements.map((each) => statedDate(each, kind === 'parole'))
  const order = kind === 'parole' ? [own, ...stated] : [...stated, own]
  const date = legalDate(order.find((each) => each !== undefined) ?? '')
  return date ? laterDate(date, fact.madeOn) : null
}

/** B2 takes effect the day it is pronounced, and with it the judgment (法释〔2004〕7号). */
export function pronouncedOn(appeal: Entry): LegalDate {
  const day = legalDate(appeal.fact.body.pronouncedOn ?? '')
  if (appeal.fact.effectiveOn !== undefined || day === undefined) return effectiveOn(appeal)
  return laterDate(day, appeal.original.madeOn)
}

function statedDate(statement: Entry, inBodyOnly: boolean): string | undefined {
  const { fact } = statement
  if (fact.effect === 'decide-on-appeal') return pronouncedOn(statement)
  return fact.body.judgmentEffectiveOn ?? (inBodyOnly ? undefined : fact.effectiveOn)
}
