/**
 * "执行地同级" (CCM 46-47; §9-29): a county agency proposes to a basic court, that of a city to CT-I, of a
 * province to CT-H. C31 is not among them: the county drafts it, the city sends it (CCM 42).
 */
import type { AgencyLevel } from './agency.ts'

/** D1-D3. */
export const AT_COURT_LEVEL = [
  'proposal-revoke-probation',
  'proposal-revoke-parole',
  'proposal-arrest',
] as const

const TYPES: ReadonlySet<string> = new Set(AT_COURT_LEVEL)

/** Whether a proposal of that type goes to a court of another level than its issuer's. */
export const isNotAtCourtLevel = (
  type: string,
  issuer: AgencyLevel | undefined,
  court: AgencyLevel | undefined,
): boolean => TYPES.has(type) && issuer !== undefined && court !== undefined && issuer !== court
