/** What the number of an identity document says of itself (law.md §5.3). */
import type { IdType } from '../documents/document.ts'
import { type LegalDate, legalDate } from '../time.ts'
import { birthText, isChecked, isResidentId, residentCheck } from './resident-id.ts'

export type IdentityForm =
  | 'citizen'
  | 'citizen-15'
  | 'residence-permit'
  | 'permanent-resident'
  | 'unknown'
  | 'opaque'

export type IdentityReading = {
  readonly form: IdentityForm
  /** GB/T 2260 of the first place of issue; never the residence. */
  readonly region?: string
  readonly birthDate?: LegalDate
  readonly sex?: 'male' | 'female'
}

/** Stands in for a number where identity is not established (a real case: law.md §5.3, TC25). */
export const UNKNOWN_IDENTITY = '000000000000000000'

/**
 * Reads a number of that type; undefined where it cannot be one. Passports and other permits have no
 * check of their own and are opaque.
 */
export function readIdentityNumber(idType: IdType, text: string): IdentityReading | undefined {
  switch (idType) {
    case 'resident-id':
      return citizen(text)
    case 'residence-permit':
      return isResidencePermit(text) ? { form: 'residence-permit', ...told(text) } : undefined
    case 'permanent-resident-id':
      return isPermanentResident(text) ? { form: 'permanent-resident' } : undefined
    case 'unknown':
      return { form: 'unknown' }
    case 'passport':
    case 'travel-permit':
    case 'military-id':
    case 'other':
      return { form: text === UNKNOWN_IDENTITY ? 'unknown' : 'opaque' }
  }
}

/** Permits of residents of Hong Kong (81), Macao (82) and Taiwan (83), with the check of GB 11643. */
const isResidencePermit = (text: string): boolean => /^8[123]/.test(text) && isResidentId(text)

/** The card of 2023 has 18 digits that begin with 9, the one before it 15 characters. */
const isPermanentResident = (text: string): boolean =>
  (text.startsWith('9') && isChecked(text)) || /^[A-Z0-9]{15}$/.test(text)

function citizen(text: string): IdentityReading | undefined {
  if (/^\d{15}$/.test(text)) {
    const longer = eighteenDigits(text)
    return longer === undefined
      ? undefined
      : { form: 'citizen-15', region: text.slice(0, 6), ...told(longer) }
  }
  // Regions of citizens begin with 1 to 7: 8 and 9 are the permits above.
  if (!/^[1-7]/.test(text) || !isResidentId(text)) return undefined
  return { form: 'citizen', region: text.slice(0, 6), ...told(text) }
}

function told(text: string): Pick<IdentityReading, 'birthDate' | 'sex'> {
  const birthDate = legalDate(birthText(text))
  const sex = Number(text[16]) % 2 === 1 ? 'male' : 'female'
  return { ...(birthDate ? { birthDate } : {}), sex }
}

/** Sequences that the old numbers kept for those who had turned a hundred: their century is open. */
const CENTENARIANS = /99[6-9]$/

/** The number of 18 digits for an old one of 15 (year of birth without 19); undefined if it is none. */
export function eighteenDigits(text: string): string | undefined {
  if (!/^[1-7]\d{14}$/.test(text) || CENTENARIANS.test(text)) return undefined
  const digits = `${text.slice(0, 6)}19${text.slice(6)}`
  return legalDate(birthText(digits)) ? digits + residentCheck(digits) : undefined
}
