/** Citizen identity numbers (公民身份号码, GB 11643-1999) and the 18-digit permits with the same check. */
import { legalDate } from '../time.ts'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK = '10X98765432'

/** The check character for seventeen digits. */
export const residentCheck = (digits: string): string =>
  CHECK[WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0) % 11] ?? ''

/** True for 18 characters of which the last is the right check character. */
export const isChecked = (text: string): boolean =>
  /^\d{17}[\dX]$/.test(text) && residentCheck(text) === text[17]

/** True for 18 characters whose birth date exists and whose check character is right. */
export const isResidentId = (text: string): boolean =>
  isChecked(text) && legalDate(birthText(text)) !== undefined

/** Digits 7 to 14 as a date, which need not exist. */
export const birthText = (text: string): string =>
  `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`
