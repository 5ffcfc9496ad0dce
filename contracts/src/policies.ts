/**
 * What no text of the law settles and the platform has to choose: each choice by name, with its default
 * and its reason. A site may choose otherwise; the law it may not.
 */
export type Policy<Value> = {
  readonly key: string
  readonly default: Value
  readonly reason: string
  /** Where the question comes from. */
  readonly source: string
}
