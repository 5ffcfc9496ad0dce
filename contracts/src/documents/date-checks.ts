/**
 * Dates that do not add up. They stand on the paper, which exists in law whatever they say: the issuer
 * corrects it by another paper (F8), so none of them refuses (architecture.md, "What is refused").
 */
import { dateOf, instantOf, type LegalDate, termEnd } from '../time.ts'
import type { FactBody } from './fact-fields.ts'
import { finding, type IntakeCheck } from './intake-check.ts'

/** Acts that a document reports: none can come after the day on which it was made. */
const REPORTED = [
  'appliedOn',
  'arrestedOn',
  'capturedOn',
  'decidedAt',
  'decidedOn',
  'diedOn',
  'discoveredOn',
  'fileReceivedOn',
  'filedOn',
  'foundAt',
  'handedOverOn',
  'mandatedOn',
  'receivedOn',
  'reportedOn',
  'requestedOn',
  'returnedAt',
  'since',
  'takenOn',
] as const satisfies readonly (keyof FactBody)[]

/** The organ notes on a diagnosis when it came from the hospital, which made it before (TPE23-17). */
const reportedBy = (type: string): readonly (keyof FactBody)[] =>
  type === 'medical-diagnosis' ? REPORTED.filter((field) => field !== 'receivedOn') : REPORTED

/** Acts that are done with a document: none can come before it was made. */
const DONE_WITH = ['notifiedOn', 'pronouncedOn', 'servedOn', 'servedOnProsecutor'] as const

/** Periods that a body states, first and last day. */
const PERIODS = [
  ['periodFrom', 'periodTo'],
  ['from', 'to'],
  ['uncountedFrom', 'uncountedTo'],
] as const satisfies readonly (readonly [keyof FactBody, keyof FactBody])[]

/** The calendar day of a date or of a time, in Asia/Shanghai. */
const dayOf = (text: string): LegalDate => dateOf(instantOf(text))

const daysAt = (facts: FactBody, fields: readonly (keyof FactBody)[]): readonly LegalDate[] =>
  fields.flatMap((field) => {
    const value = facts[field]
    return typeof value === 'string' ? [dayOf(value)] : []
  })

export const DATE_CHECKS: readonly IntakeCheck[] = [
  {
    finding: finding(
      'made-in-future',
      'warning',
      '作出日期晚于接收日期。',
      'The document is dated after the day on which it was accepted.',
    ),
    holds: ({ madeOn, acceptedOn }) => madeOn > acceptedOn,
  },
  {
    // law.md §0.3-15: no document takes effect before the day it is made.
    finding: finding(
      'effective-before-made',
      'warning',
      '生效日期早于作出日期，按作出日期计。',
      'It states an effect before the day it was made; the day it was made counts.',
    ),
    holds: ({ madeOn, effectiveOn }) => effectiveOn !== undefined && effectiveOn < madeOn,
  },
  {
    finding: finding(
      'served-before-made',
      'warning',
      '送达或者告知日期早于作出日期。',
      'It was served or told before the day on which it was made.',
    ),
    holds: ({ madeOn, facts }) => daysAt(facts, DONE_WITH).some((day) => day < madeOn),
  },
  {
    finding: finding(
      'act-after-paper',
      'warning',
      '所载事实的发生日期晚于作出日期。',
      'It reports an act of a day after the one on which it was made.',
    ),
    holds: ({ type, madeOn, facts }) => daysAt(facts, reportedBy(type)).some((day) => day > madeOn),
  },
  {
    finding: finding(
      'period-reversed',
      'serious',
      '期限的止日早于起日。',
      'The period ends before it begins.',
    ),
    holds: ({ facts }) =>
      PERIODS.some(([from, to]) => {
        const [first, last] = [facts[from], facts[to]]
        return !!first && !!last && dayOf(last) < dayOf(first)
      }),
  },
  {
    finding: finding(
      'period-differs-from-term',
      'warning',
      '期限起止与所载刑期或考验期长度不符。',
      'The period does not have the length of the term that is stated.',
      '刑诉法解释202(2)',
    ),
    holds: ({ facts: { periodFrom, periodTo, term, creditedDays = 0 } }) =>
      creditedDays === 0 &&
      !!periodFrom &&
      !!periodTo &&
      !!term &&
      termEnd(periodFrom as LegalDate, term) !== periodTo,
  },
  {
    finding: finding(
      'discovered-before-death',
      'warning',
      '发现死亡的日期早于死亡日期。',
      'The death was discovered before the day on which it happened.',
    ),
    holds: ({ facts: { diedOn, discoveredOn } }) =>
      !!diedOn && !!discoveredOn && discoveredOn < dayOf(diedOn),
  },
]
