/** Leave and travel: who may grant how much (CCL 27; CCM 26-29; law.md §2.1 T28, T30). */
import type { Entry } from '../subject/entry.ts'
import { laterDate } from '../subject/entry.ts'
import { isCustodial } from '../subject/measures.ts'
import { SUPERVISED } from '../subject/model.ts'
import { leavesIn, measuresIn } from '../subject/overlays.ts'
import type { LegalDate } from '../time.ts'
import { addDays, addMonths, dateOf, daysBetween, instantOf, termEnd } from '../time.ts'
import type { Check, EpisodeCheck, Scene } from './scene.ts'
import { isPast, madeOn, tell } from './scene.ts'

const OFFICE_DAYS_MAX = 7
const COUNTY_DAYS_MAX = 30
const CUMULATIVE_MONTHS = 2
const PERMIT_MONTHS = 6

type Days = { readonly first: LegalDate; readonly last: LegalDate }

const daysOf = ({ fact: { type, body } }: Entry): Days | null =>
  type === 'leave-approval' && body.outcome !== 'refused' && body.from && body.to
    ? { first: dateOf(instantOf(body.from)), last: dateOf(instantOf(body.to)) }
    : null

const count = ({ first, last }: Days): number => daysBetween(first, last) + 1

/** C1: the length, all leaves of two months, other leaves, and custody (CCM 27). */
export const checkLeave: Check = (scene, entry) => {
  const days = daysOf(entry)
  if (days === null || days.last < days.first) return
  const { kind, level } = entry.fact.issuer
  const length = count(days)
  const office = kind === 'judicial-office' || level === 'township'
  if (office ? length > OFFICE_DAYS_MAX : level === 'county' && length > COUNTY_DAYS_MAX) {
    tell(scene, 'leave-over-competence', entry)
  } else if (office || level === 'county') checkSum(scene, entry, days)
  checkOverlap(scene, entry, days)
  checkCustody(scene, entry, days)
}

/** More than 30 days in the two months that end on the last day applied for: CC-city. */
function checkSum(scene: Scene, entry: Entry, { last }: Days): void {
  const first = addDays(addMonths(last, -CUMULATIVE_MONTHS), 1)
  let sum = 0
  for (const other of scene.episode.members) {
    const days = daysOf(other)
    if (days === null || isAfter(other, entry)) continue
    const from = laterDate(days.first, first)
    const to = days.last < last ? days.last : last
    if (from <= to) sum += count({ first: from, last: to })
  }
  if (sum > COUNTY_DAYS_MAX) tell(scene, 'leaves-over-thirty-days', entry)
}

/** Granted later, so not yet to be counted when this one was granted. */
const isAfter = (other: Entry, entry: Entry): boolean =>
  madeOn(other) > madeOn(entry) ||
  (madeOn(other) === madeOn(entry) && other.fact.documentId > entry.fact.documentId)

function checkOverlap(scene: Scene, entry: Entry, { first, last }: Days): void {
  for (const other of scene.episode.members) {
    if (other === entry || isAfter(other, entry)) continue
    const days = daysOf(other)
    if (days && days.first <= last && first <= days.last) {
      tell(scene, 'leave-overlapping', other, entry)
    }
  }
}

/** Granted while the person is held, for days of the custody. */
function checkCustody(scene: Scene, entry: Entry, { first, last }: Days): void {
  const held = measuresIn(scene.episode, scene.line).find(
    ({ restriction, from, to }) =>
      isCustodial(restriction) &&
      dateOf(from.at) <= madeOn(entry) &&
      dateOf(from.at) <= last &&
      (to === null || (dateOf(to.at) >= first && dateOf(to.at) > madeOn(entry))),
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
