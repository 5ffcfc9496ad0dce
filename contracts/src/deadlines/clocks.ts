/** The clocks that the documents of the catalogue start and stop, one row each (law.md §2, §2.1). */
import type { AgencyKind } from '../competence/agency.ts'
import type { Effect } from '../documents/catalogue.ts'
import type { Entry } from '../subject/entry.ts'
import { actAt, refersTo } from '../subject/entry.ts'
import type { Episode, Line } from '../subject/model.ts'
import { CUT_SHORT } from '../subject/model.ts'
import { leavesIn } from '../subject/overlays.ts'
import { lastDay } from '../subject/period.ts'
import type { Instant } from '../time.ts'
import { dateOf, endOf, instantOf, startOf } from '../time.ts'
import { roll } from './calendar.ts'
import { endOfHours, lastDayOf } from './counting.ts'
import { received } from './received.ts'
import { reportClock } from './report.ts'

/** One run of a clock. `dueAt` undefined: the calendar of that year is not published. */
export type Run = {
  readonly from: Instant
  readonly dueAt: Instant | undefined
  readonly stoppedAt: Instant | null
  readonly responsible: string
}

export type Clock = {
  readonly clock: string
  readonly basis: string
  /** False for the 立即 clocks, which no text lets be missed (§9-20). */
  readonly binding: boolean
  /** Whether an open run ends as moot with the correction (law.md §2.1). */
  readonly endsWithCorrection: boolean
  readonly runs: (episode: Episode, line: Line) => readonly Run[]
}

export const CLOCKS: readonly Clock[] = [
  clock('T09', '社区矫正法实施办法16', serviceRuns),
  clock('T11', '社区矫正法21', reportRuns('T11')),
  clock('T12', '社区矫正法21；刑诉法解释515', reportRuns('T12')),
  clock('T13', '社区矫正法21；监狱法47', reportRuns('T13')),
  clock('T29', '社区矫正法实施办法28', leaveRuns),
  clock('T48', '社区矫正法48；刑诉法解释545', answerRuns('propose-revocation', 'T48')),
  clock('T52', '社区矫正法49；刑诉法解释517', answerRuns('propose-imprisonment', 'T52')),
  clock('T54', '暂予监外执行意见14；司发通〔2026〕8号-18', custodyRuns('prison'), false),
  clock('T55', '社区矫正法48-49；司发通〔2026〕8号-18', custodyRuns('immediately'), false, false),
  clock('T55', '社区矫正法49；暂予监外执行意见14', custodyRuns('police'), false),
  clock('T62', '社区矫正法44；社区矫正法实施办法53', closingRuns, false),
]

function clock(
  name: string,
  basis: string,
  runs: Clock['runs'],
  endsWithCorrection = true,
  binding = true,
): Clock {
  return { clock: name, basis, runs, endsWithCorrection, binding }
}

/** A limit in days from a receipt or an act. */
function days(line: Line, from: Instant, count: number): Instant | undefined {
  const due = lastDayOf(line.calendar, dateOf(from), count)
  return due && endOf(due)
}

/** T09: papers received by CC-x → receipt that answers them, or their decision, within 5 days. */
function serviceRuns({ members, decision }: Episode, line: Line): readonly Run[] {
  const served = members.filter(
    ({ fact }) =>
      fact.effect === 'state-effect' ||
      fact.type === 'decision-tpe-prison' ||
      fact.type === 'decision-tpe-police',
  )
  return served.flatMap((paper) => {
    const receipt = received(paper, ['corrections'], line.entries)
    if (!receipt) return []
    const answer = members.find(
      ({ fact }) =>
        fact.effect === 'prove-service' &&
        (refersTo(fact, paper) || (decision !== null && refersTo(fact, decision))),
    )
    return [run(receipt.at, days(line, receipt.at, 5), answer?.fact.recordedAt, receipt.agency)]
  })
}

/** T11, T12, T13: the time for reporting (T11) or hand-over, 10 days. */
function reportRuns(name: 'T11' | 'T12' | 'T13'): Clock['runs'] {
  return ({ decision, effectiveOn, reportDue, members }, line) => {
    if (!decision || !effectiveOn || reportDue === null) return []
    const report = reportClock(decision, effectiveOn, line.entries)
    if (report.clock !== name) return []
    const stop = members.find(({ fact }) =>
      name === 'T11'
        ? fact.effect === 'enrol' && fact.body.reportCode !== '03'
        : fact.effect === 'hand-over',
    )
    const stoppedAt = stop && actAt(stop, stop.fact.body.reportedOn ?? stop.fact.body.handedOverOn)
    const due = reportDue && endOf(reportDue)
    return [run(startOf(report.from), due, stoppedAt, report.agency ?? MOVER[name])]
  }
}

const MOVER = { T11: 'subject', T12: 'DH/PS', T13: 'PN/DH' } as const

/** T29: back by 24:00 of the last approved day; never rolls. */
function leaveRuns(episode: Episode, line: Line): readonly Run[] {
  return leavesIn(episode, line).map(({ approval, dueAt, returned }) =>
    run(actAt(approval, undefined), dueAt, returned?.at, 'subject'),
  )
}

type Answer = {
  readonly days: number
  readonly by: readonly AgencyKind[]
  readonly stops: readonly Effect[]
}

const ANSWERS: { readonly [name in 'T48' | 'T52']: Answer } = {
  T48: { days: 30, by: ['court'], stops: ['revoke', 'refuse-revocation'] },
  T52: {
    days: 30,
    by: ['court', 'prison-administration', 'police'],
    stops: ['imprison', 'refuse-imprisonment'],
  },
}

/** T48, T52: a proposal received → decided; the day the answer was made counts. */
function answerRuns(start: Effect, name: 'T48' | 'T52'): Clock['runs'] {
  return ({ members }, line) => {
    const { days: limit, by, stops } = ANSWERS[name]
    return members
      .filter(({ fact }) => fact.effect === start)
      .flatMap((proposal) => {
        const receipt = received(proposal, by, line.entries)
        if (!receipt) return []
        const answers = members.filter(({ fact }) => stops.includes(fact.effect))
        const answer =
          answers.find(({ fact }) => refersTo(fact, proposal)) ??
          answers.find((each) => answersAny(each, proposal, members, start))
        const stoppedAt = answer && startOf(answer.original.madeOn)
        return [run(receipt.at, days(line, receipt.at, limit), stoppedAt, receipt.agency)]
      })
  }
}

/** An answer that names no proposal answers all made by then. */
const answersAny = (
  answer: Entry,
  proposal: Entry,
  members: readonly Entry[],
  start: Effect,
): boolean =>
  answer.original.madeOn >= proposal.original.madeOn &&
  !members.some((each) => each.fact.effect === start && refersTo(answer.fact, each))

const DELIVERERS = {
  prison: ['prison'],
  police: ['police'],
  immediately: ['police'],
} as const satisfies Record<string, readonly AgencyKind[]>

/** T54: prison, 3 days. T55: police, at once, for a police decision 3 days (TPE23-14). */
function custodyRuns(who: keyof typeof DELIVERERS): Clock['runs'] {
  return ({ ended, members }, line) => {
    if (!ended || delivererOf(ended.entry) !== who) return []
    const receipt = received(ended.entry, DELIVERERS[who], line.entries)
    if (!receipt) return []
    const from = restarted(receipt.at, members)
    const due = who === 'immediately' ? endOfHours(from, 24) : days(line, from, 3)
    const custody = members.find(({ fact }) => fact.effect === 'take-into-custody')
    const stoppedAt = custody && actAt(custody, custody.fact.body.takenOn)
    return [run(from, due, stoppedAt, receipt.agency)]
  }
}

function delivererOf({ fact }: Entry): keyof typeof DELIVERERS | null {
  if (fact.effect === 'revoke') return 'immediately'
  if (fact.effect !== 'imprison') return null
  if (fact.type === 'decision-imprison-prison') return 'prison'
  return fact.type === 'decision-imprison-police' ? 'police' : 'immediately'
}

/** D20 restarts the clock in full (law.md §2.1 T54, T55). */
function restarted(from: Instant, members: readonly Entry[]): Instant {
  const captures = members
    .filter(({ fact }) => fact.effect === 'capture')
    .map((entry) => actAt(entry, entry.fact.body.capturedOn))
  return Math.max(from, ...captures) as Instant
}

/** T62: closed on the last day, or the first working day after; made early counts. */
function closingRuns(episode: Episode, line: Line): readonly Run[] {
  const last = lastDay(episode)
  if (last === null || CUT_SHORT.has(episode.state) || !hasRun(episode, last)) return []
  const due = roll(line.calendar, last)
  const certificate = episode.state === 'RELEASED' ? episode.ended?.entry : undefined
  const stoppedAt = certificate && startOf(certificate.original.madeOn)
  const agency = episode.place?.agency ?? 'CC-x'
  return [run(startOf(last), due && endOf(due), stoppedAt, agency)]
}

/** The correction still ran on its last day. */
const hasRun = ({ state, endedAt, effectiveOn, enrolledAt }: Episode, last: string): boolean =>
  (effectiveOn !== null || enrolledAt !== null) &&
  (state !== 'RELEASED' || endedAt === null || endedAt >= instantOf(last))

const run = (
  from: Instant,
  dueAt: Instant | undefined,
  stoppedAt: Instant | undefined,
  responsible: string,
): Run => ({ from, dueAt, stoppedAt: stoppedAt ?? null, responsible })
