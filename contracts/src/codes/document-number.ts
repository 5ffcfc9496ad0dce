/**
 * Numbers of documents (文号). No national standard covers organs other than courts: they are opaque
 * text, written alike, with the parts that can be told (law.md §5.2). Courts' numbers: `case-number.ts`.
 */
import { caseNumber, formatCaseNumber } from './case-number.ts'
import { cleaned } from './number-text.ts'

/** What can be told of a number such as 京公海行罚决字〔2023〕50316号. */
export type DocumentNumber = {
  /** Organ, department and kind of paper, undivided: 京公海行罚决字. */
  readonly prefix: string
  readonly year: number
  readonly serial: string
}

const YEAR_INSIDE = /^(.+?)\((\d{4})\)第?(\d+)号$/
/** The forms of 司发通〔2026〕8号 print "( ) 字第 号". */
const YEAR_BEFORE = /^\((\d{4})\)(.+?字)第?(\d+)号$/

/** The parts; undefined where the text has another form, which is no fault (law.md §5.2). */
export function documentNumber(text: string): DocumentNumber | undefined {
  const written = cleaned(text)
  const inside = YEAR_INSIDE.exec(written)
  if (inside) {
    const [, prefix = '', year = '', serial = ''] = inside
    return { prefix: roundBrackets(prefix), year: Number(year), serial }
  }
  const before = YEAR_BEFORE.exec(written)
  if (!before) return undefined
  const [, year = '', prefix = '', serial = ''] = before
  return { prefix: roundBrackets(prefix), year: Number(year), serial }
}

/**
 * One way of writing: a court's number with full-width brackets, any other with the year in 〔〕 and
 * what else stands in brackets in （）; digits half-width, no spaces.
 */
export function normalisedNumber(text: string): string {
  const known = caseNumber(text)
  if (known) return formatCaseNumber(known)
  return roundBrackets(cleaned(text).replace(/\((\d{4})\)/g, '〔$1〕'))
}

const roundBrackets = (text: string): string => text.replaceAll('(', '（').replaceAll(')', '）')

/** Whether two numbers are one, however brackets, digits and spaces are written. */
export const sameNumber = (a: string, b: string): boolean =>
  a === b || normalisedNumber(a) === normalisedNumber(b)
