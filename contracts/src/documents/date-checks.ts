/**
 * Dates that do not add up. They stand on the paper, which exists in law whatever they say: the issuer
 * corrects it by another paper (F8), so none of them refuses (architecture.md, "What is refused").
 */
import { findingOf } from '../findings/catalogue.ts'
import { dateOf, instantOf, type LegalDate, termEnd } from '../time.ts'
import type { FactBody } from './fact-fields.ts'
import { finding, type IntakeCheck } from './intake-check.ts'
import { hasActAfterPaper, isBackdated } from './paper-dates.ts'

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
  { finding: findingOf('effective-before-made'), holds: isBackdated },
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
    finding: findingOf('act-after-paper'),
    holds: ({ type, madeOn, facts }) => hasActAfterPaper(type, facts, madeOn),
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
