/** Where a correction is executed (law.md §3.2 "Execution place"). */
import type { Entry } from '../entry.ts'

/** Region that a credit code carries (GB 32100: digits 3 to 8 are the registering region). */
export const regionOf = (agency: string | undefined): string | null => agency?.slice(2, 8) ?? null

/** The corrections agency that takes the person over: it issues the record, or receives the person. */
export function enrollingAgency({ fact }: Entry): string | null {
  const parties = [fact.issuer, ...fact.recipients]
  return fact.body.agency ?? parties.find(({ kind }) => kind === 'corrections')?.code ?? null
}
