/** What the state model itself notes while it walks along a course of events (law.md §3.2). */
import type { FindingRules } from './finding-rule.ts'

export const COURSE_RULES = {
  'calendar-missing': {
    severity: 'notice',
    law: '§0.3-6',
    title: { zh: '缺放假安排', en: 'Calendar missing' },
    message: {
      zh: '报到期限所在年度未公布放假安排，不认定漏管；公布后自动计算。',
      en: 'No calendar for the year of the report deadline; nobody is 漏管 by it. It is counted once the calendar is published.',
    },
  },
  'second-decision': {
    severity: 'warning',
    law: '§3.2 rule 11',
    title: { zh: '重复决定', en: 'Second decision' },
    message: {
      zh: '已有决定，另一决定仅作记录；请决定机关核对是否重复送达或应先撤回。',
      en: 'A second decision; recorded only. The deciding organ should check whether it was sent twice or the first must be recalled.',
    },
  },
  'decision-unknown': {
    severity: 'notice',
    law: 'B24',
    title: { zh: '未见适用决定', en: 'Decision unknown' },
    message: {
      zh: '接收时未见适用决定；请社区矫正机构向决定机关索取判决、裁定或决定书。',
      en: 'Enrolled although no decision is known; the corrections agency should ask the deciding organ for it.',
    },
  },
  'enrolled-elsewhere': {
    severity: 'warning',
    basis: '社区矫正法27',
    law: '§3.2 rule 10',
    title: { zh: '另一机构接收', en: 'Enrolled elsewhere' },
    message: {
      zh: '无变更执行地决定而由另一机构接收，执行地不变；请原机构作出决定或说明。',
      en: 'Enrolled by another agency without a decision on the place; the place stays. The old agency must decide or explain.',
    },
  },
  'ending-of-other-kind': {
    severity: 'serious',
    law: '§9-35',
    title: { zh: '终止文书类别不符', en: 'Ends another kind' },
    message: {
      zh: '终止文书与矫正类别不符，状态不变；请核对是否错发或错人。',
      en: 'The ending document is for another kind of correction; nothing changes. Check for the wrong paper or the wrong person.',
    },
  },
  'proposal-of-other-kind': {
    severity: 'warning',
    law: '§3.2 rule 6',
    title: { zh: '建议书类别不符', en: 'Proposal for another kind' },
    message: {
      zh: '建议书与矫正类别不符；请提出机关核对，必要时撤回。',
      en: 'The proposal is for another kind of correction; its issuer should check and, if need be, withdraw it.',
    },
  },
  'second-ending': {
    severity: 'notice',
    basis: '社区矫正法45',
    law: '§3.2 rule 5',
    title: { zh: '矫正已终止', en: 'Already ended' },
    message: {
      zh: '矫正已终止，后到终止文书仅作记录，状态不变。',
      en: 'The correction has already ended; the later ending is recorded only and changes nothing.',
    },
  },
  'document-after-end': {
    severity: 'notice',
    basis: '司发通〔2026〕8号-19、20',
    law: '§3.2 rule 1',
    title: { zh: '矫正已结束', en: 'After the end' },
    message: {
      zh: '矫正已结束，仅作记录；请制作机关核对日期。',
      en: 'The correction had ended before; recorded only. The issuer should check the date.',
    },
  },
  'no-correction-to-end': {
    severity: 'warning',
    law: '§3.2',
    title: { zh: '未见在矫', en: 'No running correction' },
    message: {
      zh: '未见正在执行的社区矫正；请补送适用决定和接收登记。',
      en: 'No running correction is known for this document; the decision and the enrolment should be sent.',
    },
  },
  'ended-by-notice-alone': {
    severity: 'warning',
    basis: '社区矫正法45',
    law: 'E4',
    title: { zh: '仅凭终止通知书', en: 'Ended by the notice alone' },
    message: {
      zh: '仅凭终止通知书，未见终止依据文书；请决定机关补送裁定、决定或判决。',
      en: 'Ended by the notice alone; the document that ends the correction is not known and should be sent.',
    },
  },
  'custody-without-ruling': {
    severity: 'serious',
    basis: '社区矫正法48-49',
    law: 'D21',
    title: { zh: '无裁决而收监', en: 'Custody without a ruling' },
    message: {
      zh: '已收监而未见收监或撤销裁决；请立即补送裁决，否则应核查羁押依据。',
      en: 'In custody although no ruling that ends the correction is known; send it at once, or examine the ground of the custody.',
    },
  },
  'document-before-end': {
    severity: 'notice',
    basis: '社区矫正法45；司发通〔2026〕8号-18、21',
    law: 'D16, D18',
    title: { zh: '矫正尚未终止', en: 'Before the end' },
    message: {
      zh: '矫正尚未终止，仅作记录；请补送终止依据文书。',
      en: 'The correction has not ended; recorded only. The ending document should be sent.',
    },
  },
  'not-enrolled-yet': {
    severity: 'notice',
    basis: '社区矫正法实施办法30-31',
    law: 'C9',
    title: { zh: '尚未入矫', en: 'Not enrolled yet' },
    message: {
      zh: '尚未入矫，变更执行地决定仅作记录；请先接收，或由决定机关重新确定执行地。',
      en: 'Not enrolled yet; the decision on the place is recorded only. Enrol first, or have the deciding organ fix the place anew.',
    },
  },
  'report-date-differs': {
    severity: 'warning',
    basis: '社区矫正法21；社区矫正法实施办法15',
    law: 'B16, §9-26',
    title: { zh: '报到期限不一致', en: 'Report date differs' },
    message: {
      zh: '告知书载明的报到期限与法定期限不一致，按较晚日期计；请决定机关核对告知书。',
      en: 'The printed day of reporting differs from the counted one; the later governs. The deciding organ should check its notice.',
    },
  },
  'uncounted-days-differ': {
    severity: 'warning',
    basis: '刑事诉讼法268',
    law: 'D23, §9-28',
    title: { zh: '不计入天数不符', en: 'Uncounted days differ' },
    message: {
      zh: '不计入执行刑期的起止日期与天数不符；请裁定法院核对后补正。',
      en: 'The dates not counted and the stated number of days differ; the court should check and correct.',
    },
  },
  'monitoring-too-long': {
    severity: 'warning',
    basis: '社区矫正法29',
    law: 'C19, T45',
    title: { zh: '电子定位超期', en: 'Monitored too long' },
    message: {
      zh: '电子定位期限超过三个月，按三个月计；届满应解除或依法延长。',
      en: 'Electronic positioning for more than three months; three months count. Then remove it or extend it lawfully.',
    },
  },
  'expired-before-enrolment': {
    severity: 'serious',
    basis: '司发通〔2026〕8号-11、20',
    law: '§9-24',
    title: { zh: '未报到而期满', en: 'Expired before enrolment' },
    message: {
      zh: '未报到而矫正期满；请查明漏管原因，依法办理解除并报检察机关。',
      en: 'The period ended before the person reported; find out why, release as the law says and tell the procuratorate.',
    },
  },
} as const satisfies FindingRules
