/** What the rules themselves find odd in a course of events. The codes are stable. */
import type { DocumentId } from '../ids.ts'
import type { Entry } from './entry.ts'
import type { Fact } from './fact.ts'
import type { Finding } from './finding.ts'

export type Noted = Finding & { readonly documents: readonly DocumentId[] }

const NOTES = {
  'amendment-by-other-issuer': [
    'serious',
    '更正、撤回或替换他机关文书，不产生效力',
    'Corrects, recalls or replaces a document of another issuer; without effect',
  ],
  'amendment-of-other-type': [
    'warning',
    '替换文书与原文书种类不同，不产生效力',
    'Replaces a document of another type; without effect',
  ],
  'amendment-target-unknown': [
    'notice',
    '被更正、撤回或替换的文书尚未收到',
    'The document to be corrected, recalled or replaced is not known',
  ],
  'amendment-cycle': [
    'warning',
    '文书相互撤回或替换，均不产生效力',
    'Documents recall or replace each other; none of it takes effect',
  ],
  'correction-not-applicable': [
    'warning',
    '补正的项目不存在或内容无效',
    'A corrected field is unknown or its value is not valid',
  ],
  'effective-before-made': [
    'notice',
    '生效日期早于作出日期，按作出日期计',
    'Stated to take effect before it was made; the day made counts',
  ],
  'calendar-missing': [
    'notice',
    '报到期限所在年度未公布放假安排，不认定漏管',
    'No calendar for the year of the report deadline; nobody is 漏管 by it',
  ],
  'second-decision': ['warning', '已有决定，另一决定仅作记录', 'A second decision; recorded only'],
  'decision-unknown': ['notice', '接收时未见适用决定', 'Enrolled although no decision is known'],
  'enrolled-elsewhere': [
    'warning',
    '无变更执行地决定而由另一机构接收',
    'Enrolled by another agency without a decision on the place',
  ],
  'ending-of-other-kind': [
    'serious',
    '终止文书与矫正类别不符，状态不变',
    'The ending document is for another kind of correction; no change',
  ],
  'proposal-of-other-kind': [
    'warning',
    '建议书与矫正类别不符',
    'The proposal is for another kind of correction',
  ],
  'second-ending': [
    'notice',
    '矫正已终止，后到终止文书仅作记录',
    'The correction has already ended; recorded only',
  ],
  'document-after-end': [
    'notice',
    '矫正已结束，仅作记录',
    'The correction had ended before; recorded only',
  ],
  'no-correction-to-end': [
    'warning',
    '未见正在执行的社区矫正',
    'No running correction is known for this document',
  ],
  'ended-by-notice-alone': [
    'warning',
    '仅凭终止通知书，未见终止依据文书',
    'Ended by the notice alone; the document that ends the correction is not known',
  ],
  'custody-without-ruling': [
    'serious',
    '已收监而未见收监或撤销裁决',
    'In custody although no ruling that ends the correction is known',
  ],
  'document-before-end': [
    'notice',
    '矫正尚未终止，仅作记录',
    'The correction has not ended; recorded only',
  ],
  'not-enrolled-yet': [
    'notice',
    '尚未入矫，变更执行地决定仅作记录',
    'Not enrolled yet; the decision on the place is recorded only',
  ],
  'report-date-differs': [
    'warning',
    '告知书载明的报到期限与法定期限不一致，按较晚日期计',
    'The printed day of reporting differs from the counted one; the later governs',
  ],
  'uncounted-days-differ': [
    'warning',
    '不计入执行刑期的起止日期与天数不符',
    'The dates not counted and the stated number of days differ',
  ],
  'monitoring-too-long': [
    'warning',
    '电子定位期限超过三个月，按三个月计',
    'Electronic positioning for more than three months; three months count',
  ],
  'expired-before-enrolment': [
    'serious',
    '未报到而矫正期满',
    'The period ended before the person reported',
  ],
  'tpe-term-ended': [
    'warning',
    '暂予监外执行期限届满，未见续期或收监决定',
    'The approved term outside has ended without an extension or a recall',
  ],
  'leave-not-closed': [
    'warning',
    '外出期满未见销假',
    'The leave is over and no return is recorded',
  ],
} as const satisfies Record<string, readonly [Finding['severity'], string, string]>

export type NoteCode = keyof typeof NOTES

const BASIS: { readonly [code in NoteCode]?: string } = {
  'enrolled-elsewhere': '社区矫正法27',
  'second-ending': '社区矫正法45',
  'ended-by-notice-alone': '社区矫正法45',
  'custody-without-ruling': '社区矫正法48-49',
  'document-after-end': '司发通〔2026〕8号-19、20',
  'expired-before-enrolment': '司发通〔2026〕8号-11、20',
  'document-before-end': '社区矫正法45；司发通〔2026〕8号-18、21',
  'not-enrolled-yet': '社区矫正法实施办法30-31',
  'report-date-differs': '社区矫正法21；社区矫正法实施办法15',
  'uncounted-days-differ': '刑事诉讼法268',
  'monitoring-too-long': '社区矫正法29',
  'tpe-term-ended': '司发通〔2026〕8号-16',
  'leave-not-closed': '社区矫正法实施办法28',
}

/** The finding of that code about these documents. */
export function note(code: NoteCode, about: readonly (Entry | Fact)[]): Noted {
  const [severity, zh, en] = NOTES[code]
  const basis = BASIS[code]
  const documents = about.map((each) => ('fact' in each ? each.fact.documentId : each.documentId))
  return { code, severity, ...(basis && { basis }), message: { zh, en }, documents }
}

/** One fixed order, whatever the order of arrival. */
export const compareNotes = (a: Noted, b: Noted): number => {
  const [left, right] = [a.code + a.documents.join(), b.code + b.documents.join()]
  return left < right ? -1 : Number(left > right)
}
