/** T06-T13, T16, T71: effect, service, hand-over and report (CCL 20-22; CCM 16; OP26-6…12). */

import { decisionOf } from '../../subject/effects/statements.ts'
import type { Entry } from '../../subject/entry.ts'
import { actAt, kindOf, refersTo } from '../../subject/entry.ts'
import { laterOf } from '../../subject/marks.ts'
import type { Instant } from '../../time.ts'
import { instantOf, legalDate, startOf } from '../../time.ts'
import { CC, DH_PS, DO, receivedBy } from '../addressees.ts'
import type { ClockRule, Start, Stop, View } from '../clock-rule.ts'
import { clock, days, NOTHING, OP26, PL26, words } from '../row.ts'
import { DECISIONS, each, onEffect, onMaking, onReceipt, papers } from '../starts.ts'
import { act, anyTime, firstOf, itself, latestOf, receiptAt, sentTo, stop } from '../stops.ts'

/** Decisions after which the person reports; under 暂外 the person is moved instead. */
const REPORTED_ON = DECISIONS.filter((slug) => !slug.startsWith('decision-tpe'))
const JUDGMENTS = ['judgment-control', 'judgment-probation', 'judgment-new-crime']
const PAPERS = ['execution-notice', 'place-determination', 'subject-notification']
const MEDICAL = ['medical-diagnosis', 'guarantor-undertaking']

/** Served on the last of the defendant and the prosecuting procuratorate, both dates known. */
const onService = each(JUDGMENTS, (document) => {
  const { servedOn, servedOnProsecutor } = document.fact.body
  if (servedOn === undefined || servedOnProsecutor === undefined) return null
  return {
    at: laterOf(instantOf(servedOn), instantOf(servedOnProsecutor)),
    by: [document],
    agency: null,
  }
})

/** A package document that CC-x had before the effect tells nobody that the judgment is final. */
const firstNotice: Stop = firstOf(
  stop(['notice-effective'], receiptAt(CC), anyTime),
  stop(
    [...DECISIONS, ...PAPERS, ...MEDICAL],
    (document, view, { at }) => {
      const receipt = receivedBy(view, document, CC)
      return receipt && receipt.at >= at ? receipt.at : null
    },
    anyTime,
  ),
)

/** The decision, B14 of a court, B15, B16; 暂外 also B11 and, for 保外就医, B12. */
function packageOf(decision: Entry): readonly (readonly string[])[] {
  const { issuer, body } = decision.fact
  const isTpe = kindOf(decision) === 'tpe'
  return [
    ...(issuer.kind === 'court' ? [['execution-notice']] : []),
    ['place-determination'],
    ['subject-notification'],
    ...(isTpe ? [['medical-diagnosis']] : []),
    ...(isTpe && body.cause === 'medical' ? [['guarantor-undertaking']] : []),
  ]
}

/** When CC-x had the last of the package; what came before the effect counts. */
const wholePackage: Stop = {
  slugs: [...DECISIONS, ...PAPERS, ...MEDICAL],
  find: (view, { by: [decision] }) => {
    if (!decision) return null
    const arrivals = packageOf(decision).map((slugs) => firstArrival(view, papers(view, slugs)))
    const at = latestOf([firstArrival(view, [decision]), ...arrivals])
    return at === null ? null : { at, by: [decision] }
  },
}

/** When CC-x first had one of these. */
function firstArrival(view: View, documents: readonly Entry[]): Instant | null {
  let first: Instant | null = null
  for (const document of documents) {
    const at = receivedBy(view, document, CC)?.at
    if (at !== undefined && (first === null || at < first)) first = at
  }
  return first
}

/** B21 of the one that received: names the paper, or the decision it came with. */
const receipt: Stop = stop(
  ['service-receipt'],
  (document) => document.fact.recordedAt,
  (document, started, { episode: { decision } }) =>
    document.fact.issuer.code === started.agency &&
    (started.by.some((paper) => refersTo(document.fact, paper)) ||
      (decision !== null && refersTo(document.fact, decision))),
)

/** Every paper that B23 lists, else the first answer, received by CC-x (CCM 16(3)). */
const completion: Stop = {
  slugs: [],
  find: (view, { by: [notice] }) => {
    const { missing = [] } = notice?.fact.body ?? {}
    const answering = view.line.entries.filter(
      ({ fact }) =>
        notice !== undefined && fact.effect !== 'prove-service' && refersTo(fact, notice),
    )
    const at =
      missing.length === 0
        ? firstArrival(view, answering)
        : latestOf(missing.map((slug) => firstArrival(view, papers(view, [slug]))))
    return at === null ? null : { at, by: answering }
  },
}

/** T11: from the effect, for a parolee from the release if that is later (§9-4); B16 may fix it. */
const REPORTING: Start = {
  slugs: [...REPORTED_ON, 'parole-certificate', 'subject-notification'],
  find: ({ episode }) => {
    const { decision, report } = episode
    if (!decision || !report || report.clock !== 'T11') return []
    const { from, printed } = report
    const at = startOf(from)
    return [{ at, by: [decision], agency: null, ...(printed && { fixed: printed }) }]
  },
}

/** T12, T13: from the receipt by the organ that moves the person, never before the effect. */
const handingOver = (name: 'T12' | 'T13', slugs: readonly string[]): Start => ({
  slugs,
  find: ({ episode: { decision, report } }) =>
    decision && report?.clock === name
      ? [{ at: startOf(report.from), by: [decision], agency: report.agency }]
      : [],
})

const isReport = ({ fact }: Entry): boolean => fact.body.reportCode !== '03'
const handedOver = act('handedOverOn', ['handover-certificate'], anyTime)

const LOUGUAN = words('纠正意见；极易造成漏管', 'correction; the person is likely to be 漏管')
const NOT_REPORTED = words(
  '漏管（有特殊原因的除外）；逾期十日以内训诫，超过十日警告，无正当理由超过一个月可撤销',
  '漏管 unless for a special reason; reprimand up to ten days, warning beyond, revocation over a month',
)

export const DELIVERY_CLOCKS: readonly ClockRule[] = [
  clock('T06', {
    title: words('上诉、抗诉期限', 'Time for appeal and protest'),
    trigger: words(
      '判决书送达被告人和检察院',
      'the judgment is served on defendant and procuratorate',
    ),
    responsible: 'nobody',
    mode: 'validity',
    limit: days(10),
    rolls: true,
    start: onService,
    stop: stop(
      ['notice-effective', 'execution-notice', 'ruling-second-instance', 'notice-new-judgment'],
      receiptAt(CC),
      (document, { by: [judgment] }, { line }) => decisionOf(document, line.entries) === judgment,
    ),
    missed: words('判决发生法律效力', 'the judgment takes effect'),
    basis: '刑诉法230',
  }),
  clock('T07', {
    title: words('通知社区矫正机构', 'Notice to the corrections agency'),
    trigger: words('裁判、决定生效', 'the judgment, ruling or decision takes effect'),
    responsible: 'DO',
    limit: days(5),
    start: onEffect(),
    stop: firstNotice,
    missed: LOUGUAN,
    basis: '社区矫正法20；社区矫正法实施办法16；刑诉法解释519',
  }),
  clock('T08', {
    title: words('送达全部法律文书', 'Service of the whole package'),
    trigger: words('裁判、决定生效', 'the judgment, ruling or decision takes effect'),
    responsible: 'DO',
    limit: days(10),
    start: onEffect(),
    stop: wholePackage,
    missed: LOUGUAN,
    basis: '社区矫正法20；社区矫正法实施办法16；司发通〔2026〕8号-8、9',
    inForce: { from: OP26, before: '社区矫正法20；社区矫正法实施办法16' },
  }),
  clock('T09', {
    title: words('送达回执', 'Receipt for the papers'),
    trigger: words('收到法律文书', 'the papers are received'),
    responsible: 'CC-x',
    limit: days(5),
    start: onReceipt(CC, ['execution-notice', 'decision-tpe-prison', 'decision-tpe-police']),
    stop: receipt,
    basis: '社区矫正法实施办法16(2)',
  }),
  clock('T10', {
    title: words('补齐法律文书', 'Delivery of missing papers'),
    trigger: words('收到补齐通知', 'the notice of missing papers is received'),
    responsible: 'DO',
    limit: days(5),
    start: onReceipt(DO, ['missing-documents-notice']),
    stop: completion,
    basis: '社区矫正法实施办法16(3)',
  }),
  clock('T11', {
    title: words('报到', 'Report to the corrections agency'),
    trigger: words('裁判生效（假释为生效与出监较晚者）', 'effect; for parole the release if later'),
    responsible: 'subject',
    limit: days(10),
    start: REPORTING,
    stop: stop(
      ['enrolment-record'],
      (document) => actAt(document, document.fact.body.reportedOn),
      isReport,
    ),
    missed: NOT_REPORTED,
    basis: '社区矫正法21',
  }),
  clock('T12', {
    title: words('移送暂予监外执行罪犯', 'Moving of the person (court’s decision)'),
    trigger: words('收到法院决定书', 'the decision of the court is received'),
    responsible: 'DH/PS',
    limit: days(10),
    start: handingOver('T12', ['decision-tpe-court']),
    stop: handedOver,
    basis: '社区矫正法21；刑诉法解释515',
  }),
  clock('T13', {
    title: words('移送暂予监外执行罪犯', 'Moving of the person (administration’s decision)'),
    trigger: words('收到批准决定', 'the approval is received'),
    responsible: 'PN/DH',
    limit: days(10),
    start: handingOver('T13', ['decision-tpe-prison', 'decision-tpe-police']),
    stop: handedOver,
    basis: '社区矫正法21；监狱法47',
    inForce: { from: PL26, before: '社区矫正法21' },
  }),
  clock('T16', {
    title: words('送达法院暂予监外执行决定', 'Service of the court’s 暂外 decision'),
    trigger: words('判决生效', 'the judgment takes effect'),
    responsible: 'CT',
    mode: 'compared',
    limit: days(7),
    start: each(['decision-tpe-court'], (document) => {
      const day = legalDate(document.fact.body.judgmentEffectiveOn ?? '')
      return day ? { at: startOf(day), by: [document], agency: document.fact.issuer.code } : null
    }),
    stop: sentTo([DH_PS, CC], ['decision-tpe-court'], itself),
    basis: '暂予监外执行规定18',
  }),
  clock('T71', {
    title: words('看守所移送假释材料', 'Papers of a parole from a detention house'),
    trigger: words('看守所作出假释证明书', 'the detention house makes the parole certificate'),
    responsible: 'DH',
    limit: days(3),
    start: onMaking(['parole-certificate'], ({ fact }) => fact.issuer.kind === 'detention-house'),
    stop: sentTo([CC], ['parole-certificate'], itself),
    missed: NOTHING,
    basis: '看守所留所执行办法37',
  }),
]
