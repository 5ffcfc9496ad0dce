/** Ages in criminal law: counted by the calendar date of birth, reached on the day after the birthday. */
import type { LegalDate } from '../time.ts'

const ADULT_YEARS = 18

/** Whether a person born on that day is under 18 on this one (法释〔2006〕1号 2; CPL 286; CCL 58). */
export const isUnderage = (bornOn: LegalDate, on: LegalDate): boolean =>
  on <= `${Number(bornOn.slice(0, 4)) + ADULT_YEARS}${bornOn.slice(4)}`
