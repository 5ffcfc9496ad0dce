/**
 * Which organ a document went to, by the roles of law.md §0.2. An agency's region is in its credit code
 * (digits 3 to 8; GB 32100, law.md §5.3), so the county's own organs are told from others by the code
 * of the corrections agency that the same document names, not by where the person is later.
 */
import type { AgencyKind } from '../competence/agency.ts'
import type { Entry } from '../subject/entry.ts'
import type { Fact } from '../subject/fact.ts'
import type { Instant } from '../time.ts'
import { instant } from '../time.ts'
import type { View } from './clock-rule.ts'
import type { Meant, Received } from './received.ts'
import { receiptOf } from './received.ts'

const of =
  (...kinds: readonly AgencyKind[]): Meant =>
  ({ kind }) =>
    kind !== undefined && kinds.includes(kind)

const both =
  (first: Meant, second: Meant): Meant =>
  (party, document) =>
    first(party, document) && second(party, document)

/** Not the organ that the document comes from. */
const other: Meant = ({ code }, { issuer }) => code !== issuer.code

const regionOf = (code: string): string => code.slice(2, 8)

/** Region of the corrections agency that the document names first; null: it names none. */
function localRegion({ issuer, recipients, copies }: Fact): string | null {
  if (issuer.kind === 'corrections') return regionOf(issuer.code)
  const named =
    recipients.find(({ kind }) => kind === 'corrections') ??
    copies.find(({ kind }) => kind === 'corrections')
  return named ? regionOf(named.code) : null
}

/** Of the county, or within the city, of the corrections agency; where none is named, any will do. */
const local: Meant = ({ code }, document) => {
  const region = localRegion(document)
  return region === null || regionOf(code).startsWith(region.replace(/(00)+$/, ''))
}

/** Of the issuer's own level and place, else at least not the county's, as far as that is known. */
const ofSameLevel: Meant = ({ code }, document) =>
  regionOf(code) === regionOf(document.issuer.code) || regionOf(code) !== localRegion(document)

/** CC-x, or whichever corrections agency is on the other side: CC-new of C7, C9, C10; CC-x of C8. */
export const CC = both(of('corrections'), other)
export const CT = both(of('court'), other)
export const PA = of('prison-administration', 'police')
export const PN = of('prison')
export const PN_DH = of('prison', 'detention-house')
export const DH_PS = of('detention-house', 'police')
export const PS_DH = of('police', 'detention-house')
export const PR = of('procuratorate')
/** PR-x, PS-x: of the county where the sentence is executed. */
export const PR_X = both(of('procuratorate'), local)
export const PS_X = both(of('police'), local)
/** PR-= 同级检察院. */
export const PR_EQUAL = both(of('procuratorate'), ofSameLevel)
export const PS = of('police')
/** DO 社区矫正决定机关: a court, a prison administration, or the police of a city. */
export const DO = both(of('court', 'prison-administration', 'police'), other)
export const receivedBy = ({ line }: View, document: Entry, meant: Meant): Received | null =>
  receiptOf(document, meant, line.telling)

/** By the organ it is addressed to: recipients, not copies (law.md §0.3-10). */
export const arrival = ({ line }: View, document: Entry): Received | null =>
  receiptOf(document, other, line.telling, 'recipients')

/** When the last of these organs had it; null while one has not. */
export function receivedByAll(
  view: View,
  document: Entry,
  organs: readonly Meant[],
): Instant | null {
  let last = 0
  for (const meant of organs) {
    const receipt = receivedBy(view, document, meant)
    if (!receipt) return null
    last = Math.max(last, receipt.at)
  }
  return instant(last)
}
