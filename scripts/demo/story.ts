/** What a demo story is made of: rows of law.md §7 as data, in the order of the case. */
import {
  type Flag,
  type LegalDate,
  legalDate,
  type Person,
  type Proceeding,
  type Relation,
  type Restriction,
  type State,
  type Supervision,
} from '@xianjie/contracts'
import type { DocumentBodies } from '@xianjie/schemas'
import type { units } from '../workshop/units.ts'

export type UnitName = keyof typeof units

/** What law.md §7 says of the person at that moment; absent members mean nothing out of the ordinary. */
export type Expected = {
  readonly state: State
  readonly supervision?: Supervision
  readonly restriction?: Restriction
  /** All that are going on, in any order; so are the flags. */
  readonly proceeding?: readonly Proceeding[]
  readonly flags?: readonly Flag[]
  readonly warnings?: number
  /** First and last day of the correction, where the row states it. */
  readonly period?: readonly [from: string, to: string]
  /** Legal date of the state, where the row states one. */
  readonly since?: string
  /** Legal date and reason of the end of the correction, where the row states it. */
  readonly ended?: readonly [on: string, reason: string]
  /** How far the new crime's case has come, where the row states it. */
  readonly newCrimeStage?: string
}

/** To another document of the story by its key, or by number to one that was never exchanged. */
export type RowReference = { readonly relation: Relation } & (
  | { readonly key: string }
  | { readonly number: string }
)

type Row = {
  /** Number of the row in the case's table of law.md §7. */
  readonly no: number
  /** RFC 3339: when it arrives, and so what the sandbox clock is set to. */
  readonly at: string
}

type Paper<Slug extends keyof DocumentBodies> = Row & {
  readonly is: 'document'
  /** Unique in its story; the document id comes from it. */
  readonly key: string
  readonly type: Slug
  readonly by: UnitName
  readonly number: string
  /** The heading of the paper, where it is not the title of the type. */
  readonly title?: string
  /** Legal date; the day of arrival unless told. */
  readonly madeOn?: string
  readonly effectiveOn?: string
  readonly to?: readonly UnitName[]
  readonly copies?: readonly UnitName[]
  readonly references?: readonly RowReference[]
  readonly body: DocumentBodies[Slug]
  readonly expected: Expected
}

export type DocumentRow = { [Slug in keyof DocumentBodies]: Paper<Slug> }[keyof DocumentBodies]

/** Nothing arrives: the status changes because time passes. */
export type ClockRow = Row & {
  readonly is: 'clock'
  readonly what: string
  readonly expected: Expected
}

/** A paper of the table that is not exchanged, since the catalogue has no such type. */
export type OutsideRow = Row & {
  readonly is: 'outside'
  readonly what: string
  readonly by: UnitName
}

export type StoryRow = DocumentRow | ClockRow | OutsideRow

export type Story = {
  /** Of law.md §7: `a` or `b`. */
  readonly letter: string
  readonly title: string
  readonly subject: Person
  readonly rows: readonly StoryRow[]
}

/** A day that exists. */
export function day(text: string): LegalDate {
  const date = legalDate(text)
  if (!date) throw new RangeError(`not a date: ${text}`)
  return date
}

/** `at` in short: `2026-03-12 09:20`, Asia/Shanghai. */
export const shanghai = (at: string): string => `${at.replace(' ', 'T')}:00+08:00`

export const outside = (no: number, at: string, by: UnitName, what: string): OutsideRow => ({
  is: 'outside',
  no,
  at: shanghai(at),
  by,
  what,
})

export const clockAlone = (no: number, at: string, what: string, expected: Expected): ClockRow => ({
  is: 'clock',
  no,
  at: shanghai(at),
  what,
  expected,
})
