/** Revocation, recall, arrest, flight, custody (law.md §1 D; CCL 46-51). */
import type { FindingRules } from './finding-rule.ts'

export const CHANGE_RULES = {
  'tpe-term-ended': {
    severity: 'warning',
    basis: '司发通〔2026〕8号-16',
    law: 'C34, §3.2 rule 7',
    title: { zh: '暂外期限届满', en: 'Approved term ended' },
    message: {
      zh: '暂予监外执行期限届满，未见续期或收监决定，矫正继续；请决定机关及时决定。',
      en: 'The approved term outside has ended without an extension or a recall; correction goes on. The deciding organ must decide.',
    },
  },
  'proposal-not-at-court-level': {
    severity: 'warning',
    basis: '社区矫正法实施办法46、47',
    law: 'D1-D3, §9-29',
    title: { zh: '建议机构与法院不同级', en: 'Not at the level of the court' },
    message: {
      zh: '建议书应由与法院同级的社区矫正机构提出；法院可能不予受理，请由同级机构提出。',
      en: 'It should come from the corrections agency at the level of the court, which may refuse it; let that agency propose.',
    },
  },
  'proposal-ground-not-documented': {
    severity: 'notice',
    basis: '社区矫正法实施办法46、47、49',
    law: '§3.5, D1, D2, D10',
    title: { zh: '建议未见法定情形', en: 'Ground not documented' },
    message: {
      zh: '已交换文书中未见该建议的法定情形；请附证据，决定机关应据证据审查。',
      en: 'The exchanged documents show no ground for this proposal; attach the evidence, by which the deciding organ must judge.',
    },
  },
  'two-warnings-disputed': {
    severity: 'notice',
    basis: '社区矫正法实施办法49(4)；刑诉法解释516(4)',
    law: '§9-1, D10',
    title: { zh: '两次警告收监依据有争议', en: 'Two warnings: texts differ' },
    message: {
      zh: '仅有两次警告；实施办法不要求“仍不改正”，法院解释要求。请附未改正的证据。',
      en: 'Two warnings alone: the Measures ask no more, the court’s interpretation asks “still not corrected”. Attach evidence of that.',
    },
  },
  'arrest-proposal-alone': {
    severity: 'warning',
    basis: '社区矫正法47；社区矫正法实施办法48',
    law: 'D3, §3.2 rule 6',
    title: { zh: '逮捕建议无撤销建议', en: 'Arrest proposed alone' },
    message: {
      zh: '逮捕建议应与撤销缓刑或假释建议一并提出，平台未见后者；请补送。',
      en: 'Arrest is proposed together with the revocation only, and that proposal is not known; send it.',
    },
  },
  'uncounted-period-not-stated': {
    severity: 'warning',
    basis: '暂予监外执行规定26',
    law: 'D10',
    title: { zh: '未载明不计入刑期期间', en: 'Uncounted period not stated' },
    message: {
      zh: '对象曾脱管，收监建议书应载明不计入执行刑期的期间；请补充。',
      en: 'The person was out of supervision, and the proposal must state the time that is not counted; supplement it.',
    },
  },
  'decided-without-proposal': {
    severity: 'notice',
    basis: '社区矫正法46-49',
    law: 'C32, D4, D5, D7-D14, D23',
    title: { zh: '未见相应建议', en: 'Proposal unknown' },
    message: {
      zh: '已有裁决而未见相应建议书；请提出机关补送建议书。',
      en: 'It was decided and the proposal is not known; its issuer should send it.',
    },
  },
  'decided-before-proposal': {
    severity: 'warning',
    basis: '社区矫正法46-49',
    law: 'B3, C32, D4-D14, D23',
    title: { zh: '裁决早于建议', en: 'Decided before proposed' },
    message: {
      zh: '裁决作出日期早于其所答复的建议书；请双方核对日期。',
      en: 'Made before the proposal that it answers; both sides should check their dates.',
    },
  },
  'arrest-without-order': {
    severity: 'serious',
    basis: '社区矫正法47',
    law: 'D4, D6',
    title: { zh: '无逮捕决定而执行逮捕', en: 'Arrested without an order' },
    message: {
      zh: '已执行逮捕而未见法院逮捕决定书；请立即补送，否则应核查羁押依据。',
      en: 'Arrested for the revocation and the court’s decision is not known; send it at once, or examine the ground.',
    },
  },
  'arrest-over-thirty-days': {
    severity: 'serious',
    basis: '社区矫正法47-48',
    law: 'D4, D6, T50',
    title: { zh: '撤销前逮捕超三十日', en: 'Arrest over thirty days' },
    message: {
      zh: '逮捕后三十日内未见裁定或释放，羁押期限不因节假日延长；请立即裁定或释放。',
      en: 'Held for more than thirty days without a ruling or a release; holidays do not extend it. Rule or release at once.',
    },
  },
  'ruled-by-other-court': {
    severity: 'warning',
    basis: '社区矫正法实施办法46、47',
    law: 'D7, D8, §4.2-6',
    title: { zh: '非原审法院撤销', en: 'Ruled by another court' },
    message: {
      zh: '撤销裁定不是原审法院作出，且不属原审法院在外省的情形；请法院核对管辖。',
      en: 'Not ruled by the original court, and that one is not in another province; the courts should check jurisdiction.',
    },
  },
  'original-court-not-told': {
    severity: 'warning',
    basis: '社区矫正法实施办法46、47',
    law: 'D7, D8',
    title: { zh: '未抄送原审法院', en: 'Original court not told' },
    message: {
      zh: '执行地法院裁定撤销后应抄送原审法院；请裁定法院补送。',
      en: 'Another court revoked and must tell the original one; it should send the ruling there.',
    },
  },
  'freed-despite-custody-ruling': {
    severity: 'serious',
    basis: '社区矫正法48、49',
    law: 'D17, D7, D8, D11-D13',
    title: { zh: '收监裁决有效而释放', en: 'Freed despite a ruling' },
    message: {
      zh: '撤销或收监裁决已生效而予以释放；请立即核对，裁决有效的应当送交执行。',
      en: 'Freed although the ruling that orders custody is in force; check at once and deliver the person if it stands.',
    },
  },
  'custody-papers-missing': {
    severity: 'notice',
    basis: '司发通〔2026〕8号-18',
    law: 'D16',
    title: { zh: '未见收监执行通知', en: 'Execution notice missing' },
    message: {
      zh: '撤销或收监裁决生效后未及时见到执行通知书，影响送交执行；请法院补送。',
      en: 'The court’s ruling is in force and no execution notice has followed promptly; the court should send it.',
    },
  },
  'escape-not-reported': {
    severity: 'warning',
    basis: '社区矫正法实施办法51；司发通〔2026〕8号-21',
    law: 'D18',
    title: { zh: '在逃未通报', en: 'Flight not reported' },
    message: {
      zh: '在逃满24小时而未见书面通报；请负责收监的机关立即通报公安机关。',
      en: 'In flight for 24 hours and no written report is known; the organ responsible for custody must tell the police at once.',
    },
  },
  'pursuit-missing': {
    severity: 'notice',
    basis: '社区矫正法实施办法51；司发通〔2026〕8号-21',
    law: 'D19',
    title: { zh: '未见追逃', en: 'Pursuit missing' },
    message: {
      zh: '已通报在逃满24小时而未见网上追逃登记；请公安机关登记或说明。',
      en: 'Flight was reported 24 hours ago and no pursuit is registered; the police should register it or explain.',
    },
  },
  'objection-after-lapse': {
    severity: 'notice',
    basis: '刑事诉讼法267、274',
    law: 'F4, F5, T21, T22',
    title: { zh: '逾期提出纠正意见', en: 'Objection after the time' },
    message: {
      zh: '纠正意见超过法定期限提出；可另行监督，决定机关仍应说明处理。',
      en: 'The objection came after its time; supervision remains possible, and the deciding organ should say what it does.',
    },
  },
} as const satisfies FindingRules
