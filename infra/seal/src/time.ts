import { type Instant, instant } from '@xianjie/contracts'
import { contentText, type Der, Malformed, TAG } from './der.ts'

/** How far clocks of signer, certificate authority and platform may differ. */
export const CLOCK_TOLERANCE_MS = 300_000

const TIME = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/

/** UTCTime or GeneralizedTime in the one form DER allows (RFC 5280 §4.1.2.5). Throws `Malformed`. */
export function timeOf(der: Der | undefined): Instant {
  if (der?.tag !== TAG.utcTime && der?.tag !== TAG.generalizedTime) throw new Malformed('time')
  const text = contentText(der)
  const full = der.tag === TAG.utcTime ? `${text < '5' ? '20' : '19'}${text}` : text
  const found = TIME.exec(full)
  if (!found) throw new Malformed('time')
  const [, year, month, day, hour, minute, second] = found
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`
  const at = Date.parse(iso)
  // Date.parse rolls 30 February over to March.
  if (Number.isNaN(at) || new Date(at).toISOString() !== iso) throw new Malformed('time')
  return instant(at)
}
