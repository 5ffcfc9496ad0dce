/**
 * Restrictions of personal liberty (限制人身自由; CCL 32, CCM 41; law.md §3.2 "Restriction"). Papers
 * with the same restriction and date of decision are one measure.
 */
import type { Restriction } from '../documents/fact-fields.ts'
import { RESTRICTIONS } from '../documents/fact-fields.ts'
import { DAY_MS, instant } from '../time.ts'
import type { Entry } from './entry.ts'
import { compareMaking } from './entry.ts'
import type { CustodyMark, JudgedMark, LiftMark, Marked, MeasureMark } from './marks.ts'
import { momentOf } from './marks.ts'
import type { Moment, Span } from './moment.ts'
import { byClock, CUSTODY_RANK, compareMoments, earliest } from './moment.ts'

export type Measure = Span & {
  readonly restriction: Restriction
  /** Papers of the measure, then the paper that ended it. */
  readonly documents: readonly Entry[]
  readonly lifted: Entry | null
  /** The arrest that a court ordered for a revocation (D4, D6). */
  readonly onOrder: boolean
}

type Begun = {
  readonly restriction: Restriction
  readonly from: Moment
  readonly printedTo: Moment | null
  readonly documents: readonly Entry[]
  readonly newCrime: boolean
  readonly onOrder: boolean
}
type Lift = Marked<LiftMark | CustodyMark>

const CUSTODIAL: ReadonlySet<Restriction> = new Set(RESTRICTIONS.slice(0, 5))
/** Coercive measures of a criminal case: of C24-C26 the one begun last holds. */
const CRIMINAL: ReadonlySet<Restriction> = new Set<Restriction>([
  'ARREST',
  'CRIM_DETENTION',
  'RESID_SURV',
  'BAIL',
])

/** The five that hold a person: their start ends an absence and begins custody (law.md §3.2). */
export const isCustodial = (restriction: Restriction): boolean => CUSTODIAL.has(restriction)

/** 0 for the heaviest. */
export const weight = (restriction: Restriction): number => RESTRICTIONS.indexOf(restriction)

export function measuresOf(
  marks: readonly Marked<MeasureMark>[],
  lifts: readonly Lift[],
  judged: readonly Marked<JudgedMark>[],
): readonly Measure[] {
  const begun = grouped(marks)
  return begun.map((one) => measure(one, begun, lifts, judged))
}

function grouped(marks: readonly Marked<MeasureMark>[]): readonly Begun[] {
  const groups = Map.groupBy(marks, ({ mark }) => `${mark.restriction} ${mark.decidedOn}`)
  return [...groups.values()].map(begunBy)
}

/** The end printed in the measure's own paper counts before that of a notice about it (C23, C39). */
function begunBy(papers: readonly Marked<MeasureMark>[]): Begun {
  const { restriction } = papers[0]!.mark
  const printed = papers
    .filter(({ mark }) => mark.to !== null)
    .sort((a, b) => rankOfEnd(a) - rankOfEnd(b) || compareMaking(b.by.fact, a.by.fact))[0]
  const start = Math.min(...papers.map(({ mark }) => mark.at))
  const order = Math.min(...papers.map(({ by }) => by.fact.order))
  return {
    restriction,
    from: { at: instant(start), rank: isCustodial(restriction) ? CUSTODY_RANK : order },
    printedTo: printed?.mark.to ? byClock(printed.mark.to) : null,
    documents: papers.map(({ by }) => by),
    newCrime: papers.some(({ by }) => by.fact.body.newCrime === true),
    onOrder: papers.some(({ mark }) => mark.onOrder === true),
  }
}

/** C23, and C39 that passes it on to the prison. */
const NOTICES: ReadonlySet<string> = new Set(['detention-notice', 'tpe-coercive-relay'])
const rankOfEnd = ({ by }: Marked<MeasureMark>) => Number(NOTICES.has(by.fact.type))

function measure(
  one: Begun,
  all: readonly Begun[],
  lifts: readonly Lift[],
  judged: readonly Marked<JudgedMark>[],
): Measure {
  const { restriction, from, documents } = one
  const lift = lifts.find((each) => ends(each, one, all))
  const to = earliest([
    one.printedTo,
    lift ? momentOf(lift) : null,
    // The shortest of law.md's readings would leave nobody summoned for ever (§9-31).
    restriction === 'SUMMONS' ? byClock(instant(from.at + DAY_MS)) : null,
    replacement(one, all),
    closedByJudgment(one, judged),
  ])
  const lifted = lift && to && compareMoments(momentOf(lift), to) === 0 ? lift.by : null
  return { restriction, from, to, documents, lifted, onOrder: one.onOrder }
}

/**
 * A named lift also ends what began at the same instant, because custody is laid out last; one that
 * names nothing ends what began before it, or, where nothing did, what began with it.
 */
function ends({ by, mark }: Lift, one: Begun, all: readonly Begun[]): boolean {
  if (mark.at < one.from.at || one.documents.includes(by)) return false
  if (mark.mark === 'custody') return true
  if (mark.restriction === 'CUSTODIAL') return isCustodial(one.restriction)
  if (mark.restriction === 'ORDERED_ARREST') return one.onOrder
  if (mark.restriction !== null) return mark.restriction === one.restriction
  return mark.at > one.from.at || !all.some(({ from }) => from.at < mark.at)
}

function replacement(one: Begun, all: readonly Begun[]): Moment | null {
  if (!isOfCrime(one)) return null
  const later = all.filter((each) => isOfCrime(each) && each.from.at > one.from.at)
  return earliest(later.map(({ from }) => from))
}

/** One of C24-C26, not the arrest for a revocation (D6). */
const isOfCrime = ({ restriction, onOrder }: Begun): boolean =>
  CRIMINAL.has(restriction) && !onOrder

function closedByJudgment(one: Begun, judged: readonly Marked<JudgedMark>[]): Moment | null {
  if (one.newCrime || (!CRIMINAL.has(one.restriction) && one.restriction !== 'SUMMONS')) return null
  const enrolment = judged.find(({ mark }) => mark.at > one.from.at)
  return enrolment ? momentOf(enrolment) : null
}
