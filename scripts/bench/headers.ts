import { type Instant, instant } from '@xianjie/contracts'
import { type EquippedAgency, makeToken } from '../workshop/agency-workshop.ts'

/** Who the load calls as, and why. */
export async function headersOf(
  agency: EquippedAgency,
  now: Instant = instant(Date.now()),
): Promise<Record<string, string>> {
  const token = await makeToken(agency, { platform: 'xianjie', operator: 'bench', now })
  return { authorization: `Bearer ${token}`, 'xianjie-purpose': 'bench' }
}
