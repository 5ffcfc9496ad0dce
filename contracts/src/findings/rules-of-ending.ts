/** Release and termination, sealing (law.md §1 E, F; CCL 44-45). */
import type { FindingRules } from './finding-rule.ts'

export const ENDING_RULES = {
  'released-early': {
    severity: 'notice',
    basis: '社区矫正法44',
    law: 'E2, E3, T62',
    title: { zh: '期满前制作解除文书', en: 'Released early' },
    message: {
      zh: '解除文书早于期满日制作，期满时才产生效力；请核对期满日。',
      en: 'Made before the last day of the period; it takes effect only then. Check the last day.',
    },
  },
  'release-certificate-missing': {
    severity: 'notice',
    basis: '社区矫正法44；社区矫正法实施办法53',
    law: 'E2',
    title: { zh: '未见解除证明书', en: 'Certificate missing' },
    message: {
      zh: '已通知解除而未见解除证明书；请社区矫正机构发给本人并上传。',
      en: 'The release was notified and no certificate is known; the corrections agency should give it to the person.',
    },
  },
  'release-notice-missing': {
    severity: 'warning',
    basis: '社区矫正法44；社区矫正法实施办法53',
    law: 'E3',
    title: { zh: '未见解除通知书', en: 'Release notice missing' },
    message: {
      zh: '已解除而未见解除通知书；请社区矫正机构通知决定机关、检察院和公安机关。',
      en: 'Released and no notice is known; tell the deciding organ, the procuratorate and the police.',
    },
  },
  'termination-notice-missing': {
    severity: 'notice',
    basis: '社区矫正法45；司发通〔2026〕8号-19',
    law: 'E4',
    title: { zh: '未见终止通知书', en: 'Termination notice missing' },
    message: {
      zh: '矫正已终止而未见终止通知书；请社区矫正机构通知决定机关、检察院和公安机关。',
      en: 'The correction has ended and no notice is known; tell the deciding organ, the procuratorate and the police.',
    },
  },
  'termination-date-differs': {
    severity: 'warning',
    basis: '社区矫正法45',
    law: 'E4',
    title: { zh: '终止日期不一致', en: 'Termination date differs' },
    message: {
      zh: '终止通知书日期与终止依据文书的生效日期不一致，以后者为准；请更正通知书。',
      en: 'The notice gives another day than the document that ended the correction, which governs; correct the notice.',
    },
  },
  'resettlement-handover-missing': {
    severity: 'notice',
    basis: '司发通〔2026〕8号-20(2)；社区矫正法实施办法53',
    law: 'E9',
    title: { zh: '未见安置帮教衔接', en: 'Resettlement not handed over' },
    message: {
      zh: '管制、假释、暂外对象解除后应移交安置帮教材料而未见；请社区矫正机构移交。',
      en: 'After control, parole or 暂外 the file for resettlement must be handed over and is not known; hand it over.',
    },
  },
  'unsealing-without-sealing': {
    severity: 'notice',
    basis: '刑事诉讼法286',
    law: 'F11-F13',
    title: { zh: '未见封存通知', en: 'Sealing unknown' },
    message: {
      zh: '未见封存通知书而有解除封存或查询决定；请补送封存通知书。',
      en: 'Unsealed or queried and no notice of sealing is known; it should be sent.',
    },
  },
  'sealed-without-notice': {
    severity: 'notice',
    basis: '犯罪记录封存实施办法11',
    law: 'F11, §4.4',
    title: { zh: '未见封存通知而标注封存', en: 'Marked as sealed without a notice' },
    message: {
      zh: '文书标注封存而未见犯罪记录封存通知书；请制作机关核对标注或补送通知书。',
      en: 'Marked as sealed and no notice of sealing is known; check the marking, or send the notice.',
    },
  },
} as const satisfies FindingRules
