/**
 * Which documents count, as known at a moment: those recorded by then, with 补正 (F8) applied and
 * those struck that a 撤回 (F10) or a replacing document takes away (law.md §3.2 rule 8).
 */
import { normalisedNumber } from '../codes/document-number.ts'
import type { Reference, Relation } from '../documents/document.ts'
import type { Instant } from '../time.ts'
import { corrected } from './correct.ts'
import type { Entry } from './entry.ts'
import { compareMaking } from './entry.ts'
import type { Fact } from './fact.ts'
import type { NoteCode, Noted } from './notes.ts'
import { note } from './notes.ts'
import { sorted } from './sorted.ts'

export type Selection = { readonly entries: readonly Entry[]; readonly findings: readonly Noted[] }

/** One document acting on another. */
type Amendment = { readonly by: Fact; readonly target: Fact; readonly relation: Relation }

/** The standing documents in order of making, and what is odd about how they amend each other. */
export function select(facts: readonly Fact[], known: Instant): Selection {
  const heard = sorted(
    facts.filter((fact) => fact.recordedAt <= known),
    compareMaking,
  )
  const once = heard.filter((fact, index) => fact.documentId !== heard[index - 1]?.documentId)
  const findings: Noted[] = []
  const amendments = amendmentsAmong(once, findings)
  if (amendments.length === 0) return { entries: once.map(unamended), findings }
  for (const { by, target, relation } of amendments) {
    if (relation === 'recalls' && target.effect === 'recall') {
      findings.push(note('recall-of-recall', [by, target]))
    }
  }
  const against = Map.groupBy(amendments, ({ target }) => target)
  const stands = standing(against)
  const entries = once
    .filter(stands)
    .map((fact) => amended(fact, against.get(fact) ?? NONE, stands, findings))
  return { entries, findings }
}

const NONE: readonly Amendment[] = []

const NOBODY: readonly Fact[] = []
const unamended = (fact: Fact): Entry => ({ fact, original: fact, correctedBy: NOBODY })

function amendmentsAmong(facts: readonly Fact[], findings: Noted[]): readonly Amendment[] {
  const amending = facts.filter(amendsSome)
  if (amending.length === 0) return NONE
  const found: Amendment[] = []
  const targetsOf = targetsAmong(facts)
  for (const by of amending) {
    for (const reference of by.references) {
      const { relation } = reference
      if (!amends(by, relation)) continue
      const targets = targetsOf(by, reference)
      if (targets.length === 0) findings.push(note('amendment-target-unknown', [by]))
      for (const target of targets) {
        const wrong = objection(by, target, relation)
        if (wrong) findings.push(note(wrong, [by, target]))
        else found.push({ by, target, relation })
      }
    }
  }
  return withoutCycles(found, findings)
}

function amendsSome(by: Fact): boolean {
  for (const { relation } of by.references) if (amends(by, relation)) return true
  return false
}

const amends = (by: Fact, relation: Relation): boolean =>
  relation === 'replaces' ||
  (relation === 'corrects' && by.effect === 'correct') ||
  (relation === 'recalls' && by.effect === 'recall')

/** Whom a reference names: by its id, or by a number of the same issuer. */
function targetsAmong(facts: readonly Fact[]) {
  const byId = new Map(facts.map((fact) => [fact.documentId, fact]))
  let byNumber: ReadonlyMap<string, readonly Fact[]> | undefined
  return (by: Fact, { documentId, number }: Reference): readonly Fact[] => {
    if (documentId === undefined) {
      byNumber ??= Map.groupBy(facts, (fact) => normalisedNumber(fact.number))
      const numbered = (number !== undefined && byNumber.get(normalisedNumber(number))) || []
      return numbered.filter((fact) => fact !== by && fact.issuer.code === by.issuer.code)
    }
    const named = byId.get(documentId)
    return named ? [named] : []
  }
}

function objection(by: Fact, target: Fact, relation: Relation): NoteCode | undefined {
  if (by.issuer.code !== target.issuer.code) return 'amendment-by-other-issuer'
  if (relation === 'corrects' && target.effect === 'correct') return 'correction-of-correction'
  if (relation === 'replaces' && by.type !== target.type) return 'amendment-of-other-type'
  return undefined
}

/** Drops what leads back to itself; what remains has an end, so `standing` has one too. */
function withoutCycles(found: readonly Amendment[], findings: Noted[]): readonly Amendment[] {
  const made = Map.groupBy(found, ({ by }) => by)
  return found.filter((each) => {
    const cyclic = reaches(made, each.target, each.by, new Set())
    if (cyclic) findings.push(note('amendment-cycle', [each.by, each.target]))
    return !cyclic
  })
}

function reaches(
  made: ReadonlyMap<Fact, readonly Amendment[]>,
  from: Fact,
  to: Fact,
  visited: Set<Fact>,
): boolean {
  if (from === to) return true
  if (visited.has(from)) return false
  visited.add(from)
  return (made.get(from) ?? NONE).some(({ target }) => reaches(made, target, to, visited))
}

/**
 * Whether a document stands. A recall that is itself recalled strikes nothing (F10 against F10
 * revives); a replacement that is replaced in turn still stands in the place of the first.
 */
function standing(against: ReadonlyMap<Fact, readonly Amendment[]>): (fact: Fact) => boolean {
  const known = new Map<Fact, boolean>()
  const struck = (fact: Fact, relation: Relation, by: (fact: Fact) => boolean) =>
    (against.get(fact) ?? NONE).some((each) => each.relation === relation && by(each.by))
  const recalled = (fact: Fact): boolean => struck(fact, 'recalls', stands)
  const stands = (fact: Fact): boolean => {
    const before = known.get(fact)
    if (before !== undefined) return before
    const now = !recalled(fact) && !struck(fact, 'replaces', (by) => !recalled(by))
    known.set(fact, now)
    return now
  }
  return stands
}

function amended(
  original: Fact,
  amendments: readonly Amendment[],
  stands: (fact: Fact) => boolean,
  findings: Noted[],
): Entry {
  let fact = original
  const correctedBy: Fact[] = []
  for (const { by, relation } of amendments) {
    if (relation !== 'corrects' || !stands(by)) continue
    correctedBy.push(by)
    for (const correction of by.body.corrections ?? []) {
      const next = corrected(fact, correction)
      if (next) fact = next
      else findings.push(note('correction-not-applicable', [by, original]))
    }
  }
  return { fact, original, correctedBy }
}
