/** 解除 and 终止, what is sent then, and objections (CCL 44-45; CCM 53; CPL 267, 274). */

import { PR_EQUAL } from '../deadlines/addressees.ts'
import { roll } from '../deadlines/calendar.ts'
import { lastDayOf } from '../deadlines/counting.ts'
import { receiptOf } from '../deadlines/received.ts'
import type { Entry } from '../subject/entry.ts'
import { effectiveOn, laterDate, refersTo } from '../subject/entry.ts'
import { CUT_SHORT } from '../subject/model.ts'
import { lastDay } from '../subject/period.ts'
import type { LegalDate } from '../time.ts'
import { addMonths, dateOf, legalDate } from '../time.ts'
import { checkPrintedPeriod } from './check-enrolment.ts'
import { promptlyAfter } from './limits.ts'
import type { Check, EpisodeCheck, Scene } from './scene.ts'
import { has, isPast, madeOn, tell } from './scene.ts'

/** E2, E3, E7: made before the last day, or printing another period (CCL 44). */
export const checkRelease: Check = (scene, entry) => {
  if (entry.fact.body.releaseReason === 'pardon') return
  const last = lastDay(scene.episode)
  if (last !== null && madeOn(entry) < last) tell(scene, 'released-early', entry)
  checkPrintedPeriod(scene, entry)
}

/** After a release: the other of E2 and E3, and the file for resettlement (OP26-20). */
export const checkReleased: EpisodeCheck = (scene) => {
  const { state, ended, endedAt, kind } = scene.episode
  if (state !== 'RELEASED' || ended === null || endedAt === null) return
  const made = madeOn(ended.entry)
  const from = laterDate(made, dateOf(endedAt))
  const certified = has(scene, 'release-certificate', 'prison-release-certificate', 'pardon')
  const noticed = has(scene, 'release-notice-cc')
  const resettled = kind === 'probation' || has(scene, 'resettlement-handover')
  if ((certified && noticed && resettled) || !isPast(scene, promptly(scene, from))) return
  if (!certified) tell(scene, 'release-certificate-missing', ended.entry)
  if (!noticed) tell(scene, 'release-notice-missing', ended.entry)
  if (!resettled && kind !== null) tell(scene, 'resettlement-handover-missing', ended.entry)
}

const promptly = ({ line }: Scene, from: LegalDate) => promptlyAfter(line.calendar, from)

/** After an ending by a document: E4, with the very day (CCL 45; OP26-19). */
export const checkTerminated: EpisodeCheck = (scene) => {
  const { state, ended } = scene.episode
  if (ended === null || !CUT_SHORT.has(state) || ended.entry.fact.effect === 'terminate') return
  if (has(scene, 'termination-notice')) return
  if (isPast(scene, promptly(scene, ended.on)))
    tell(scene, 'termination-notice-missing', ended.entry)
}

export const checkNotice: Check = (scene, entry) => {
  const { ended } = scene.episode
  const day = entry.fact.body.endedOn
  if (!ended || day === undefined || ended.entry === entry || ended.reason === 'expiry') return
  if (day !== ended.on) tell(scene, 'termination-date-differs', entry, ended.entry)
}

const RULING_DAYS = 20

/** F4 within 20 days, F5 within a month, from when PR-= received what it is about (T21, T22). */
export const checkObjection: Check = (scene, entry) => {
  const about = scene.episode.members.find((each) => refersTo(entry.fact, each))
  const served = about && servedOnProsecutor(about, scene)
  if (!about || !served) return
  const { calendar } = scene.line
  const due =
    entry.fact.effect === 'challenge-ruling'
      ? lastDayOf(calendar, served, RULING_DAYS)
      : roll(calendar, addMonths(served, 1))
  if (due !== undefined && effectiveOn(entry) > due)
    tell(scene, 'objection-after-lapse', entry, about)
}

/** The day that the paper states, else that of the receipt (law.md §0.3-9). */
function servedOnProsecutor(paper: Entry, { line }: Scene): LegalDate | undefined {
  const stated = legalDate(paper.fact.body.servedOnProsecutor ?? '')
  if (stated) return stated
  const receipt = receiptOf(paper, PR_EQUAL, line.telling)
  return receipt ? dateOf(receipt.at) : undefined
}
