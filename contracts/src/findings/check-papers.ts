/** What any document may show by itself: copies that are missing, dates that cannot be, wrong readers. */
import type { AgencyKind } from '../competence/agency.ts'
import type { Role } from '../documents/catalogue.ts'
import type { Correction, FactBody } from '../documents/fact-fields.ts'
import { corrected } from '../subject/correct.ts'
import type { Entry } from '../subject/entry.ts'
import { refersTo } from '../subject/entry.ts'
import type { Fact } from '../subject/fact.ts'
import { isMinor } from '../subject/flags-at.ts'
import type { LegalDate } from '../time.ts'
import { dateOf, instantOf } from '../time.ts'
import type { FindingCode } from './catalogue.ts'
import type { Check, Scene } from './scene.ts'
import { memberOf, tell } from './scene.ts'

/** Types whose copy is practice, not law, or is given by another paper (law.md §1: C24-C29 by C23). */
const COPY_BY_PRACTICE: ReadonlySet<string> = new Set([
  'decision-tpe-refused',
  'missing-documents-notice',
  'emonitor-decision',
  'criminal-detention',
  'arrest-new-crime',
  'bail',
  'residential-surveillance',
  'summons',
  'judicial-detention',
  'compulsory-rehab',
  'tpe-coercive-relay',
  'document-recall',
  'unsealing-decision',
])

type Watched = {
  readonly code: FindingCode
  readonly roles: ReadonlySet<Role>
  readonly kinds: readonly AgencyKind[]
  /** True: as recipient too, not as a copy only. */
  readonly served: boolean
}
const watched = (
  code: FindingCode,
  served: boolean,
  roles: readonly Role[],
  kinds: readonly AgencyKind[],
): Watched => ({ code, served, roles: new Set(roles), kinds })

const WATCHED: readonly Watched[] = [
  watched('procuratorate-copy-missing', true, ['PR-x', 'PR-=', 'PR-new'], ['procuratorate']),
  watched('police-copy-missing', true, ['PS-x', 'PS-new', 'PS-='], ['police']),
  watched('court-copy-missing', false, ['CT-0'], ['court']),
  watched('prison-copy-missing', false, ['PN'], ['prison', 'detention-house']),
  watched('corrections-copy-missing', false, ['CC-x'], ['corrections']),
]

/** Copies that the catalogue demands (CCL 20; CCM 16); those of a revocation to CT-0 have a rule. */
export const checkCopies: Check = (scene, entry) => {
  const { fact } = entry
  if (fact.copyRoles === undefined || COPY_BY_PRACTICE.has(fact.type)) return
  // CCM 27: only of a leave that the municipal agency grants is the procuratorate told.
  if (fact.effect === 'grant-leave' && fact.issuer.level !== 'municipal') return
  for (const each of WATCHED) {
    if (!isDemanded(fact, each) || names(fact, each.kinds) || isElsewhere(fact, each)) continue
    if (!isForwarded(scene, entry, each.kinds)) tell(scene, each.code, entry)
  }
}

const isDemanded = ({ recipientRoles, copyRoles }: Fact, { roles, served }: Watched): boolean =>
  (copyRoles?.some((role) => roles.has(role)) ?? false) ||
  (served && (recipientRoles?.some((role) => roles.has(role)) ?? false))

/** An agency that is not registered may be the one; the receipt says that already. */
const names = ({ recipients, copies }: Fact, kinds: readonly AgencyKind[]): boolean =>
  recipients.some(({ kind }) => kind === undefined || kinds.includes(kind)) ||
  copies.some(({ kind }) => kind === undefined || kinds.includes(kind))

/** CT-0 is told of D7, D8 only by another court; commutation tells a prison only of its own people. */
const isElsewhere = ({ effect, body }: Fact, { code }: Watched): boolean =>
  (code === 'court-copy-missing' && effect === 'revoke') ||
  (code === 'prison-copy-missing' && body.kind !== undefined && !IMPRISONED.has(body.kind)) ||
  (code === 'prison-copy-missing' && (effect === 'propose-commutation' || effect === 'commute')
    ? body.kind === undefined
    : false)
const IMPRISONED: ReadonlySet<string> = new Set(['parole', 'tpe'])

/** CC-x forwards the papers of a decision made elsewhere (B22; CCL 20; OP26-8). */
const isForwarded = (scene: Scene, entry: Entry, kinds: readonly AgencyKind[]): boolean =>
  memberOf(
    scene,
    'forwarding-letter',
    ({ fact }) =>
      (fact.references.length === 0 || refersTo(fact, entry)) &&
      fact.recipients.some(({ kind }) => kind !== undefined && kinds.includes(kind)),
  ) !== undefined

type DateField = keyof FactBody &
  ('from' | 'to' | 'since' | 'foundAt' | `uncounted${'From' | 'To'}`)
const PAIRS: readonly (readonly [DateField, DateField])[] = [
  ['from', 'to'],
  ['since', 'foundAt'],
  ['uncountedFrom', 'uncountedTo'],
]
/** Acts that a paper records after they were done. */
const ACTS = [
  'reportedOn',
  'handedOverOn',
  'arrestedOn',
  'takenOn',
  'capturedOn',
  'diedOn',
  'discoveredOn',
  'returnedAt',
  'foundAt',
  'receivedOn',
] as const

/** Dates within one document that cannot both be true (law.md §0.3-9, §0.3-13). */
export const checkDates: Check = (scene, entry) => {
  const { body, madeOn } = entry.fact
  for (const [from, to] of PAIRS) {
    const [first, last] = [body[from], body[to]]
    if (first === undefined || last === undefined || first === last) continue
    if (instantOf(last) < instantOf(first)) tell(scene, 'dates-reversed', entry)
  }
  for (const act of ACTS) {
    const day = body[act]
    if (day !== undefined && isAfter(day, madeOn)) return tell(scene, 'act-after-paper', entry)
  }
}

const isAfter = (day: string, madeOn: LegalDate): boolean =>
  day.length === madeOn.length ? day > madeOn : dateOf(instantOf(day)) > madeOn

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
  const isSocial = ({ kind }: Fact['issuer']) => kind !== undefined && SOCIAL.has(kind)
  if (!fact.recipients.some(isSocial) && !fact.copies.some(isSocial)) return
  if (fact.minor === true || isMinor(scene.episode)) {
    if (fact.type !== 'education-notice-minor') tell(scene, 'minor-sent-to-department', entry)
  } else if (!FOR_DEPARTMENTS.has(fact.type)) tell(scene, 'sent-to-department', entry)
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
