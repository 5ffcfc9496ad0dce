/** Leave, search, sanctions, monitoring, minors (law.md §1 C, §3.3, §4.4; CCL 23-32). */
import type { FindingRules } from './finding-rule.ts'

export const SUPERVISION_RULES = {
  'leave-not-closed': {
    severity: 'warning',
    basis: '社区矫正法实施办法28',
    law: 'C3, §9-22',
    title: { zh: '未见销假', en: 'Leave not closed' },
    message: {
      zh: '外出期满未见销假；请社区矫正机构核实是否返回，失去联系的立即查找并通报。',
      en: 'The leave is over and no return is recorded; find out whether the person is back, and search if not.',
    },
  },
  'leave-over-competence': {
    severity: 'serious',
    basis: '社区矫正法实施办法27；人民检察院刑事诉讼规则643(2)',
    law: 'T28, C1',
    title: { zh: '越权批准外出', en: 'Leave over competence' },
    message: {
      zh: '外出天数超过该机关的批准权限（司法所七日、县级机构三十日）；请报上级机构批准或撤回。',
      en: 'More days than this agency may grant (judicial office 7, county agency 30); ask the superior agency, or recall it.',
    },
  },
  'leaves-over-thirty-days': {
    severity: 'warning',
    basis: '社区矫正法实施办法27',
    law: 'T28, C1',
    title: { zh: '两个月内外出超三十日', en: 'Over thirty days in two months' },
    message: {
      zh: '两个月内外出累计超过三十日，应由市级社区矫正机构批准；请补办批准或撤回。',
      en: 'Leaves of two months exceed thirty days, which takes the municipal agency; obtain its approval, or recall.',
    },
  },
  'leave-overlapping': {
    severity: 'notice',
    basis: '社区矫正法实施办法27',
    law: 'C1',
    title: { zh: '外出时间重叠', en: 'Leaves overlap' },
    message: {
      zh: '两次外出批准的时间重叠；请社区矫正机构核对，撤回其中之一。',
      en: 'Two approved leaves overlap; the corrections agency should check and recall one.',
    },
  },
  'leave-while-held': {
    severity: 'warning',
    basis: '社区矫正法实施办法27',
    law: 'C1, C23',
    title: { zh: '羁押期间批准外出', en: 'Leave while held' },
    message: {
      zh: '批准外出时该人正被羁押；请核实羁押情况并撤回批准。',
      en: 'Leave was granted while the person was held; check the custody and recall the approval.',
    },
  },
  'travel-permit-too-long': {
    severity: 'warning',
    basis: '社区矫正法实施办法29',
    law: 'T30, C4',
    title: { zh: '经常性外出超六个月', en: 'Travel permit too long' },
    message: {
      zh: '经常性跨市、县活动批准超过六个月，按六个月计；届满应重新申请。',
      en: 'Recurring travel granted for more than six months; six count. A new application is due then.',
    },
  },
  'commendation-too-early': {
    severity: 'notice',
    basis: '社区矫正法实施办法33',
    law: 'T46, C14',
    title: { zh: '表扬过早', en: 'Commended too early' },
    message: {
      zh: '接受矫正不满六个月且未载明突出表现而给予表扬；请社区矫正机构核对。',
      en: 'Commended before six months without an outstanding deed; the corrections agency should check.',
    },
  },
  'penalty-proposal-for-parolee': {
    severity: 'warning',
    basis: '治安管理处罚法72(4)',
    law: 'C17, §9-6',
    title: { zh: '对假释对象建议治安处罚', en: 'Penalty proposed for a parolee' },
    message: {
      zh: '治安管理处罚法第72条第4项未列假释对象；请提出机关另择法律依据或撤回。',
      en: 'Article 72(4) does not name parolees; name another basis or withdraw the proposal.',
    },
  },
  'monitoring-without-ground': {
    severity: 'notice',
    basis: '社区矫正法29',
    law: 'C19, §3.5',
    title: { zh: '电子定位未见法定情形', en: 'Monitored without a known ground' },
    message: {
      zh: '已交换文书中未见社区矫正法第29条的情形；请社区矫正机构核对依据，无依据应解除。',
      en: 'No ground of article 29 shows in the exchanged documents; check the ground, and lift it if there is none.',
    },
  },
  'monitoring-gap': {
    severity: 'notice',
    basis: '社区矫正法29',
    law: 'C19, T45',
    title: { zh: '电子定位延长中断', en: 'Gap before the extension' },
    message: {
      zh: '延长决定的起日在前次期限届满之后，其间无权使用；请核对并重新决定。',
      en: 'The extension begins after the term before had ended; between them nothing allowed it. Check and decide anew.',
    },
  },
  'place-change-not-consulted': {
    severity: 'notice',
    basis: '社区矫正法实施办法30',
    law: 'C7, C9',
    title: { zh: '变更执行地未征求意见', en: 'Place changed without asking' },
    message: {
      zh: '决定变更执行地前未见征求意见函；请补送征求意见函和复函。',
      en: 'The new place was decided and no consultation is known; send the consultation and its reply.',
    },
  },
  'measure-not-listed': {
    severity: 'notice',
    basis: '社区矫正法32',
    law: 'C23, §9-25',
    title: { zh: '表列以外的措施', en: 'Measure that the form does not list' },
    message: {
      zh: '通知书载明表列以外的限制人身自由措施（如留置），暂按所列措施显示；请核对性质和起止。',
      en: 'A measure that the form does not list, such as 留置; shown as the one that is named. Check what it is and how long.',
    },
  },
  'search-bulletin-missing': {
    severity: 'warning',
    basis: '社区矫正法实施办法38；司发通〔2026〕8号-14',
    law: 'C21, C22',
    title: { zh: '查找未通报检察院', en: 'Search not reported' },
    message: {
      zh: '已请公安协助查找而未见组织查找情况通报；请社区矫正机构立即通报检察院。',
      en: 'The police were asked to search and no bulletin is known; the corrections agency should tell the procuratorate at once.',
    },
  },
  'search-letter-missing': {
    severity: 'warning',
    basis: '社区矫正法30；司发通〔2026〕8号-14',
    law: 'C22, T40',
    title: { zh: '脱管未请公安协助', en: 'Police not asked to search' },
    message: {
      zh: '失去联系超过48小时仍未找到，未见协助查找函；请立即函请公安机关协助。',
      en: 'Out of contact over 48 hours and the police were not asked in writing; do so at once.',
    },
  },
  'reprimand-missing-after-absence': {
    severity: 'notice',
    basis: '社区矫正法实施办法34',
    law: '§3.3, C15',
    title: { zh: '脱管后未见训诫', en: 'Reprimand missing' },
    message: {
      zh: '脱管十日以内已找到，未见训诫或警告；请社区矫正机构依法处理或说明正当理由。',
      en: 'Back after an absence of ten days at most, and no reprimand is known; act, or state the good reason.',
    },
  },
  'warning-missing-after-absence': {
    severity: 'warning',
    basis: '社区矫正法实施办法35(2)',
    law: '§3.3, C16',
    title: { zh: '脱管超十日未见警告', en: 'Warning missing' },
    message: {
      zh: '脱管超过十日未见警告；请社区矫正机构依法给予警告或说明正当理由。',
      en: 'Absent over ten days, and no warning is known; the corrections agency should warn, or state the good reason.',
    },
  },
  'revocation-proposal-missing': {
    severity: 'warning',
    basis: '社区矫正法实施办法46(2)、47(1)',
    law: '§3.3, D1, D2',
    title: { zh: '脱管超一个月未提撤销', en: 'Revocation not proposed' },
    message: {
      zh: '无正当理由脱管超过一个月，未见撤销建议；请社区矫正机构依法提请或说明理由。',
      en: 'Absent over a month without reason, and no revocation was proposed; propose it, or explain.',
    },
  },
  'warning-missing-after-reprimands': {
    severity: 'notice',
    basis: '社区矫正法实施办法35(5)',
    law: 'C15, C16',
    title: { zh: '训诫后仍未改正未见警告', en: 'Reprimands not followed by a warning' },
    message: {
      zh: '受过两次训诫后又受训诫，未见警告；请社区矫正机构依法处理或说明。',
      en: 'Reprimanded again after two reprimands, and no warning is known; act or explain.',
    },
  },
  'supervised-before-enrolment': {
    severity: 'notice',
    basis: '社区矫正法22',
    law: 'B24',
    title: { zh: '接收前的监管文书', en: 'Supervised before enrolment' },
    message: {
      zh: '监管文书早于接收日期；请社区矫正机构核对接收日期或文书日期。',
      en: 'A paper of supervision is dated before the enrolment; check either date.',
    },
  },
  'acts-after-death': {
    severity: 'serious',
    basis: '社区矫正法45、51',
    law: 'E5',
    title: { zh: '死亡后的文书', en: 'Document after death' },
    message: {
      zh: '文书作出日期晚于死亡日期；请核对死亡通知与该文书，防止错人。',
      en: 'Made after the day of death; check the death notice and this paper, and whether the person is the right one.',
    },
  },
} as const satisfies FindingRules
