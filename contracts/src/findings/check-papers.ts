/** What any document may show by itself: dates that cannot be, readers that may not be, corrections of substance. */
import type { AgencyKind } from '../competence/agency.ts'
import type { Correction, FactBody } from '../documents/fact-fields.ts'
import { hasActAfterPaper } from '../documents/paper-dates.ts'
import { corrected } from '../subject/correct.ts'
import type { Party } from '../subject/fact.ts'
import { isMinor } from '../subject/flags-at.ts'
import { uncountedDaysIn } from '../subject/period.ts'
import { instantOf } from '../time.ts'
import type { Check } from './scene.ts'
import { tell } from './scene.ts'

type DateField = keyof FactBody &
  ('from' | 'to' | 'since' | 'foundAt' | `uncounted${'From' | 'To'}`)
const PAIRS: readonly (readonly [DateField, DateField])[] = [
  ['from', 'to'],
  ['since', 'foundAt'],
  ['uncountedFrom', 'uncountedTo'],
]
/** Dates within one document that cannot both be true (law.md §0.3-9, §0.3-13). */
export const checkDates: Check = (scene, entry) => {
  const { type, body, madeOn } = entry.fact
  if (hasActAfterPaper(type, body, madeOn)) tell(scene, 'act-after-paper', entry)
  const { from, since, uncountedFrom } = body
  if (from !== undefined || since !== undefined || uncountedFrom !== undefined) {
    checkPairs(scene, entry)
  }
}

const checkPairs: Check = (scene, entry) => {
  const { body, effect } = entry.fact
  for (const [from, to] of PAIRS) {
    const [first, last] = [body[from], body[to]]
    if (first === undefined || last === undefined || first === last) continue
    if (instantOf(last) < instantOf(first)) tell(scene, 'dates-reversed', entry)
  }
  // D23 says it in the course of events; D10-D13 and D22 print the same (§9-28; CPL 268).
  if (body.uncountedDays === undefined || effect === 'rule-uncounted') return
  const printed = uncountedDaysIn(body)
  if (printed !== null && printed !== body.uncountedDays) {
    tell(scene, 'uncounted-days-differ', entry)
  }
}

const SOCIAL: ReadonlySet<AgencyKind> = new Set<AgencyKind>([
  'education',
  'civil-affairs',
  'human-resources',
  'market-regulation',
  'medical-insurance',
])
/** What the departments may be sent of an adult: referrals and their answers (law.md §4.5). */
const FOR_DEPARTMENTS: ReadonlySet<string> = new Set([
  'assistance-referral',
  'assistance-feedback',
  'education-notice-minor',
  'resettlement-handover',
])

/** Legal documents to departments that get none; of a minor only the notice on schooling (CCL 54-55). */
export const checkReaders: Check = (scene, entry) => {
  const { fact } = entry
  if (!isToSocial(fact.recipients) && !isToSocial(fact.copies)) return
  if (fact.minor === true || isMinor(scene.episode)) {
    if (fact.type !== 'education-notice-minor') tell(scene, 'minor-sent-to-department', entry)
  } else if (!FOR_DEPARTMENTS.has(fact.type)) tell(scene, 'sent-to-department', entry)
}

function isToSocial(parties: readonly Party[]): boolean {
  for (const { kind } of parties) if (kind !== undefined && SOCIAL.has(kind)) return true
  return false
}

/** F8 that changes what only a retrial may (PAR14 21; CPLI 541). */
export const checkCorrection: Check = (scene, entry) => {
  const target = scene.line.entries.find(({ correctedBy }) => correctedBy.includes(entry.fact))
  const changes = entry.fact.body.corrections ?? []
  const applied = (change: Correction) => target && corrected(target.original, change) !== undefined
  if (changes.some((change) => SUBSTANCE.has(change.field) && applied(change))) {
    tell(scene, 'correction-of-substance', entry)
  }
}
const SUBSTANCE: ReadonlySet<string> = new Set([
  'kind',
  'outcome',
  'term.years',
  'term.months',
  'term.days',
  'periodFrom',
  'periodTo',
  'sentenceTo',
  'creditedDays',
  'prohibition.to',
  'deportation',
  'uncountedFrom',
  'uncountedTo',
  'uncountedDays',
  'effectiveOn',
])

/** B27: the platform merges no records by itself (CCM 12(4), 14(5)). */
export const checkIdentityCorrected: Check = (scene, entry) =>
  tell(scene, 'identity-corrected', entry)

/** C23 about a measure that its form does not list, such as 留置 (CCL 32; §9-25). */
export const checkMeasure: Check = (scene, entry) => {
  if (entry.fact.body.measureUnlisted === true) tell(scene, 'measure-not-listed', entry)
}
