/** Every finding about a course of events, by its stable code. Those at intake stand in `intake-findings.ts`. */
import type { Finding } from '../subject/finding.ts'
import type { FindingRule } from './finding-rule.ts'
import { AMENDMENT_RULES } from './rules-of-amendment.ts'
import { CHANGE_RULES } from './rules-of-change.ts'
import { COURSE_RULES } from './rules-of-course.ts'
import { DELIVERY_RULES } from './rules-of-delivery.ts'
import { ENDING_RULES } from './rules-of-ending.ts'
import { PAPER_RULES } from './rules-of-papers.ts'
import { SUPERVISION_RULES } from './rules-of-supervision.ts'

const RULES = {
  ...AMENDMENT_RULES,
  ...COURSE_RULES,
  ...PAPER_RULES,
  ...DELIVERY_RULES,
  ...SUPERVISION_RULES,
  ...CHANGE_RULES,
  ...ENDING_RULES,
}

export type FindingCode = keyof typeof RULES

export type NamedFindingRule = FindingRule & { readonly code: FindingCode }

/** For tables of coverage and the API, in the order of law.md. */
export const FINDING_RULES: readonly NamedFindingRule[] = Object.entries(RULES).map(
  ([code, rule]) => ({ ...rule, code: code as FindingCode }),
)

/** The finding itself: what an answer carries of its rule. */
export function findingOf(code: FindingCode): Finding {
  const { severity, basis, message }: FindingRule = RULES[code]
  return { code, severity, ...(basis !== undefined && { basis }), message }
}
