/** `agency.registered.v1`: the whole registration, each time it changed; the last one holds. */
import type { Agency } from '../competence/agency.ts'
import type { AgencyCode } from '../ids.ts'

export const AGENCY_REGISTERED = 'agency.registered.v1'

export type AgencyRegistered = {
  readonly agency: Agency
  /** RFC 3339; the platform's clock. */
  readonly registeredAt: string
}

export const AGENCY_STREAM_PREFIX = 'agency-'
export const agencyStream = (code: AgencyCode): string => `${AGENCY_STREAM_PREFIX}${code}`
