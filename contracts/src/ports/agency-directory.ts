import type { RegisteredAgency } from '../competence/agency.ts'
import type { AgencyCode } from '../ids.ts'

/** Who is an agency, as the `agency-` streams say. */
export type AgencyDirectory = {
  find(code: AgencyCode): RegisteredAgency | undefined
  /** Grows with every change, so that whoever caches can tell. */
  version(): number
  all(): readonly RegisteredAgency[]
}
