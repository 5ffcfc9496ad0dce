/** Case numbers of the courts (案号; 法〔2015〕137号, amended 法〔2018〕335号; law.md §5.1). */
import { cleaned } from './number-text.ts'

/** A case number in its parts. `part` is 2 for 之二, absent where there is no suffix. */
export type CaseNumber = {
  /** Year of docketing. */
  readonly year: number
  /** `最高法`, or the short name of a province with the digits of the court. */
  readonly court: string
  /** Such as 刑初 or 刑更. */
  readonly type: string
  /** As written: reviews have eight random digits, so that zeros in front may count. */
  readonly serial: string
  readonly part?: number
}

const SHORT_NAMES = '京津冀晋内辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔云藏陕甘青宁新兵军'
const CASE_NUMBER = new RegExp(
  `^（(\\d{4})）(最高法|[${SHORT_NAMES}]\\d{0,4})([\\u4e00-\\u9fa5]{1,4})(\\d{1,8})号(?:之([一二三四五六七八九十]+))?$`,
)
const DIGITS = '一二三四五六七八九'
const TEN = 10

/** The number in its parts, however its brackets, digits and spaces are written. */
export function caseNumber(text: string): CaseNumber | undefined {
  const written = cleaned(text).replace(/^\((\d{4})\)/, '（$1）')
  const [whole, year = '', court = '', type = '', serial = '', suffix] =
    CASE_NUMBER.exec(written) ?? []
  if (whole === undefined) return undefined
  if (suffix === undefined) return { year: Number(year), court, type, serial }
  const part = partOf(suffix)
  return part === undefined ? undefined : { year: Number(year), court, type, serial, part }
}

/** Full-width brackets and half-width digits, as the rules of the Supreme Court write it. */
export const formatCaseNumber = ({ year, court, type, serial, part }: CaseNumber): string =>
  `（${year}）${court}${type}${serial}号${part === undefined ? '' : `之${partText(part)}`}`

/** What no two cases share: court, year, type, serial and suffix (law.md §5.1). */
export const caseKey = ({ court, year, type, serial, part = 0 }: CaseNumber): string =>
  [court, year, type, serial, part].join('|')

/** By court, year, type, serial and suffix: a number itself before its 之一, that before 之二. */
export function compareCaseNumbers(a: CaseNumber, b: CaseNumber): number {
  return (
    compareTexts(a.court, b.court) ||
    a.year - b.year ||
    compareTexts(a.type, b.type) ||
    Number(a.serial) - Number(b.serial) ||
    compareTexts(a.serial, b.serial) ||
    (a.part ?? 0) - (b.part ?? 0)
  )
}

const compareTexts = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)

/** 一 … 九十九; undefined for signs in an order that is no number. */
function partOf(text: string): number | undefined {
  const [, tens, ten, ones] =
    /^([一二三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text) ?? []
  if (ten === undefined) {
    return text.length === 1 ? DIGITS.indexOf(text) + 1 : undefined
  }
  const count = tens === undefined ? 1 : DIGITS.indexOf(tens) + 1
  return count * TEN + (ones === undefined ? 0 : DIGITS.indexOf(ones) + 1)
}

function partText(part: number): string {
  const [tens, ones] = [Math.floor(part / TEN), part % TEN]
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens - 1]}十`
  return ten + (ones === 0 ? '' : DIGITS[ones - 1])
}
