/** Reception and what follows it: B18, B24, 漏管 (CCL 21-22; OP26-11). */
import { enrollingAgency } from '../subject/effects/place.ts'
import type { Entry } from '../subject/entry.ts'
import { actAt } from '../subject/entry.ts'
import { periodOf } from '../subject/period.ts'
import { dateOf, startOf } from '../time.ts'
import { immediatelyAfter, promptlyAfter } from './limits.ts'
import type { Check, EpisodeCheck, Scene } from './scene.ts'
import { has, isPast, memberOf, tell } from './scene.ts'

/** The first record by which the person was taken over. */
export const checkEnrolment: Check = (scene, entry) => {
  const { enrolments, kind } = scene.episode
  checkPrintedPeriod(scene, entry)
  if (enrolments[0] !== entry) return
  checkOrder(scene, entry)
  checkPlace(scene, entry)
  checkLateness(scene, entry)
  if (kind === 'tpe' && !has(scene, 'handover-certificate')) {
    tell(scene, 'handover-not-certified', entry)
  }
  if (kind === 'parole' && !has(scene, 'parole-certificate')) {
    tell(scene, 'parole-not-certified', entry)
  }
}

const takenOverAt = (entry: Entry) =>
  actAt(entry, entry.fact.body.reportedOn ?? entry.fact.body.handedOverOn)

/** Not before the decision has effect, and a parolee not before the prison let go (CCL 21; CL 83). */
function checkOrder(scene: Scene, entry: Entry): void {
  const { decision, effectiveOn, paroledBy } = scene.episode
  const at = takenOverAt(entry)
  if (decision && (effectiveOn === null || at < startOf(effectiveOn))) {
    tell(scene, 'enrolled-before-effect', entry, decision)
  }
  const released = paroledBy?.fact.body.releasedOn
  if (paroledBy && released !== undefined && at < actAt(paroledBy, released)) {
    tell(scene, 'enrolled-before-release', entry, paroledBy)
  }
}

/** B15 names one agency, another one enrols, and nobody changed the place (CCL 17; CCM 12). */
function checkPlace(scene: Scene, entry: Entry): void {
  const agency = enrollingAgency(entry)
  const fixed = memberOf(scene, 'place-determination')
  const determined = fixed?.fact.body.agency
  if (fixed && agency !== null && determined !== undefined && determined !== agency) {
    tell(scene, 'enrolled-not-at-determined-place', entry, fixed)
  }
}

/** Reported after the last day and not excused: 训诫 or 警告 (CCM 34(1), 35(2)). */
function checkLateness(scene: Scene, entry: Entry): void {
  const { reportDue, excused, reprimands, warnings, kind, endedAt } = scene.episode
  if (!reportDue || excused || kind === 'tpe' || endedAt !== null) return
  const reported = dateOf(takenOverAt(entry))
  if (reported <= reportDue || reprimands.length + warnings.length > 0) return
  if (isPast(scene, promptlyAfter(scene.line.calendar, reported))) {
    tell(scene, 'late-report-unsanctioned', entry)
  }
}

/** The period that B24 or E3 prints is neither that of the judgment nor the one in force (CCM 16). */
export const checkPrintedPeriod: Check = (scene, entry) => {
  const { periodTo } = entry.fact.body
  const { episode } = scene
  if (periodTo === undefined || episode.decision === null || episode.amendments.includes(entry)) {
    return
  }
  const { to, sentenceTo } = episode.period
  if (to === null || periodTo === to || periodTo === sentenceTo) return
  const first = periodOf({ ...episode, amendments: [], enrolments: [] })
  if (first.to === null || periodTo === first.to || periodTo === first.sentenceTo) return
  tell(scene, 'printed-periods-differ', entry, episode.decision)
}

/** 漏管, and nobody has said so (OP26-11, -12). */
export const checkLouguan: EpisodeCheck = (scene) => {
  const { state, stateAt, decision, stateBy } = scene.episode
  if (state !== 'LOUGUAN' || stateAt === null || decision === null) return
  if (stateBy.some(({ fact }) => REPORTS.has(fact.effect))) return
  if (has(scene, 'missed-handover-notice') || absentRecord(scene)) return
  if (isPast(scene, immediatelyAfter(stateAt))) tell(scene, 'louguan-not-reported', decision)
}
const REPORTS: ReadonlySet<string> = new Set(['enrol', 'report-missed-handover'])

const absentRecord = (scene: Scene): Entry | undefined =>
  memberOf(scene, 'enrolment-record', ({ fact }) => fact.body.reportCode === '03')
