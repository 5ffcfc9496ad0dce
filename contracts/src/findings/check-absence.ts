/** Out of supervision: the search, and what must follow an absence (CCL 30; CCM 34-35, 38, 46-47; OP26-14). */
import type { Absence } from '../subject/absences.ts'
import type { Entry } from '../subject/entry.ts'
import { REPRIMAND_DAYS_MAX } from '../subject/grounds.ts'
import { hasEnded, SUPERVISED } from '../subject/model.ts'
import { compareMoments } from '../subject/moment.ts'
import { absencesIn } from '../subject/overlays.ts'
import type { LegalDate } from '../time.ts'
import { addDays, addMonths, dateOf, daysBetween, startOf } from '../time.ts'
import { promptlyAfter } from './limits.ts'
import type { Check, EpisodeCheck, Scene } from './scene.ts'
import { has, isPast, madeOn, memberOf, tell } from './scene.ts'

/** Reprimands after which the next one should have been a warning (CCM 35(5)). */
const REPRIMANDS_MAX = 2

/** C22 without a C21 that tells the procuratorate (CCM 38). */
export const checkSearchLetter: Check = (scene, entry) => {
  if (!has(scene, 'search-bulletin')) tell(scene, 'search-bulletin-missing', entry)
}

/** Each absence without good reason that grew to 脱管. */
export const checkAbsences: EpisodeCheck = (scene) => {
  const { episode, line } = scene
  if (line.absences.length === 0) return
  for (const absence of absencesIn(episode, line)) {
    const { tuoguanFrom, to } = absence
    if (tuoguanFrom === null || (to !== null && compareMoments(to, tuoguanFrom) <= 0)) continue
    if (!isPast(scene, tuoguanFrom.at)) continue
    checkLetter(scene, absence)
    checkSanction(scene, absence)
  }
}

const isOver = (scene: Scene, { to }: Absence): boolean => to !== null && isPast(scene, to.at)

/** While the person is gone the police must have been asked in writing (CCL 30; OP26-14). */
function checkLetter(scene: Scene, absence: Absence): void {
  const [first] = absence.documents
  if (!first || !SUPERVISED.has(scene.episode.state) || isOver(scene, absence)) return
  if (memberOf(scene, 'assist-search-letter', (each) => !isBefore(each, absence)) === undefined) {
    tell(scene, 'search-letter-missing', first)
  }
}

const startDay = ({ from }: Absence): LegalDate => dateOf(from.at)
const isBefore = (entry: Entry, absence: Absence): boolean => madeOn(entry) < startDay(absence)

/** 训诫 up to ten days, 警告 beyond, a proposal after a month (law.md §3.3). */
function checkSanction(scene: Scene, absence: Absence): void {
  const [first] = absence.documents
  if (!first || hasEnded(scene.episode.state)) return
  if (checkRevocation(scene, absence, first)) return
  if (absence.to === null || !isOver(scene, absence)) return
  const back = dateOf(absence.to.at)
  const long = daysBetween(startDay(absence), back) > REPRIMAND_DAYS_MAX
  const since = ({ episode }: Scene) => [...episode.warnings, ...(long ? [] : episode.reprimands)]
  if (since(scene).some((each) => !isBefore(each, absence)) || isProposed(scene, absence)) return
  if (!isPast(scene, promptlyAfter(scene.line.calendar, back))) return
  tell(scene, long ? 'warning-missing-after-absence' : 'reprimand-missing-after-absence', first)
}

/** Later than the same date of the next month (§3.2 rule 9); only 缓刑 and 假释 are revoked for it. */
function checkRevocation(scene: Scene, absence: Absence, first: Entry): boolean {
  const { kind } = scene.episode
  if (kind !== 'probation' && kind !== 'parole') return false
  const beyond = startOf(addDays(addMonths(startDay(absence), 1), 1))
  if (absence.to !== null && absence.to.at < beyond) return false
  if (!isPast(scene, beyond)) return false
  if (!isProposed(scene, absence)) tell(scene, 'revocation-proposal-missing', first)
  return true
}

const isProposed = (scene: Scene, absence: Absence): boolean =>
  PROPOSALS.some((type) => memberOf(scene, type, (each) => !isBefore(each, absence)))
const PROPOSALS = ['proposal-revoke-probation', 'proposal-revoke-parole', 'proposal-imprison']

/** A third reprimand instead of a warning (CCM 35(5)). */
export const checkReprimand: Check = (scene, entry) => {
  const { reprimands, warnings } = scene.episode
  if (reprimands.indexOf(entry) < REPRIMANDS_MAX) return
  const second = reprimands[REPRIMANDS_MAX - 1]
  if (second && warnings.some((each) => madeOn(each) >= madeOn(second))) return
  if (isPast(scene, promptlyAfter(scene.line.calendar, madeOn(entry)))) {
    tell(scene, 'warning-missing-after-reprimands', entry)
  }
}
