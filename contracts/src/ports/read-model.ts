/**
 * A local view in SQL (SQLite dialect), rebuilt from the log. The position it has reached is written
 * in the same transaction as what follows from it, so a view is never half a step ahead.
 */
export type SqlValue = string | number | bigint | null | Uint8Array
export type Row = Readonly<Record<string, SqlValue>>

export type Statement = {
  run(...values: readonly SqlValue[]): void
  get(...values: readonly SqlValue[]): Row | undefined
  all(...values: readonly SqlValue[]): readonly Row[]
}

export type ReadModel = {
  /** Position reached; 0 for a fresh view. */
  position(): number
  /** Runs `work` and notes `position`, together or not at all. `work` must not be asynchronous. */
  transact(position: number, work: () => void): void
  prepare(sql: string): Statement
  close(): void
}

export type ViewDefinition = {
  readonly name: string
  /** Raised whenever the schema or the meaning changes: another version starts from an empty view. */
  readonly version: number
  readonly schema: string
}
