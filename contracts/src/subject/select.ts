/**
 * Which documents count, as known at a moment: those recorded by then, with 补正 (F8) applied and
 * those struck that a 撤回 (F10) or a replacing document takes away (law.md §3.2 rule 8).
 */
import { sameNumber } from '../codes/document-number.ts'
import type { Relation } from '../documents/document.ts'
import type { Instant } from '../time.ts'
import { corrected } from './correct.ts'
import type { Entry } from './entry.ts'
import { compareMaking } from './entry.ts'
import type { Fact } from './fact.ts'
import type { NoteCode, Noted } from './notes.ts'
import { note } from './notes.ts'

export type Selection = { readonly entries: readonly Entry[]; readonly findings: readonly Noted[] }

/** One document acting on another. */
type Amendment = { readonly by: Fact; readonly target: Fact; readonly relation: Relation }

/** The standing documents in order of making, and what is odd about how they amend each other. */
export function select(facts: readonly Fact[], known: Instant): Selection {
  const heard = facts.filter((fact) => fact.recordedAt <= known).sort(compareMaking)
  const once = heard.filter((fact, index) => fact.documentId !== heard[index - 1]?.documentId)
  const findings: Noted[] = []
  const amendments = amendmentsAmong(once, findings)
  if (amendments.length === 0) return { entries: once.map(unamended), findings }
  const stands = standing(amendments.filter((each) => each.relation !== 'corrects'))
  const entries = once.filter(stands).map((fact) => amended(fact, amendments, stands, findings))
  return { entries, findings }
}

const unamended = (fact: Fact): Entry => ({ fact, original: fact, correctedBy: [] })

function amendmentsAmong(facts: readonly Fact[], findings: Noted[]): readonly Amendment[] {
  const found: Amendment[] = []
  for (const by of facts) {
    for (const { relation, documentId, number } of by.references) {
      if (!amends(by, relation)) continue
      const targets = facts.filter((target) =>
        documentId === undefined ? isOwn(by, target, number) : target.documentId === documentId,
      )
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

/** Numbers are unique to their issuer only, so another document of the same issuer is meant. */
const isOwn = (by: Fact, target: Fact, number: string | undefined): boolean =>
  number !== undefined &&
  target !== by &&
  target.issuer.code === by.issuer.code &&
  sameNumber(target.number, number)

const amends = (by: Fact, relation: Relation): boolean =>
  relation === 'replaces' ||
  (relation === 'corrects' && by.effect === 'correct') ||
  (relation === 'recalls' && by.effect === 'recall')

function objection(by: Fact, target: Fact, relation: Relation): NoteCode | undefined {
  if (by.issuer.code !== target.issuer.code) return 'amendment-by-other-issuer'
  if (relation === 'replaces' && by.type !== target.type) return 'amendment-of-other-type'
  return undefined
}

/** Drops what leads back to itself; what remains has an end, so `standing` has one too. */
function withoutCycles(found: readonly Amendment[], findings: Noted[]): readonly Amendment[] {
  return found.filter((each) => {
    const cyclic = reaches(found, each.target, each.by, new Set())
    if (cyclic) findings.push(note('amendment-cycle', [each.by, each.target]))
    return !cyclic
  })
}

function reaches(found: readonly Amendment[], from: Fact, to: Fact, visited: Set<Fact>): boolean {
  if (from === to) return true
  if (visited.has(from)) return false
  visited.add(from)
  return found.some((next) => next.by === from && reaches(found, next.target, to, visited))
}

/**
 * Whether a document stands. A recall that is itself recalled strikes nothing (F10 against F10
 * revives); a replacement that is replaced in turn still stands in the place of the first.
 */
function standing(strikes: readonly Amendment[]): (fact: Fact) => boolean {
  const against = (fact: Fact, relation: Relation) =>
    strikes.filter((strike) => strike.target === fact && strike.relation === relation)
  const recalled = (fact: Fact): boolean => against(fact, 'recalls').some(({ by }) => stands(by))
  const stands = (fact: Fact): boolean =>
    !recalled(fact) && !against(fact, 'replaces').some(({ by }) => !recalled(by))
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
  for (const { by, target, relation } of amendments) {
    if (target !== original || relation !== 'corrects' || !stands(by)) continue
    correctedBy.push(by)
    for (const correction of by.body.corrections ?? []) {
      const next = corrected(fact, correction)
      if (next) fact = next
      else findings.push(note('correction-not-applicable', [by, original]))
    }
  }
  return { fact, original, correctedBy }
}
