/** What any document may show by itself: copies, dates, readers, markings (law.md §1, §4.3-4.5). */
import type { FindingRules } from './finding-rule.ts'

export const PAPER_RULES = {
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
  'procuratorate-copy-missing': {
    severity: 'warning',
    basis: '社区矫正法实施办法16；社区矫正法20',
    law: '§1 copy column',
    title: { zh: '未抄送检察院', en: 'No copy to the procuratorate' },
    message: {
      zh: '依法应送达或抄送检察院而收文机关中没有检察院；请制作机关补送。',
      en: 'The law wants it sent to a procuratorate and none is among its recipients and copies; the issuer should send it.',
    },
  },
  'police-copy-missing': {
    severity: 'notice',
    basis: '社区矫正法20；司发通〔2026〕8号-8、9',
    law: '§1 copy column, §9-5',
    title: { zh: '未抄送公安机关', en: 'No copy to the police' },
    message: {
      zh: '依法应送达或抄送公安机关而收文机关中没有公安机关；请补送或由社区矫正机构转送。',
      en: 'The law wants it sent to the police and none is named; the issuer should send it, or the corrections agency forward it.',
    },
  },
  'court-copy-missing': {
    severity: 'notice',
    basis: '司发通〔2026〕8号-9；监狱法46',
    law: 'B7, B8, C5, D12',
    title: { zh: '未抄送原审法院', en: 'No copy to the court' },
    message: {
      zh: '依法应抄送原审法院而收文机关中没有法院；请制作机关补送。',
      en: 'The law wants a copy for the original court and no court is named; the issuer should send it.',
    },
  },
  'prison-copy-missing': {
    severity: 'notice',
    basis: '社区矫正法实施办法42、47',
    law: 'C31, C32, D2, D8',
    title: { zh: '未抄送监狱', en: 'No copy to the prison' },
    message: {
      zh: '依法应抄送原服刑或接收档案的监狱、看守所而未列明；请制作机关补送。',
      en: 'The law wants a copy for the prison or detention house and none is named; the issuer should send it.',
    },
  },
  'corrections-copy-missing': {
    severity: 'warning',
    basis: '社区矫正法20',
    law: 'B5, B19, D6, D20, D24, E7',
    title: { zh: '未告知社区矫正机构', en: 'Corrections agency not told' },
    message: {
      zh: '依法应告知社区矫正机构而收文机关中没有该机构；请制作机关补送，以免错误执行。',
      en: 'The law wants the corrections agency told and none is named; the issuer should send it, or execution goes wrong.',
    },
  },
  'sent-to-department': {
    severity: 'serious',
    basis: '社区矫正法54；个人信息保护法34',
    law: '§4.5',
    title: { zh: '向社会部门发送法律文书', en: 'Sent to a social department' },
    message: {
      zh: '收文机关中有不应接收法律文书的部门；请撤回并通知其删除。',
      en: 'A department that gets no legal documents is among those it was sent to; recall it and have it deleted.',
    },
  },
  'minor-sent-to-department': {
    severity: 'serious',
    basis: '社区矫正法54、55',
    law: '§4.4',
    title: { zh: '未成年人文书外发', en: 'Paper of a minor sent to a department' },
    message: {
      zh: '未成年人的文书除未完成义务教育通知外不得发送社会部门；请立即撤回并通知删除。',
      en: 'Of a minor nothing but the notice on schooling may go to a department; recall it at once and have it deleted.',
    },
  },
  'minor-not-marked': {
    severity: 'serious',
    basis: '社区矫正法52、58',
    law: '§4.4',
    title: { zh: '未成年人未标注', en: 'Minor not marked' },
    message: {
      zh: '矫正开始时未满十八周岁而文书未标注未成年人；请制作机关更正，并按未成年人保护。',
      en: 'Under 18 when the correction began, and the document is not marked so; correct it, and protect the person as a minor.',
    },
  },
  'minor-marked-adult': {
    severity: 'notice',
    basis: '社区矫正法58',
    law: '§4.4',
    title: { zh: '成年人标注为未成年人', en: 'Adult marked as a minor' },
    message: {
      zh: '矫正开始时已满十八周岁而文书标注为未成年人；请制作机关核对。',
      en: 'Of age when the correction began, yet the document is marked as of a minor; the issuer should check.',
    },
  },
} as const satisfies FindingRules
