/**
 * What is odd about a document that is accepted all the same, because it exists in law: findings that
 * the document itself shows, or its place among its recipients and references. They travel in the
 * receipt, so they depend on nothing that changes afterwards.
 */
import type { Finding } from '../subject/finding.ts'
import { COMPETENCE_CHECKS } from './competence-checks.ts'
import { DATE_CHECKS } from './date-checks.ts'
import { finding, type IntakeCheck, type IntakeCircumstances } from './intake-check.ts'
import { PLACE_CHECKS } from './place-checks.ts'

const CHECKS: readonly IntakeCheck[] = [
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
    holds: ({ references }) => references.unknown > 0,
  },
  {
    finding: finding(
      'reference-of-other-type',
      'warning',
      '所引用的文书种类与引用关系不符；该类文书的引用关系见文书目录。',
      'A reference leads to a document of a type that its relation does not allow; the catalogue says which.',
    ),
    holds: ({ references }) => references.otherType > 0,
  },
  {
    finding: finding(
      'reference-number-differs',
      'warning',
      '所引用文书的文号与其标识所指文书的文号不一致。',
      'The number given for a reference is not the number of the document that its id names.',
    ),
    holds: ({ references }) => references.otherNumber > 0,
  },
  ...COMPETENCE_CHECKS,
  ...DATE_CHECKS,
  ...PLACE_CHECKS,
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
