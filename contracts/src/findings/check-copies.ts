/** Copies that the law demands and nobody is named for (law.md §1 copy column; CCL 20; CCM 16). */
import type { AgencyKind } from '../competence/agency.ts'
import type { Effect, Role } from '../documents/catalogue.ts'
import { regionOf } from '../subject/effects/place.ts'
import type { Entry } from '../subject/entry.ts'
import { refersTo } from '../subject/entry.ts'
import type { Fact, Party } from '../subject/fact.ts'
import { dateOf } from '../time.ts'
import type { FindingCode } from './catalogue.ts'
import { promptlyAfter } from './limits.ts'
import type { Check, Scene } from './scene.ts'
import { isPast, memberOf, tell } from './scene.ts'

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
  'health-report',
  'prosecutorial-opinion-pre',
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
  for (const each of demandedOf(fact)) {
    if (names(fact.recipients, each.kinds) || names(fact.copies, each.kinds)) continue
    if (isElsewhere(fact, each) || isForwarded(scene, entry, each.kinds)) continue
    if (!isOfForwarder(scene, fact, each) || isForwardingDue(scene)) tell(scene, each.code, entry)
  }
}

const NOTHING: readonly Watched[] = []
/** By the catalogue's own list of roles, which all documents of a type share. */
const demanded = new WeakMap<readonly Role[], readonly Watched[]>()

function demandedOf(fact: Fact): readonly Watched[] {
  const { copyRoles, recipientRoles = [], effect, issuer } = fact
  if (copyRoles === undefined || COPY_BY_PRACTICE.has(fact.type)) return NOTHING
  // CCM 27: only of a leave that the municipal agency grants is the procuratorate told.
  if (effect === 'grant-leave' && issuer.level !== 'municipal') return NOTHING
  const known = demanded.get(copyRoles)
  if (known) return known
  const all = WATCHED.filter(
    ({ roles, served }) =>
      copyRoles.some((role) => roles.has(role)) ||
      (served && recipientRoles.some((role) => roles.has(role))),
  )
  demanded.set(copyRoles, all)
  return all
}

/** An agency that is not registered may be the one; the receipt says that already. */
function names(parties: readonly Party[], kinds: readonly AgencyKind[]): boolean {
  for (const { kind } of parties) if (kind === undefined || kinds.includes(kind)) return true
  return false
}

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

/** The decision and its papers (B1-B3, B6-B8, B13-B17). */
const SERVED: ReadonlySet<Effect> = new Set<Effect>([
  'decide',
  'decide-on-appeal',
  'state-effect',
  'determine-place',
  'notify-subject',
  'restrict-exit',
])

/** An organ outside the county leaves PR-x and PS-x to CC-x; its own procuratorate it tells itself. */
function isOfForwarder({ episode }: Scene, fact: Fact, { code }: Watched): boolean {
  const here = episode.place?.region
  if (!here || !SERVED.has(fact.effect) || regionOf(fact.issuer.code) === here) return false
  return code === 'police-copy-missing'
    ? true
    : code === 'procuratorate-copy-missing' && fact.copyRoles?.includes('PR-=') !== true
}

/** CC-x forwards what it has once it has taken the person over; no number of days (B22; §9-20). */
function isForwardingDue(scene: Scene): boolean {
  const { enrolledAt } = scene.episode
  if (enrolledAt === null) return false
  return isPast(scene, promptlyAfter(scene.line.calendar, dateOf(enrolledAt)))
}
