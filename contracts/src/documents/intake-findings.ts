/**
 * What is odd about a document that is accepted all the same, because it exists in law: findings that
 * the document itself shows, or its place among its recipients and references. They travel in the
 * receipt, so they depend on nothing that changes afterwards.
 */

import type { Finding } from '../subject/finding.ts'
import { type LegalDate, termEnd } from '../time.ts'
import type { FactBody } from './fact-fields.ts'

export type IntakeCircumstances = {
  readonly madeOn: LegalDate
  readonly effectiveOn?: LegalDate
  readonly facts: FactBody
  readonly acceptedOn: LegalDate
  readonly unregistered: number
  readonly unknownReferences: number
  readonly revocation: 'good' | 'unchecked'
  /** Birth date and sex as the identity number states them differ from the header. */
  readonly identityDiffers: boolean
}

type Check = { readonly finding: Finding; readonly holds: (given: IntakeCircumstances) => boolean }

const finding = (
  code: string,
  severity: Finding['severity'],
  zh: string,
  en: string,
  basis?: string,
): Finding => ({
  code,
  severity,
  ...(basis ? { basis } : {}),
  message: { zh, en },
})

const CHECKS: readonly Check[] = [
  {
    finding: finding(
      'recipient-not-registered',
      'warning',
      '主送或抄送机关中有未登记者，平台无法向其送达。',
      'A recipient or copy is not a registered agency; the platform cannot deliver to it.',
    ),
    holds: ({ unregistered }) => unregistered > 0,
  },
  {
    finding: finding(
      'reference-unknown',
      'notice',
      '所引用的文书尚未到达平台。',
      'A document that this one refers to has not reached the platform.',
    ),
    holds: ({ unknownReferences }) => unknownReferences > 0,
  },
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
      'period-reversed',
      'serious',
      '期限的止日早于起日。',
      'The period ends before it begins.',
    ),
    holds: ({ facts: { periodFrom, periodTo } }) =>
      !!periodFrom && !!periodTo && periodTo < periodFrom,
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
      'revocation-unchecked',
      'notice',
      '签名证书的签发机构未登记吊销列表，吊销状态未核验。',
      'No revocation list is registered for the issuer of the signer’s certificate; revocation was not checked.',
    ),
    holds: ({ revocation }) => revocation === 'unchecked',
  },
  {
    finding: finding(
      'identity-differs',
      'warning',
      '证件号码所载出生日期或性别与所填不符。',
      'Birth date or sex differ from those in the identity number.',
      'GB 11643-1999',
    ),
    holds: ({ identityDiffers }) => identityDiffers,
  },
]

/** The findings that hold, in the order of the list. */
export const intakeFindings = (given: IntakeCircumstances): readonly Finding[] =>
  CHECKS.filter(({ holds }) => holds(given)).map(({ finding: found }) => found)
