/** Citizen identity numbers (公民身份号码, GB 11643-1999) and the 18-digit permits with the same check. */
import { legalDate } from '../time.ts'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK = '10X98765432'

/** True for 18 characters whose birth date exists and whose check character is right. */
export function isResidentId(text: string): boolean {
  if (!/^\d{17}[\dX]$/.test(text)) return false
  const birth = `${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`
  if (!legalDate(birth)) return false
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * Number(text[at]), 0)
  return text[17] === CHECK[sum % 11]
}
