/** A paper of a life before it is a document: by whom, to whom, when, saying what. */
import {
  addDays,
  type Instant,
  instant,
  type Kind,
  type LegalDate,
  MINUTE_MS,
  type Person,
  type Relation,
  startOf,
  type Term,
} from '@xianjie/contracts'
import type { DocumentBodies } from '@xianjie/schemas'
import type { Unit } from '../workshop/agency-workshop.ts'
import type { County, Province } from './province.ts'
import type { Random } from './random.ts'

export type Slug = keyof DocumentBodies

export type Sheet = {
  /** Unique in its life. */
  readonly key: string
  readonly type: Slug
  readonly number: string
  readonly by: Unit
  readonly to: readonly Unit[]
  readonly copies: readonly Unit[]
  readonly references: readonly SheetReference[]
  readonly madeOn: LegalDate
  readonly effectiveOn?: LegalDate
  /** When it reaches the platform. */
  readonly at: Instant
  readonly minor: boolean
  readonly body: DocumentBodies[Slug]
}
export type SheetReference = { readonly relation: Relation; readonly sheet: Sheet }

/** One person's life as it is being written; the phases fill it in turn. */
export type Course = {
  /** Number of the person in the population. */
  readonly n: number
  readonly random: Random
  readonly province: Province
  /** The execution place; a change of place puts another one here. */
  county: County
  readonly person: Person
  readonly kind: Kind
  readonly minor: boolean
  readonly offence: string
  readonly sheets: Sheet[]
}

export type Given = {
  readonly by: Unit
  readonly to?: readonly Unit[]
  readonly copies?: readonly Unit[]
  /** The day on which it is made. */
  readonly on: LegalDate
  /** The day on which it arrives, where that is another one. */
  readonly arrives?: LegalDate
  readonly effectiveOn?: LegalDate
  readonly number?: string
  readonly refers?: Partial<Record<Relation, Sheet | readonly Sheet[]>>
}

/** Papers come in at nine, in the order in which they are written. */
const NINE = 9 * 60
const MINUTES_BETWEEN = 4

/** Writes one more paper of the life. */
export function write<Type extends Slug>(
  course: Course,
  type: Type,
  given: Given,
  body: DocumentBodies[Type],
): Sheet {
  const at = course.sheets.length
  const sheet: Sheet = {
    key: `${type} ${at}`,
    type,
    number: given.number ?? numberOf(course, given.by, given.on, at),
    by: given.by,
    to: given.to ?? [],
    copies: given.copies ?? [],
    references: referencesOf(given.refers),
    madeOn: given.on,
    ...(given.effectiveOn ? { effectiveOn: given.effectiveOn } : {}),
    at: instant(startOf(given.arrives ?? given.on) + (NINE + at * MINUTES_BETWEEN) * MINUTE_MS),
    minor: course.minor,
    body,
  }
  course.sheets.push(sheet)
  return sheet
}

const referencesOf = (refers: Given['refers'] = {}): readonly SheetReference[] =>
  (Object.entries(refers) as [Relation, Sheet | readonly Sheet[]][]).flatMap(([relation, sheets]) =>
    [sheets].flat().map((sheet) => ({ relation, sheet })),
  )

/** Room for a hundred papers of each person, so that no two numbers of a unit are one. */
const PAPERS_OF_A_LIFE_MAX = 100

function numberOf({ n }: Course, by: Unit, on: LegalDate, at: number): string {
  if (at >= PAPERS_OF_A_LIFE_MAX) throw new RangeError('a life has too many papers')
  const serial = n * PAPERS_OF_A_LIFE_MAX + at
  return `${by.name.slice(0, 2)}${WORDS[by.kind] ?? '文'}字〔${on.slice(0, 4)}〕${serial}号`
}
const WORDS: Partial<Record<Unit['kind'], string>> = {
  court: '法',
  procuratorate: '检',
  police: '公',
  corrections: '矫',
  'judicial-office': '司',
  prison: '监',
  'prison-administration': '监管',
  'detention-house': '看',
}

/** Of a court, as CASE15 writes it; `word` is the code of the kind of case. */
export const caseNumber = (code: string, word: string, on: LegalDate, n: number): string =>
  `（${on.slice(0, 4)}）${code}${word}${n + 1}号`

export const later = (course: Course, from: LegalDate, least: number, most: number): LegalDate =>
  addDays(from, course.random.int(least, most))

export const years = (term: Term): number => (term.years ?? 0) + (term.months ?? 0) / 12

export const CONTACT = { name: '工作人员甲', phone: '0000-5550100' } as const
export const PANEL = { presiding: '审判长甲', clerk: '书记员丁' } as const
export const ADDRESS = (county: County): string => `虚构省${county.city.name}${county.name}`
