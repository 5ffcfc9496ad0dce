/** What is odd about an accepted document or a course of events; it refuses nothing. */
export type Severity = 'notice' | 'warning' | 'serious'

export type Finding = {
  /** Stable name, e.g. `recipient-not-registered`. */
  readonly code: string
  readonly severity: Severity
  /** Article, where there is one. */
  readonly basis?: string
  readonly message: { readonly zh: string; readonly en: string }
}
