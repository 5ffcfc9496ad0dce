/**
 * Grounds for revocation, recall, arrest, electronic positioning and penalties, as far as the facts
 * carry them (law.md §3.5; CCM 34-37, 46-49; CCL 29). A ground that holds is a hint for people who
 * decide, never a decision. Grounds that rest on judgement (a serious breach of a prohibition order,
 * danger to others, a cause that has ended, a guarantor lost), or on reports that stay with the agency
 * (no re-examination despite a warning, CCM 49(5)), are read by people alone.
 */
import type { Calendar } from '../deadlines/calendar.ts'
import type { DocumentId } from '../ids.ts'
import type { Instant, LegalDate } from '../time.ts'
import { addDays, addMonths, dateOf, daysBetween } from '../time.ts'
import type { Absence } from './absences.ts'
import type { Sight } from './circumstance-sight.ts'
import { idsOf } from './circumstance-sight.ts'
import type { Entry } from './entry.ts'
import { actAt } from './entry.ts'
import type { Fact } from './fact.ts'
import { foldUntil } from './fold.ts'
import { lineOf } from './lay-out.ts'
import { SUPERVISED } from './model.ts'
import type { Moment } from './moment.ts'
import { after, compareMoments } from './moment.ts'
import { absencesIn } from './overlays.ts'

/** Days out of supervision up to which a reprimand, beyond which a warning is due (CCM 34-35). */
export const REPRIMAND_DAYS_MAX = 10

export type GroundCode =
  | 'absent-over-a-month'
  | 'two-warnings'
  | 'two-warnings-uncorrected'
  | 'penalised-uncorrected'
  | 'any-breach'
  | 'left-despite-warning'
  | 'absent-over-ten-days'
  | 'absent-up-to-ten-days'
  | 'two-reprimands-uncorrected'
  | 'left-without-approval'
  | 'unreported-and-warned'
  | 'penalised-for-breach'
  | 'revocation-proposed'

export type Consequence = 'reprimand' | 'warn' | 'monitor' | 'revoke' | 'recall'

export type Ground = {
  readonly code: GroundCode
  readonly allows: Consequence
  readonly basis: string
  /** Texts that ask for more than this one; courts may follow them (§9-1). */
  readonly disputedBy?: string
  readonly documents: readonly DocumentId[]
}

/** What a ground rests on: the documents that show it, or null where it does not hold. */
export type Predicate = (sight: Sight) => readonly Entry[] | null

type Rule = Omit<Ground, 'documents'> & {
  readonly kinds: readonly string[]
  readonly holds: Predicate
}

/** An absence without good reason, as far as it had come. */
type Lapse = {
  readonly from: LegalDate
  readonly to: LegalDate
  readonly documents: readonly Entry[]
}

/** 脱管 without good reason, by dates (rule 9): from the last contact, the start day not counted. */
function lapses({ episode, line, moment }: Sight): readonly Lapse[] {
  return absencesIn(episode, line)
    .filter((each) => isTuoguan(each, moment))
    .map((each) => {
      const over = each.to !== null && compareMoments(each.to, moment) <= 0
      const to = dateOf(over && each.to ? each.to.at : moment.at)
      return { from: dateOf(each.from.at), to, documents: each.documents }
    })
}

const isTuoguan = ({ tuoguanFrom, to }: Absence, moment: Moment): boolean =>
  tuoguanFrom !== null &&
  compareMoments(tuoguanFrom, moment) <= 0 &&
  (to === null || compareMoments(tuoguanFrom, to) < 0)

/** Not reported in time without a special reason: from 00:00 after the last day (CCL 21). */
function lateReport({ episode, moment }: Sight): Lapse | null {
  const { reportDue, excused, enrolledAt, decision, enrolments, state } = episode
  const waited = enrolledAt !== null || state === 'LOUGUAN'
  if (!reportDue || excused || !decision || !waited) return null
  const to = dateOf(enrolledAt ?? moment.at)
  const from = addDays(reportDue, 1)
  return to > reportDue ? { from, to, documents: [decision, ...enrolments.slice(0, 1)] } : null
}

const allLapses = (sight: Sight): readonly Lapse[] => {
  const late = lateReport(sight)
  return late ? [late, ...lapses(sight)] : lapses(sight)
}

const shown = (lapse: Lapse | undefined): readonly Entry[] | null => lapse?.documents ?? null

/** CCM 46(2), 47(1): later than the same date of the next month. */
export const isAbsentOverAMonth: Predicate = (sight) =>
  shown(allLapses(sight).find(({ from, to }) => to > addMonths(from, 1)))

/** CCM 35(2). */
export const isAbsentOverTenDays: Predicate = (sight) =>
  shown(allLapses(sight).find(({ from, to }) => daysBetween(from, to) > REPRIMAND_DAYS_MAX))

/** CCM 34(1). */
export const isAbsentUpToTenDays: Predicate = (sight) =>
  shown(allLapses(sight).find(({ from, to }) => daysBetween(from, to) <= REPRIMAND_DAYS_MAX))

/** CCM 49(4): two warnings are enough. */
export const hasTwoWarnings: Predicate = ({ episode }) =>
  episode.warnings.length >= 2 ? episode.warnings : null

/** CCM 46(4), 47(2); CPLI 516(4): two warnings and still not corrected. */
export const hasTwoWarningsUncorrected: Predicate = (sight) =>
  uncorrected(sight, sight.episode.warnings, 2)

/** CCM 35(5): two reprimands and still not corrected. */
export const hasTwoReprimandsUncorrected: Predicate = (sight) =>
  uncorrected(sight, sight.episode.reprimands, 2)

/** CCL 29(4): a public-security penalty that CC-x proposed, so for a breach of supervision. */
export const isPenalisedForBreach: Predicate = (sight) => {
  const penalties = penaltiesIn(sight)
  return penalties.length > 0 ? penalties : null
}

/** CCM 46(3), 49(3): penalised and still not corrected. */
export const isPenalisedUncorrected: Predicate = (sight) =>
  uncorrected(sight, penaltiesIn(sight), 1)

function penaltiesIn({ episode: { members }, moment }: Sight): readonly Entry[] {
  const proposals = members.filter(({ fact }) => fact.effect === 'propose-penalty')
  if (proposals.length === 0) return NOBODY
  return members.filter(
    (each) =>
      each.fact.effect === 'decide-penalty' &&
      each.fact.body.penalty !== undefined &&
      // The members of an episode grow; what was decided later is not yet a ground.
      actAt(each, each.fact.body.decidedOn) <= moment.at &&
      proposals.some((proposal) => proposal.original.madeOn <= each.original.madeOn),
  )
}

const NOBODY: readonly Entry[] = []

/** After the last of `count` sanctions another breach has begun, or one still lasts. */
function uncorrected(
  sight: Sight,
  sanctions: readonly Entry[],
  count: number,
): readonly Entry[] | null {
  const last = sanctions[count - 1]
  if (!last) return null
  const day = dateOf(actAt(last, last.fact.body.decidedOn))
  const { reprimands, warnings } = sight.episode
  const again = [...reprimands, ...warnings, ...penaltiesIn(sight)].find(
    (each) => each !== last && dateOf(actAt(each, each.fact.body.decidedOn)) > day,
  )
  const lapse = lapses(sight).find(({ to }) => to > day)
  if (!again && !lapse) return null
  return [...sanctions.slice(0, count), ...(again ? [again] : []), ...(lapse?.documents ?? [])]
}

/** CCM 47(3): any breach short of a crime; the threshold is lower than for probation. */
export const hasAnyBreach: Predicate = (sight) => {
  const { reprimands, warnings } = sight.episode
  const lapse = allLapses(sight)[0]
  const breaches = [...reprimands, ...warnings, ...penaltiesIn(sight), ...(lapse?.documents ?? [])]
  return breaches.length > 0 ? breaches : null
}

/** CCM 49(2): left without approval or out of contact, and a warning is not obeyed. */
export const hasLeftDespiteWarning: Predicate = (sight) => {
  const warned = sight.episode.warnings[0]
  return warned ? uncorrectedAbsence(sight, warned) : null
}

function uncorrectedAbsence(sight: Sight, warned: Entry): readonly Entry[] | null {
  const day = dateOf(actAt(warned, warned.fact.body.decidedOn))
  const lapse = lapses(sight).find(({ to, documents }) => to > day && isOfReason(documents, 1, 2))
  return lapse ? [warned, ...lapse.documents] : null
}

/** Reason of C21, C22: 1 lost contact, 2 left without approval, 3 leave overstayed. */
const isOfReason = (documents: readonly Entry[], ...reasons: readonly number[]): boolean =>
  documents.some(({ fact }) => fact.body.reason !== undefined && reasons.includes(fact.body.reason))

/** CCL 29(2): left the city or county without approval. */
export const hasLeftWithoutApproval: Predicate = (sight) =>
  shown(lapses(sight).find(({ documents }) => isOfReason(documents, 2)))

/** CCL 29(3): did not report as prescribed, or was out of contact, and was warned for it. */
export const isUnreportedAndWarned: Predicate = (sight) => {
  const { warnings } = sight.episode
  for (const { from, documents } of allLapses(sight)) {
    const warned = warnings.find((each) => dateOf(actAt(each, each.fact.body.decidedOn)) >= from)
    if (warned) return [...documents, warned]
  }
  return null
}

/** CCL 29(5): revocation or recall is proposed. */
export const isRevocationProposed: Predicate = ({ episode }) => {
  const proposals = episode.proceedings.filter(
    ({ proceeding }) => proceeding === 'REVOKE_PROPOSED' || proceeding === 'IMPRISON_PROPOSED',
  )
  return proposals.length > 0 ? proposals.map(({ entry }) => entry) : null
}

const ALL = ['control', 'probation', 'parole', 'tpe']
const PROBATION = ['probation']
const PAROLE = ['parole']
const TPE = ['tpe']

const rule = (
  code: GroundCode,
  allows: Consequence,
  basis: string,
  kinds: readonly string[],
  holds: Predicate,
): Rule => ({ code, allows, basis, kinds, holds })

const MEASURES = '社区矫正法实施办法'

const RULES: readonly Rule[] = [
  rule('absent-over-a-month', 'revoke', `${MEASURES}46(2)`, PROBATION, isAbsentOverAMonth),
  rule('penalised-uncorrected', 'revoke', `${MEASURES}46(3)`, PROBATION, isPenalisedUncorrected),
  rule(
    'two-warnings-uncorrected',
    'revoke',
    `${MEASURES}46(4)`,
    PROBATION,
    hasTwoWarningsUncorrected,
  ),
  rule('absent-over-a-month', 'revoke', `${MEASURES}47(1)`, PAROLE, isAbsentOverAMonth),
  rule('two-warnings-uncorrected', 'revoke', `${MEASURES}47(2)`, PAROLE, hasTwoWarningsUncorrected),
  rule('any-breach', 'revoke', `${MEASURES}47(3)`, PAROLE, hasAnyBreach),
  rule('left-despite-warning', 'recall', `${MEASURES}49(2)`, TPE, hasLeftDespiteWarning),
  rule('penalised-uncorrected', 'recall', `${MEASURES}49(3)`, TPE, isPenalisedUncorrected),
  {
    ...rule('two-warnings', 'recall', `${MEASURES}49(4)`, TPE, hasTwoWarnings),
    disputedBy: '刑诉法解释516(4)',
  },
  rule('absent-up-to-ten-days', 'reprimand', `${MEASURES}34(1)`, ALL, isAbsentUpToTenDays),
  rule('absent-over-ten-days', 'warn', `${MEASURES}35(2)`, ALL, isAbsentOverTenDays),
  rule('two-reprimands-uncorrected', 'warn', `${MEASURES}35(5)`, ALL, hasTwoReprimandsUncorrected),
  rule('left-without-approval', 'monitor', '社区矫正法29(2)', ALL, hasLeftWithoutApproval),
  rule('unreported-and-warned', 'monitor', '社区矫正法29(3)', ALL, isUnreportedAndWarned),
  rule('penalised-for-breach', 'monitor', '社区矫正法29(4)', ALL, isPenalisedForBreach),
  rule('revocation-proposed', 'monitor', '社区矫正法29(5)', ALL, isRevocationProposed),
]

const BY_KIND: ReadonlyMap<string, readonly Rule[]> = new Map(
  ALL.map((kind) => [kind, RULES.filter(({ kinds }) => kinds.includes(kind))]),
)

/**
 * The grounds that hold at `valid`, by the documents recorded at `known`; none outside a running
 * correction, none where its kind is not known.
 */
export function groundsAt(
  facts: readonly Fact[],
  at: { readonly valid: Instant; readonly known: Instant },
  calendar: Calendar,
): readonly Ground[] {
  const line = lineOf(facts, at.known, calendar)
  const episode = foldUntil(line, at.valid).current
  const { state } = episode
  if (!SUPERVISED.has(state) && state !== 'LOUGUAN') return []
  return groundsIn({ episode, line, moment: after(at.valid) })
}

/** The grounds that hold in an episode as it stands at a moment, for its kind. */
export function groundsIn(sight: Sight): readonly Ground[] {
  const { kind } = sight.episode
  if (kind === null) return []
  return (BY_KIND.get(kind) ?? []).flatMap((each) => ground(each, sight))
}

function ground({ code, allows, basis, disputedBy, holds }: Rule, sight: Sight): readonly Ground[] {
  const rests = holds(sight)
  if (rests === null) return []
  const disputed = disputedBy !== undefined && hasTwoWarningsUncorrected(sight) === null
  return [{ code, allows, basis, ...(disputed && { disputedBy }), documents: idsOf(rests) }]
}
