/** Leave and travel: who may grant how much (CCL 27; CCM 26-29; law.md §2.1 T28, T30). */
import type { Entry } from '../subject/entry.ts'
import { laterOf } from '../subject/marks.ts'
import { isCustodial } from '../subject/measures.ts'
import { SUPERVISED } from '../subject/model.ts'
import { leavesIn, measuresIn } from '../subject/overlays.ts'
import type { Instant } from '../time.ts'
import {
  addDays,
  addMonths,
  DAY_MS,
  dateOf,
  endOf,
  instant,
  instantOf,
  startOf,
  termEnd,
} from '../time.ts'
import type { Check, EpisodeCheck, Scene } from './scene.ts'
import { has, isPast, madeOn, tell } from './scene.ts'

const OFFICE_DAYS_MAX = 7
const COUNTY_DAYS_MAX = 30
const CUMULATIVE_MONTHS = 2
const PERMIT_MONTHS = 6

/** Whole days: from 00:00 of the first to 24:00 of the last. */
type Days = { readonly from: Instant; readonly to: Instant }
type Leave = { readonly entry: Entry; readonly days: Days }

function leaveOf(entry: Entry): Leave | null {
  const { type, body } = entry.fact
  if (type !== 'leave-approval' || body.outcome === 'refused' || !body.from || !body.to) return null
  const from = startOf(dateOf(instantOf(body.from)))
  return { entry, days: { from, to: endOf(dateOf(instantOf(body.to))) } }
}

const count = ({ from, to }: Days): number => Math.round((to - from) / DAY_MS)

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
  const { kind, level } = entry.fact.issuer
  const length = count(days)
  const office = kind === 'judicial-office' || level === 'township'
  if (office ? length > OFFICE_DAYS_MAX : level === 'county' && length > COUNTY_DAYS_MAX) {
    tell(scene, 'leave-over-competence', entry)
  } else if (office || level === 'county') checkSum(scene, leave, leaves)
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
    sum += count({ from: laterOf(days.from, begin), to: instant(Math.min(days.to, to)) })
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
