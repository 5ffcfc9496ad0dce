/** Leave and travel: who may grant how much (CCL 27; CCM 26-29; law.md §2.1 T28, T30). */
import type { Days } from '../competence/leave.ts'
import {
  COUNTY_DAYS_MAX,
  countDays,
  daysOf,
  isOffice,
  isOverCompetence,
} from '../competence/leave.ts'
import type { Entry } from '../subject/entry.ts'
import { laterOf } from '../subject/marks.ts'
import { isCustodial } from '../subject/measures.ts'
import { SUPERVISED } from '../subject/model.ts'
import { leavesIn, measuresIn } from '../subject/overlays.ts'
import { addDays, addMonths, dateOf, endOf, instant, instantOf, startOf, termEnd } from '../time.ts'
import type { Check, EpisodeCheck, Scene } from './scene.ts'
import { has, isPast, madeOn, tell } from './scene.ts'

const CUMULATIVE_MONTHS = 2
const PERMIT_MONTHS = 6

type Leave = { readonly entry: Entry; readonly days: Days }

function leaveOf(entry: Entry): Leave | null {
  const { type, body } = entry.fact
  if (type !== 'leave-approval' || body.outcome === 'refused') return null
  const days = daysOf(body)
  return days && { entry, days }
}

/** C1: the length, all leaves of two months, other leaves, and custody (CCM 27). */
export const checkLeaves: EpisodeCheck = (scene) => {
  if (!has(scene, 'leave-approval')) return
  const leaves: Leave[] = []
  for (const entry of scene.episode.members) {
    const leave = leaveOf(entry)
    if (leave && leave.days.from < leave.days.to) leaves.push(leave)
  }
  for (const leave of leaves) checkLeave(scene, leave, leaves)
}

function checkLeave(scene: Scene, leave: Leave, leaves: readonly Leave[]): void {
  const { entry, days } = leave
  const { issuer } = entry.fact
  if (isOverCompetence(issuer, days)) tell(scene, 'leave-over-competence', entry)
  else if (isOffice(issuer) || issuer.level === 'county') checkSum(scene, leave, leaves)
  for (const other of leaves) {
    if (other !== leave && !isAfter(other.entry, entry) && overlap(other.days, days)) {
      tell(scene, 'leave-overlapping', other.entry, entry)
    }
  }
  checkCustody(scene, entry, days)
}

const overlap = (one: Days, other: Days): boolean => one.from < other.to && other.from < one.to

/** More than 30 days in the two months that end on the last day applied for: CC-city. */
function checkSum(scene: Scene, { entry, days: { to } }: Leave, leaves: readonly Leave[]): void {
  const begin = startOf(addDays(addMonths(dateOf(instant(to - 1)), -CUMULATIVE_MONTHS), 1))
  let sum = 0
  for (const { entry: other, days } of leaves) {
    if (days.to <= begin || days.from >= to || isAfter(other, entry)) continue
    sum += countDays({ from: laterOf(days.from, begin), to: instant(Math.min(days.to, to)) })
  }
  if (sum > COUNTY_DAYS_MAX) tell(scene, 'leaves-over-thirty-days', entry)
}

/** Granted later, so not yet to be counted when this one was granted. */
const isAfter = (other: Entry, entry: Entry): boolean =>
  madeOn(other) > madeOn(entry) ||
  (madeOn(other) === madeOn(entry) && other.fact.documentId > entry.fact.documentId)

/** Granted while the person is held, for days of the custody. */
function checkCustody(scene: Scene, entry: Entry, days: Days): void {
  const granted = endOf(madeOn(entry))
  const held = measuresIn(scene.episode, scene.line).find(
    ({ restriction, from, to }) =>
      isCustodial(restriction) &&
      from.at < granted &&
      from.at < days.to &&
      (to === null || (to.at >= days.from && to.at >= granted)),
  )
  const [paper] = held?.documents ?? []
  if (paper) tell(scene, 'leave-while-held', entry, paper)
}

/** §9-22: the leave is over and nobody says that the person is gone; that alone is not 脱管. */
export const checkReturns: EpisodeCheck = (scene) => {
  const { episode, line } = scene
  if (line.leaves.length === 0 || !SUPERVISED.has(episode.state)) return
  for (const { dueAt, returned, approval } of leavesIn(episode, line)) {
    const isBack = returned !== null && isPast(scene, returned.at)
    if (!isBack && isPast(scene, dueAt)) tell(scene, 'leave-not-closed', approval)
  }
}

/** C4: six months at most (CCM 29). */
export const checkPermit: Check = (scene, entry) => {
  const { from, to, outcome } = entry.fact.body
  if (from === undefined || to === undefined || outcome === 'refused') return
  const longest = termEnd(dateOf(instantOf(from)), { months: PERMIT_MONTHS })
  if (dateOf(instantOf(to)) > longest) tell(scene, 'travel-permit-too-long', entry)
}
