/** One named finding: what is odd, and what the reader can do about it. */
import type { Severity } from '../subject/finding.ts'

export type FindingRule = {
  readonly severity: Severity
  /** Article, where there is one. */
  readonly basis?: string
  /** Row, rule or section of law.md that it comes from. */
  readonly law: string
  readonly title: { readonly zh: string; readonly en: string }
  /** What is odd and what to do about it. */
  readonly message: { readonly zh: string; readonly en: string }
}
export type FindingRules = Readonly<Record<string, FindingRule>>
