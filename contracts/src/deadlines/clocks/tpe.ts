/** T14, T15, T17-T21, T25, T26, T39: 暂予监外执行 (CPL 265-267; TPE14; TPE16; TPE23). */
import { POLICIES } from '../../policies.ts'
import type { Entry } from '../../subject/entry.ts'
import { instantOf, legalDate, startOf } from '../../time.ts'
import { CC, CT, DO, PA, PN_DH, PR, PR_EQUAL, receivedBy } from '../addressees.ts'
import type { ClockRule } from '../clock-rule.ts'
import {
  CORRECTION,
  clock,
  days,
  months,
  NOTHING,
  PL26,
  TPE23,
  words,
  workingDays,
} from '../row.ts'
import { each, onMaking, onReceipt } from '../starts.ts'
import { itself, made, receiptAt, sent, sentTo, stop } from '../stops.ts'
import { EXAMINATIONS, REPORTS } from './health-reports.ts'

const APPROVED = ['decision-tpe-prison', 'decision-tpe-police']
const ANSWERED = [...APPROVED, 'decision-tpe-refused']
const DECIDED = ['decision-tpe-court', ...APPROVED]

/** Not published: state secrets, which no exchanged form says, and minors (TPE23-23). */
const isPublished = ({ fact }: Entry): boolean => fact.minor !== true

/** The residence is in another province: the first two digits differ (TPE14 20). */
const isElsewhere = ({ fact }: Entry): boolean =>
  fact.body.residenceRegion !== undefined &&
  fact.body.residenceRegion.slice(0, 2) !== fact.issuer.code.slice(2, 4)

const mandated = (urgent: boolean) =>
  each(['medical-diagnosis'], (document) => {
    const day = legalDate(document.fact.body.mandatedOn ?? '')
    if (!day || (document.fact.body.urgent === true) !== urgent) return null
    return { at: startOf(day), by: [document], agency: null }
  })

/** B11 received: the day that it states, else when it came to the organ that asked for it. */
const diagnosisReceived = each(['medical-diagnosis'], (document, view) => {
  const { receivedOn } = document.fact.body
  const agency = document.fact.issuer.code
  if (receivedOn !== undefined) return { at: instantOf(receivedOn), by: [document], agency }
  const receipt = receivedBy(view, document, (party, from) => DO(party, from) || PN_DH(party, from))
  return receipt && { at: receipt.at, by: [document], agency: receipt.agency }
})

/** B18 in which a prison takes part tells the procuratorate through that prison (TPE16 27). */
const prisonHandsOver = each(['handover-certificate'], (document) => {
  const { issuer, recipients, body } = document.fact
  const prison = [issuer, ...recipients].find(({ kind }) => kind === 'prison')
  return prison && body.handedOverOn !== undefined
    ? { at: instantOf(body.handedOverOn), by: [document], agency: prison.code }
    : null
})

export const TPE_CLOCKS: readonly ClockRule[] = [
  clock('T14', {
    title: words('审批暂予监外执行', 'Decision on a 暂外 application'),
    trigger: words('收到提请意见书', 'the application is received'),
    responsible: 'PA/PS-city',
    limit: workingDays(15),
    start: onReceipt(PA, ['proposal-tpe']),
    stop: made(...ANSWERED),
    basis: '暂予监外执行规定14；监狱暂予监外执行程序规定24',
  }),
  clock('T15', {
    title: words('送达暂予监外执行决定', 'Service of the decision and its copies'),
    trigger: words('作出决定', 'the decision is made'),
    responsible: 'PA/PS-city',
    limit: workingDays(5),
    start: onMaking(ANSWERED),
    stop: {
      slugs: ANSWERED,
      find: (view, started) => {
        // §4.2-3: the platform delivers to PR-x and PS-x at once, so those copies count as made.
        const isRefusal = started.by[0]?.fact.effect === 'refuse-tpe'
        const copies = isRefusal ? [PR_EQUAL] : [CT, PR_EQUAL, CC]
        return sentTo([PN_DH, ...copies], ANSWERED, itself).find(view, started)
      },
    },
    basis: '暂予监外执行规定14',
  }),
  clock('T17', {
    part: 'notice',
    title: words('提请公示', 'Public notice of the application'),
    trigger: words('收到提请意见书', 'the application is received'),
    responsible: 'DO',
    mode: 'advisory',
    limit: workingDays(5),
    start: onReceipt(PA, ['proposal-tpe'], isPublished),
    basis: '司发通〔2023〕24号-20',
    inForce: { from: TPE23, before: null },
  }),
  clock('T17', {
    part: 'internet',
    title: words('决定书上网公开', 'Publication of the decision'),
    trigger: words('作出决定', 'the decision is made'),
    responsible: 'DO',
    mode: 'advisory',
    limit: workingDays(10),
    start: onMaking(DECIDED, isPublished),
    basis: '司发通〔2023〕24号-21',
    inForce: { from: TPE23, before: null },
  }),
  clock('T18', {
    part: 'organise',
    title: words('组织诊断', 'Examination organised'),
    trigger: words('医院收到委托', 'the hospital receives the mandate'),
    responsible: 'hospital',
    mode: 'advisory',
    limit: workingDays(5),
    missed: NOTHING,
    basis: '司发通〔2023〕24号-7',
    inForce: { from: TPE23, before: null },
  }),
  clock('T18', {
    part: 'report',
    title: words('出具病情诊断书', 'Diagnosis made'),
    trigger: words('医院收到委托', 'the hospital receives the mandate'),
    responsible: 'hospital',
    mode: 'compared',
    limit: workingDays(20),
    start: mandated(false),
    stop: stop(['medical-diagnosis'], (document) => startOf(document.original.madeOn), itself),
    missed: NOTHING,
    basis: '司发通〔2023〕24号-7',
    inForce: { from: TPE23, before: null },
  }),
  clock('T18', {
    part: 'urgent',
    title: words('紧急情况出具病情诊断书', 'Diagnosis in an urgent case'),
    trigger: words('医院收到委托且情况紧急', 'the hospital receives an urgent mandate'),
    responsible: 'hospital',
    mode: 'compared',
    limit: days(3),
    start: mandated(true),
    stop: stop(['medical-diagnosis'], (document) => startOf(document.original.madeOn), itself),
    missed: NOTHING,
    basis: '司发通〔2023〕24号-7',
    inForce: { from: TPE23, before: null },
  }),
  clock('T19', {
    title: words('诊断书有效期', 'The diagnosis is usable'),
    trigger: words('作出诊断书', 'the diagnosis is made'),
    responsible: 'DO',
    mode: 'validity',
    limit: months(3),
    start: onMaking(['medical-diagnosis']),
    missed: words('须重新诊断', 'a new diagnosis is needed'),
    basis: '司发通〔2023〕24号-8',
    inForce: { from: TPE23, before: null },
  }),
  clock('T20', {
    title: words('诊断书抄送检察院', 'Copy of the diagnosis to the procuratorate'),
    trigger: words('收到诊断书', 'the diagnosis is received'),
    responsible: 'CT/PN/DH',
    mode: 'compared',
    limit: workingDays(3),
    start: diagnosisReceived,
    stop: stop(['medical-diagnosis'], receiptAt(PR), itself),
    basis: '司发通〔2023〕24号-17',
    inForce: { from: TPE23, before: null },
  }),
  clock('T21', {
    part: 'objection',
    title: words('检察院提出书面意见', 'Objection of the procuratorate'),
    trigger: words('收到暂予监外执行决定', 'the 暂外 decision is received'),
    responsible: 'PR',
    limit: months(1),
    outlives: true,
    lapses: true,
    start: onReceipt(PR_EQUAL, DECIDED),
    stop: sent('objection-tpe'),
    missed: words('异议权消灭，仍可建议收监', 'the right lapses; the way of recall remains'),
    basis: '刑诉法267；暂予监外执行规定30；刑诉法解释515',
  }),
  clock('T21', {
    part: 're-check',
    title: words('重新核查', 'Re-check and decision'),
    trigger: words('收到纠正意见', 'the objection is received'),
    responsible: 'DO',
    limit: months(POLICIES.recheckMonths.default),
    outlives: true,
    start: onReceipt(DO, ['objection-tpe']),
    stop: made('recheck-decision'),
    basis: '刑诉法267；刑诉法解释515；监狱法46(2)',
    inForce: { from: PL26, before: '刑诉法267；刑诉法解释515；暂予监外执行规定30' },
  }),
  clock('T21', {
    part: 're-check-warning',
    title: words('重新核查预警', 'Early warning of the re-check'),
    trigger: words('收到纠正意见', 'the objection is received'),
    responsible: 'DO',
    mode: 'advisory',
    limit: days(POLICIES.recheckWarningDays.default),
    outlives: true,
    start: onReceipt(PA, ['objection-tpe']),
    stop: made('recheck-decision'),
    missed: NOTHING,
    basis: '监狱暂予监外执行程序规定24(4)',
  }),
  clock('T25', {
    part: 'send',
    title: words('跨省转递档案', 'File sent to another province'),
    trigger: words('作出决定且居住地在外省', 'the decision is made, residence in another province'),
    responsible: 'PA',
    limit: workingDays(3),
    start: onMaking(['decision-tpe-prison'], isElsewhere),
    stop: stop(['file-transfer'], receiptAt(PA)),
    missed: words('档案缺位影响收监、释放', 'without the file recall and release are blocked'),
    basis: '监狱暂予监外执行程序规定28；暂予监外执行规定20',
  }),
  clock('T25', {
    part: 'designate',
    title: words('指定接收档案的监狱', 'Prison designated to hold the file'),
    trigger: words('收到档案', 'the file is received'),
    responsible: 'PA',
    limit: workingDays(10),
    start: onReceipt(PA, ['file-transfer']),
    stop: made('file-prison-designation'),
    missed: words('档案缺位影响收监、释放', 'without the file recall and release are blocked'),
    basis: '监狱暂予监外执行程序规定28',
  }),
  clock('T26', {
    title: words('交接情况通报检察院', 'The procuratorate is told of the hand-over'),
    trigger: words('完成交接', 'the hand-over is done'),
    responsible: 'PN',
    limit: workingDays(5),
    start: prisonHandsOver,
    stop: stop(['handover-certificate'], receiptAt(PR), itself),
    missed: CORRECTION,
    basis: '监狱暂予监外执行程序规定27',
  }),
  clock('T39', {
    part: 'report',
    title: words('报告身体情况', 'Report on health'),
    trigger: words('暂予监外执行期间每月', 'each month of 暂外'),
    responsible: 'subject',
    mode: 'advisory',
    limit: months(1),
    start: REPORTS,
    stop: REPORTS.handedIn,
    missed: words('警告；警告后仍不报告的可收监', 'warning; after it recall'),
    basis: '社区矫正法实施办法24；暂予监外执行规定21；司发通〔2023〕24号-25',
    inForce: { from: TPE23, before: '社区矫正法实施办法24；暂予监外执行规定21' },
  }),
  clock('T39', {
    part: 're-examination',
    title: words('病情复查', 'Medical re-examination'),
    trigger: words('保外就医期间每三个月', 'every three months of 保外就医'),
    responsible: 'subject',
    mode: 'advisory',
    limit: months(3),
    start: EXAMINATIONS,
    stop: EXAMINATIONS.handedIn,
    missed: words('警告；警告后仍不复查的可收监', 'warning; after it recall'),
    basis: '社区矫正法实施办法24；暂予监外执行规定21；司发通〔2023〕24号-25',
    inForce: { from: TPE23, before: '社区矫正法实施办法24；暂予监外执行规定21' },
  }),
]
