/** Corrections, replacements and recalls that do not fit what they amend (law.md §3.2 rule 8, §9-10). */
import type { FindingRules } from './finding-rule.ts'

export const AMENDMENT_RULES = {
  'amendment-by-other-issuer': {
    severity: 'serious',
    law: '§3.2 rule 8',
    title: { zh: '他机关更正或撤回', en: 'Amended by another issuer' },
    message: {
      zh: '更正、撤回或替换他机关文书，不产生效力；应由原制作机关作出。',
      en: 'Amends a document of another issuer; without effect. The issuer of the original must do it.',
    },
  },
  'amendment-of-other-type': {
    severity: 'warning',
    law: '§3.2 rule 8',
    title: { zh: '替换文书种类不同', en: 'Replaces another type' },
    message: {
      zh: '替换文书与原文书种类不同，不产生效力；请撤回原文书后另行制作。',
      en: 'Replaces a document of another type; without effect. Recall the original and issue the new one on its own.',
    },
  },
  'amendment-target-unknown': {
    severity: 'notice',
    law: '§3.2 rule 8',
    title: { zh: '被更正文书未收到', en: 'Amended document unknown' },
    message: {
      zh: '被更正、撤回或替换的文书尚未收到；请制作机关补送原文书。',
      en: 'The document to be corrected, recalled or replaced is not known; its issuer should send it.',
    },
  },
  'amendment-cycle': {
    severity: 'warning',
    law: '§3.2 rule 8',
    title: { zh: '文书循环撤回', en: 'Amendments in a circle' },
    message: {
      zh: '文书相互撤回或替换，均不产生效力；请制作机关说明以哪份为准。',
      en: 'Documents recall or replace each other; none of it takes effect. The issuer must say which one stands.',
    },
  },
  'correction-not-applicable': {
    severity: 'warning',
    law: 'F8',
    title: { zh: '补正项目无效', en: 'Correction not applicable' },
    message: {
      zh: '补正的项目不存在或内容无效，该项不予适用；请重新补正。',
      en: 'A corrected field is unknown or its value is not valid; it is left as it was. Issue the correction again.',
    },
  },
  'correction-of-correction': {
    severity: 'warning',
    law: '§3.2 rule 8',
    title: { zh: '对补正裁定的补正', en: 'Correction of a correction' },
    message: {
      zh: '补正裁定不能再以补正变更，原文书不受影响；请另行补正原文书，或撤回该补正。',
      en: 'A correction is not corrected in turn; the original is not affected. Correct the original again, or recall the correction.',
    },
  },
  'correction-of-substance': {
    severity: 'serious',
    basis: '最高法减刑假释程序规定21；刑诉法解释541',
    law: 'F8, §9-10',
    title: { zh: '以补正变更实体内容', en: 'Substance changed by correction' },
    message: {
      zh: '补正改变了裁判结果、刑期或期限等实体内容，依法应经再审；已按补正显示，请法院核实。',
      en: 'The correction changes the outcome, a term or a period, which takes a retrial. It is applied; the court should verify.',
    },
  },
  'recall-of-recall': {
    severity: 'notice',
    law: '§3.2 rule 8',
    title: { zh: '撤回被撤回', en: 'Recall recalled' },
    message: {
      zh: '撤回通知本身已被撤回，原文书恢复效力；请各收文机关据此更正记录。',
      en: 'The recall was itself recalled, so the original counts again; recipients should correct their records.',
    },
  },
  'effective-before-made': {
    severity: 'notice',
    law: '§0.3-15',
    title: { zh: '生效早于作出', en: 'Effective before made' },
    message: {
      zh: '生效日期早于作出日期，按作出日期计；请制作机关核对。',
      en: 'Stated to take effect before it was made; the day made counts. The issuer should check the dates.',
    },
  },
  'dates-reversed': {
    severity: 'warning',
    law: '§0.3-13',
    title: { zh: '起止日期颠倒', en: 'Dates reversed' },
    message: {
      zh: '文书所载止日（或找到之日）早于起日；请制作机关补正。',
      en: 'An end (or the day found) lies before its beginning; the issuer should correct it.',
    },
  },
  'act-after-paper': {
    severity: 'warning',
    law: '§0.3-9',
    title: { zh: '行为晚于文书', en: 'Act dated after its record' },
    message: {
      zh: '文书记载的行为日期晚于文书作出日期；请制作机关核对后补正。',
      en: 'The act it records is dated after the document was made; the issuer should check and correct it.',
    },
  },
  'identity-corrected': {
    severity: 'notice',
    basis: '社区矫正法实施办法12(4)、14(5)',
    law: 'B27',
    title: { zh: '身份已更正', en: 'Identity corrected' },
    message: {
      zh: '该人身份信息已被更正，平台不自动合并档案；请核对是否另有以其他身份登记的档案。',
      en: 'The identity was corrected; the platform merges no records by itself. Check whether records stand under another identity.',
    },
  },
  'identity-unknown': {
    severity: 'notice',
    basis: '司发通〔2026〕8号-22',
    law: 'T64, B27',
    title: { zh: '身份不明', en: 'Identity unknown' },
    message: {
      zh: '裁判文书载明身份不明；请继续查明身份，查明后发送身份更正函。',
      en: 'The judgment says that the identity is unknown; go on establishing it and send a correction of identity.',
    },
  },
} as const satisfies FindingRules
