/** From the assessment to the enrolment (law.md §1 A, B; CCL 17-22). */
import type { FindingRules } from './finding-rule.ts'

export const DELIVERY_RULES = {
  'exit-restriction-missing': {
    severity: 'warning',
    basis: '司发通〔2026〕8号-10',
    law: 'B17, T08',
    title: { zh: '未见限制出境材料', en: 'Exit restriction missing' },
    message: {
      zh: '文书送达期限已过而未见限制出境材料；请决定机关通报移民管理机构并抄送。',
      en: 'The time for the package is over and no exit restriction is known; the deciding organ should notify the border authority.',
    },
  },
  'effect-not-stated': {
    severity: 'warning',
    basis: '刑事诉讼法230、259',
    law: 'T06, B13, B14, D25',
    title: { zh: '生效日期未告知', en: 'Effect not stated' },
    message: {
      zh: '上诉、抗诉期限已过而无文书载明生效日期；请法院发送生效通知或执行通知书。',
      en: 'The time for appeal is over and no document states the day of effect; the court should send the notice of effect.',
    },
  },
  'effective-date-differs': {
    severity: 'notice',
    basis: '刑事诉讼法230',
    law: '§9-30, T06',
    title: { zh: '生效日期与推算不符', en: 'Effective date differs' },
    message: {
      zh: '法院载明的生效日期与上诉期满次日不一致，以载明日期为准；请法院核对。',
      en: 'The stated day of effect is not the day after the time for appeal; the stated one governs. The court should check it.',
    },
  },
  'term-out-of-range': {
    severity: 'serious',
    basis: '刑法38、69、73',
    law: '§3.1',
    title: { zh: '期限超出法定幅度', en: 'Term out of range' },
    message: {
      zh: '管制或缓刑考验期不在法定幅度内；请法院核对判决，错误应依审判监督程序纠正。',
      en: 'The term of control or probation is outside what the law allows; the court should check the judgment.',
    },
  },
  'end-differs-from-term': {
    severity: 'warning',
    basis: '刑法41、73；刑诉法解释202(2)',
    law: '§0.3-4, B1, B14',
    title: { zh: '止日与期限不符', en: 'End differs from term' },
    message: {
      zh: '所载止日与按期限（及折抵）推算的止日不一致，以载明为准；请法院核对后补正。',
      en: 'The printed last day is not the one that the term and the credited days give; the printed one counts. The court should check.',
    },
  },
  'printed-periods-differ': {
    severity: 'warning',
    basis: '社区矫正法实施办法16',
    law: 'B1, B14, B24, E3',
    title: { zh: '文书间期限不一致', en: 'Periods differ' },
    message: {
      zh: '该文书所载矫正期限与裁判文书或执行通知书不一致；请制作机关核对后更正。',
      en: 'The period it prints is not that of the judgment or execution notice; its issuer should check and correct it.',
    },
  },
  'procuratorate-not-consulted': {
    severity: 'notice',
    basis: '刑诉法解释515；暂予监外执行规定18',
    law: 'B6, F3',
    title: { zh: '未见检察意见', en: 'Opinion of the procuratorate unknown' },
    message: {
      zh: '法院决定暂予监外执行前应征求检察院意见，平台未见检察意见书；请法院补送或说明。',
      en: 'The court must hear the procuratorate first and no opinion is on the platform; the court should send it or explain.',
    },
  },
  'diagnosis-outdated': {
    severity: 'warning',
    basis: '司发通〔2023〕24号-8',
    law: 'T19, B11',
    title: { zh: '病情诊断过期', en: 'Diagnosis outdated' },
    message: {
      zh: '作出决定时病情诊断已逾三个月；请决定机关重新组织诊断并复核决定。',
      en: 'The diagnosis was older than three months when the decision was made; have a new one made and re-check the decision.',
    },
  },
  'parole-without-assessment': {
    severity: 'warning',
    basis: '司发通〔2026〕8号-1',
    law: 'A1, A6, B3',
    title: { zh: '假释未经调查评估', en: 'Parole without assessment' },
    message: {
      zh: '假释应当委托调查评估，平台未见意见书；请提请机关或法院补送。',
      en: 'Parole takes an assessment and no opinion is known; the prison or the court should send it.',
    },
  },
  'assessment-repeated': {
    severity: 'notice',
    basis: '司发通〔2026〕8号-5',
    law: 'T05, A1',
    title: { zh: '六个月内重复评估', en: 'Assessed again within six months' },
    message: {
      zh: '六个月内已有评估意见且无新情况的可继续使用；请委托机关说明新情况或撤回委托。',
      en: 'An opinion of the last six months may be used again if nothing is new; say what is new, or withdraw the request.',
    },
  },
  'adoption-not-stated': {
    severity: 'notice',
    basis: '社区矫正法实施办法14(6)',
    law: 'A6, B1, B6-B8',
    title: { zh: '未说明评估采纳情况', en: 'Adoption not stated' },
    message: {
      zh: '已有调查评估意见，决定文书应说明采纳情况；请决定机关书面说明。',
      en: 'There is an assessment, and the decision must say whether it was adopted; the deciding organ should state it.',
    },
  },
  'enrolled-before-effect': {
    severity: 'warning',
    basis: '社区矫正法21',
    law: 'B24, B18',
    title: { zh: '生效前接收', en: 'Enrolled before effect' },
    message: {
      zh: '接收日期早于裁判生效日期（或生效日期不明）；请核对生效日期和报到日期。',
      en: 'Enrolled before the decision took effect, or its effect is not known; check both dates.',
    },
  },
  'enrolled-before-release': {
    severity: 'warning',
    basis: '刑法83',
    law: 'B5, B24',
    title: { zh: '释放前报到', en: 'Reported before release' },
    message: {
      zh: '报到日期早于假释证明书载明的释放日期；请监狱和社区矫正机构核对。',
      en: 'Reported before the day on which the prison let the parolee go; prison and corrections agency should check.',
    },
  },
  'enrolled-not-at-determined-place': {
    severity: 'warning',
    basis: '社区矫正法17；社区矫正法实施办法12',
    law: 'B15, B24',
    title: { zh: '接收机构与确定书不符', en: 'Not the determined agency' },
    message: {
      zh: '接收机构不是执行地确定书载明的机构；请决定机关更正确定书或办理移交。',
      en: 'The agency that enrolled is not the one that the place was fixed for; correct the determination or hand over.',
    },
  },
  'handover-not-certified': {
    severity: 'notice',
    basis: '社区矫正法21；暂予监外执行规定16',
    law: 'B18',
    title: { zh: '未见移交证明书', en: 'Hand-over not certified' },
    message: {
      zh: '暂予监外执行对象已接收而未见移交证明书；请移交双方补签并发送。',
      en: 'Enrolled under 暂外 and no hand-over certificate is known; both sides should sign and send it.',
    },
  },
  'parole-not-certified': {
    severity: 'notice',
    basis: '监狱法54；刑法83',
    law: 'B5',
    title: { zh: '未见假释证明书', en: 'Parole not certified' },
    message: {
      zh: '假释对象已接收而未见假释证明书，考验期起日无从核对；请监狱补送。',
      en: 'Enrolled on parole and no certificate is known, so the first day cannot be checked; the prison should send it.',
    },
  },
  'louguan-not-reported': {
    severity: 'warning',
    basis: '司发通〔2026〕8号-11、12',
    law: 'B26',
    title: { zh: '漏管未通报', en: 'Missed hand-over not reported' },
    message: {
      zh: '已属漏管满24小时而未见漏管情况通报；请发现机关立即通报并组织查找。',
      en: '漏管 for 24 hours and nobody has reported it; whoever finds it must report and search at once.',
    },
  },
  'late-report-unsanctioned': {
    severity: 'notice',
    basis: '社区矫正法实施办法34(1)、35(2)',
    law: 'T11, C15, C16',
    title: { zh: '逾期报到未处理', en: 'Late report not dealt with' },
    message: {
      zh: '无正当理由逾期报到而未见训诫或警告；请社区矫正机构依法处理或说明理由。',
      en: 'Reported late without reason, and no reprimand or warning is known; the corrections agency should act or explain.',
    },
  },
} as const satisfies FindingRules
