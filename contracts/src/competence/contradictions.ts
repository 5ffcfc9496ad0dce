/**
 * What a document says of itself in two places, differently. It is refused where only the data about
 * the paper can be wrong (codes of agencies, ids, kinds of identity number): the sender sees it and
 * mends it. Dates that do not add up stand on the paper and exist in law: they are findings.
 */
import { readIdentityNumber } from '../codes/identity-number.ts'
import { ID_TYPES } from '../documents/document.ts'
import type { Bilingual, Violation } from '../problems.ts'
import { bodyOf, type Given, headerOf, memberAt } from './given.ts'

/** All contradictions, each at the place that has to be mended. */
export const contradictions = (given: Given): readonly Violation[] => [
  ...otherAgency(given),
  ...moveToItself(given),
  ...selfReferences(given),
  ...otherIdentity(given),
]

const violation = (path: string, code: string, message: Bilingual): Violation => ({
  path,
  code,
  message,
})

/** Whoever enrols a person is the agency of the execution place (CCL 22, CCM 17). */
function otherAgency(given: Given): readonly Violation[] {
  const agency = bodyOf(given, 'agency')
  const receives =
    given.type === 'enrolment-record' ||
    (given.type === 'handover-certificate' && given.issuer.kind === 'corrections')
  if (!receives || typeof agency !== 'string' || agency === given.issuer.code) return []
  return [
    violation('/body/agency', 'contradicts-header', {
      zh: '接收社区矫正对象的机构（agency）应为出具机关本身；请改正机构代码，或者由该机构出具。',
      en: 'The agency that receives the person is the issuer itself: mend the code, or let that agency issue the document.',
    }),
  ]
}

/** A place is changed to that of another agency (CCL 27, CCM 30). */
const moveToItself = (given: Given): readonly Violation[] =>
  given.type === 'place-change-decision' && bodyOf(given, 'newAgency') === given.issuer.code
    ? [
        violation('/body/newAgency', 'contradicts-header', {
          zh: '新执行地社区矫正机构不能是作出决定的机构本身；请填写新执行地机构的代码。',
          en: 'The new agency cannot be the one that decides: give the code of the agency of the new place.',
        }),
      ]
    : []

function selfReferences(given: Given): readonly Violation[] {
  const references = headerOf(given, 'references', 'reference')
  const own = headerOf(given, 'documentId')
  if (!Array.isArray(references) || typeof own !== 'string') return []
  return references.flatMap((reference, at) =>
    memberAt(reference, 'documentId') === own
      ? [
          violation(`/header/references/reference/${at}/documentId`, 'refers-to-itself', {
            zh: '文书不能引用自身；请填写所引用文书的标识。',
            en: 'A document cannot refer to itself: give the id of the document that is meant.',
          }),
        ]
      : [],
  )
}

/** GB 11643 and the permits: a number of another kind would make another person of the subject. */
function otherIdentity(given: Given): readonly Violation[] {
  const idType = ID_TYPES.find((one) => one === headerOf(given, 'subject', 'idType'))
  const number = headerOf(given, 'subject', 'idNumber')
  if (!idType || typeof number !== 'string' || readIdentityNumber(idType, number)) return []
  return [
    violation('/header/subject/idNumber', 'contradicts-id-type', {
      zh: '证件号码不是所填证件类型的号码；请核对证件类型，港澳台居民居住证号码以 81、82、83 开头。',
      en: 'The number is none of that type: check idType; residence permits begin with 81, 82 or 83.',
    }),
  ]
}
