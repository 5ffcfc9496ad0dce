/** Reward, penalty, monitoring, change of place: steps that do not fit (CCL 22-33; CCM 29-37). */
import type { Effect } from '../documents/catalogue.ts'
import type { Entry } from '../subject/entry.ts'
import { actAt } from '../subject/entry.ts'
import { flagsIn, startOfCorrection } from '../subject/flags-at.ts'
import { groundsIn } from '../subject/grounds.ts'
import { compareMoments } from '../subject/moment.ts'
import { addMonths, dateOf } from '../time.ts'
import type { Check, EpisodeCheck } from './scene.ts'
import { has, madeOn, tell } from './scene.ts'
import { sightAt } from './sight-at.ts'

/** T46. */
const COMMENDATION_MONTHS = 6

/** C14 needs six months, or an outstanding deed (CCM 33). */
export const checkCommendation: Check = (scene, entry) => {
  const { enrolledAt } = scene.episode
  if (enrolledAt === null || entry.fact.body.outstandingDeed === true) return
  const day = dateOf(actAt(entry, entry.fact.body.decidedOn))
  if (day < addMonths(dateOf(enrolledAt), COMMENDATION_MONTHS)) {
    tell(scene, 'commendation-too-early', entry)
  }
}

/** PSA25 72(4) names 管制, 缓刑 and 暂外 only (§9-6). */
export const checkPenaltyProposal: Check = (scene, entry) => {
  if (scene.episode.kind === 'parole') tell(scene, 'penalty-proposal-for-parolee', entry)
}

/** C19: a ground of CCL 29 that the documents show; an extension that follows without a gap. */
export const checkMonitoring: Check = (scene, entry) => {
  const { action = 'impose' } = entry.fact.body
  if (action === 'lift') return
  if (action === 'extend') return checkGap(scene, entry)
  const sight = sightAt(scene, entry)
  if (sight && !groundsIn(sight).some(({ allows }) => allows === 'monitor')) {
    tell(scene, 'monitoring-without-ground', entry)
  }
}

const checkGap: Check = (scene, entry) => {
  const terms = flagsIn(scene.episode, scene.line).filter(({ flag }) => flag === 'EMONITOR')
  const own = terms.find(({ by }) => by === entry)
  const before = terms.filter(({ from }) => own && compareMoments(from, own.from) < 0)
  const covered = before.some(({ to }) => own && (to === null || to.at >= own.from.at))
  if (own && !covered) tell(scene, 'monitoring-gap', entry)
}

/** C9 without C7 (CCM 30). */
export const checkPlaceChange: Check = (scene, entry) => {
  if (entry.fact.body.outcome === 'refused' || has(scene, 'place-change-consult')) return
  tell(scene, 'place-change-not-consulted', entry)
}

const OF_SUPERVISION: ReadonlySet<Effect> = new Set<Effect>([
  'grant-leave',
  'permit-travel',
  'commend',
  'monitor',
  'propose-commutation',
])
export const SUPERVISION_TYPES = [
  'leave-approval',
  'recurring-travel-approval',
  'decision-commendation',
  'emonitor-decision',
  'proposal-commutation',
]

/** Nobody is granted leave, commended or monitored before the enrolment (CCL 22). */
export const checkEnrolled: Check = (scene, entry) => {
  const { enrolledAt } = scene.episode
  if (enrolledAt !== null && madeOn(entry) < dateOf(enrolledAt)) {
    tell(scene, 'supervised-before-enrolment', entry)
  }
}

/** E5: what is done to a person cannot be done after the death (CCL 45, 51). */
export const checkDeath: Check = (scene, death) => {
  const { diedOn, discoveredOn } = death.fact.body
  const day = diedOn ?? discoveredOn
  if (day === undefined) return
  for (const entry of scene.episode.members) {
    if (madeOn(entry) > day && ACTS.has(entry.fact.effect))
      tell(scene, 'acts-after-death', entry, death)
  }
}
const ACTS: ReadonlySet<Effect> = new Set<Effect>([
  ...OF_SUPERVISION,
  'enrol',
  'hand-over',
  'end-leave',
  'search',
  'request-search',
  'reprimand',
  'warn',
  'propose-penalty',
  'decide-place-change',
  'propose-revocation',
  'propose-arrest',
  'execute-arrest',
  'propose-imprisonment',
  'take-into-custody',
])

/** The header's marking against the age when the correction began (CCL 52, 58; law.md §4.4). */
export const checkMinor: EpisodeCheck = (scene) => {
  const { members, decision } = scene.episode
  const start = startOfCorrection(scene.episode)
  if (start === null) return
  const unmarked = members.filter((each) => isUnmarked(each) && madeOn(each) >= start)
  if (unmarked.length > 0) tell(scene, 'minor-not-marked', ...unmarked)
  const adult = members.some(({ fact }) => fact.underage === false && fact.madeOn <= start)
  const since = decision ? madeOn(decision) : start
  const marked = members.filter(({ fact }) => fact.minor === true && fact.madeOn >= since)
  if (adult && marked.length > 0) tell(scene, 'minor-marked-adult', ...marked)
}

const isUnmarked = ({ fact }: Entry): boolean => fact.underage === true && fact.minor !== true

/** Sealing is ordered by F11 (CPL 286; SEAL22 11). */
export const checkUnsealing: Check = (scene, entry) => {
  if (!has(scene, 'sealing-notice')) tell(scene, 'unsealing-without-sealing', entry)
}

export const checkSealed: EpisodeCheck = (scene) => {
  if (has(scene, 'sealing-notice')) return
  const sealed = scene.episode.members.find(({ fact }) => fact.sealed === true)
  if (sealed) tell(scene, 'sealed-without-notice', sealed)
}
