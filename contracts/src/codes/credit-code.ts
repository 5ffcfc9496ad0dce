/** Unified social credit codes (统一社会信用代码, GB 32100-2015) and the organisation code inside them. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** True for 18 characters of the alphabet whose last one is the right check character. */
export function isCreditCode(text: string): boolean {
  if (!/^[0-9A-HJ-NP-RTUWXY]{18}$/.test(text)) return false
  let [sum, weight] = [0, 1]
  for (const character of text.slice(0, 17)) {
    sum += ALPHABET.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return ALPHABET[(31 - (sum % 31)) % 31] === text[17]
}

export type CreditCodeParts = {
  /** Registering department and type; organs have `11`. */
  readonly registration: string
  /** GB/T 2260 of the place of registration. */
  readonly region: string
  readonly organisation: string
}

/** The parts of a code that `isCreditCode` finds right; undefined for any other text. */
export const creditCodeParts = (text: string): CreditCodeParts | undefined =>
  isCreditCode(text)
    ? {
        registration: text.slice(0, 2),
        region: text.slice(2, 8),
        organisation: text.slice(8, 17),
      }
    : undefined

const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]
const ORGANISATION_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** True for nine characters whose last one is the right check character (GB 11714-1997). */
export function isOrganisationCode(text: string): boolean {
  if (!/^[0-9A-Z]{8}[0-9X]$/.test(text)) return false
  const sum = ORGANISATION_WEIGHTS.reduce(
    (total, weight, at) => total + weight * ORGANISATION_ALPHABET.indexOf(text[at] ?? ''),
    0,
  )
  const check = 11 - (sum % 11)
  return text[8] === (check === 10 ? 'X' : String(check % 11))
}
