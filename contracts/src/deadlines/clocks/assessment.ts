/** T01-T05, T72-T74: before the decision (CCL 18; CCM 13-14; OP26-3…5; CPLI 535; TPE23-12, -17). */
import type { Entry } from '../../subject/entry.ts'
import { kindOf, refersTo } from '../../subject/entry.ts'
import type { Instant, LegalDate } from '../../time.ts'
import { dateOf, legalDate } from '../../time.ts'
import { arrival, CC, receivedBy } from '../addressees.ts'
import type { ClockRule, Started, View } from '../clock-rule.ts'
import { dueAtOf } from '../counting.ts'
import { clock, days, months, NOTHING, OP26, TPE23, words, workingDays } from '../row.ts'
import { each, madeAt, onMaking, onReceipt, papers } from '../starts.ts'
import { answers, firstOf, sent, stop } from '../stops.ts'

const ENTRUSTMENT = ['assess-entrustment']
const SUPPLEMENT = ['assess-supplement-notice']

/** Working days for the notice that material is missing (OP26-4). */
const CHECK_DAYS = 3

/** An entrustment received by CC-x; agreed date of A5, if any, instead of the count. */
const assessment = (fastTrack: boolean) =>
  each(ENTRUSTMENT, (document, view) => {
    if ((document.fact.body.fastTrack === true) !== fastTrack) return null
    const receipt = receivedBy(view, document, CC)
    if (!receipt || completesLate(document, view)) return null
    const started: Started = { at: receipt.at, by: [document], agency: receipt.agency }
    const fixed = agreedDay(started, view)
    return fixed ? { ...started, fixed } : started
  })

/** A5: the day that both sides agreed on (CCM 14(4)). */
function agreedDay(started: Started, view: View): LegalDate | undefined {
  const agreed = papers(view, ['assess-extension-agreement']).filter(
    (document) => document.fact.body.newDueOn !== undefined && answers(document, started, view),
  )
  return legalDate(agreed.at(-1)?.fact.body.newDueOn ?? '')
}

/** The new A1 that answers a late A3 opens no second clock: the first one keeps running (OP26-4). */
const completesLate = (document: Entry, view: View): boolean =>
  papers(view, SUPPLEMENT).some(
    (notice) => refersTo(document.fact, notice) && suppliedInTime(notice, view) === null,
  )

/** When the entrusting organ had the A3, if that was within three working days; else null. */
function suppliedInTime(notice: Entry, view: View): Instant | null {
  const told = arrival(view, notice)
  const asked = papers(view, ENTRUSTMENT).find((each) =>
    answers(notice, { at: madeAt(each), by: [each], agency: null }, view),
  )
  const receipt = asked && receivedBy(view, asked, CC)
  if (!told || !receipt) return null
  const counting = {
    unit: 'WD',
    limit: CHECK_DAYS,
    from: dateOf(receipt.at),
    rolls: false,
  } as const
  const due = dueAtOf(counting, view.line.calendar)
  return due === undefined || told.at < due ? told.at : null
}

const opinion = firstOf(
  sent('assess-opinion', 'assess-return-notice'),
  stop(SUPPLEMENT, (document, view) => suppliedInTime(document, view)),
)

const LATE = words(
  '人民检察院提出纠正意见；法院可以不待评估意见作出裁判，不得因此拒绝接收',
  'correction; the court may decide without the opinion, and reception may not be refused',
)

/** 暂外 and parole: the opinion serves again within six months (OP26-5). */
const isReusable = (document: Entry): boolean => {
  const kind = kindOf(document)
  return kind === 'parole' || kind === 'tpe'
}

export const ASSESSMENT_CLOCKS: readonly ClockRule[] = [
  clock('T01', {
    title: words('调查评估', 'Assessment'),
    trigger: words('收到委托函及齐全材料', 'the entrustment and complete material are received'),
    responsible: 'CC-x',
    limit: workingDays(10),
    start: assessment(false),
    stop: opinion,
    missed: LATE,
    basis: '社区矫正法实施办法14(3)',
  }),
  clock('T02', {
    title: words('速裁程序调查评估', 'Assessment in fast-track procedure'),
    trigger: words('收到速裁案件委托函', 'the entrustment of a fast-track case is received'),
    responsible: 'CC-x',
    limit: workingDays(5),
    start: assessment(true),
    stop: opinion,
    missed: LATE,
    basis: '社区矫正法实施办法14(3)',
  }),
  clock('T03', {
    title: words('通知补齐评估材料', 'Notice that material is missing'),
    trigger: words('收到委托函而材料不齐', 'an incomplete entrustment is received'),
    responsible: 'CC-x',
    mode: 'compared',
    limit: workingDays(CHECK_DAYS),
    start: onReceipt(CC, ENTRUSTMENT, isAnswered(SUPPLEMENT)),
    stop: sent(...SUPPLEMENT),
    missed: words('评估期限不因补齐而重新计算', 'the time for the assessment keeps running'),
    basis: '司发通〔2026〕8号-4',
    inForce: { from: OP26, before: null },
  }),
  clock('T04', {
    part: 'consult',
    title: words('姓名住址不实时先行联系', 'Contact before an entrustment is returned'),
    trigger: words('收到委托函而信息不实', 'an entrustment with untrue particulars is received'),
    responsible: 'CC-x',
    mode: 'advisory',
    limit: workingDays(3),
    missed: LATE,
    basis: '司发通〔2026〕8号-4',
    inForce: { from: OP26, before: null },
  }),
  clock('T04', {
    part: 'return',
    title: words('退回委托材料', 'Return of an entrustment'),
    trigger: words('收到委托函而信息不实', 'an entrustment with untrue particulars is received'),
    responsible: 'CC-x',
    mode: 'compared',
    limit: workingDays(5),
    start: onReceipt(CC, ENTRUSTMENT, isAnswered(['assess-return-notice'])),
    stop: sent('assess-return-notice'),
    missed: LATE,
    basis: '司发通〔2026〕8号-4；社区矫正法实施办法14(5)',
    inForce: { from: OP26, before: null },
  }),
  clock('T05', {
    title: words('评估意见可再使用', 'The opinion may serve again'),
    trigger: words('出具假释、暂予监外执行评估意见', 'an opinion for parole or 暂外 is made'),
    responsible: 'entrusting-organ',
    mode: 'validity',
    limit: months(6),
    start: onMaking(['assess-opinion'], isReusable),
    missed: words('重复委托应当退回', 'a repeated entrustment should be sent back'),
    basis: '司发通〔2026〕8号-5',
    inForce: { from: OP26, before: null },
  }),
  clock('T72', {
    title: words('补送假释、减刑材料', 'Missing material of a parole or commutation case'),
    trigger: words('法院通知补送', 'the court asks for what is missing'),
    responsible: 'PN/DH',
    mode: 'advisory',
    limit: days(3),
    missed: words('不予立案', 'the case is not accepted'),
    basis: '刑诉法解释535',
  }),
  clock('T73', {
    title: words('通知检察院诊断安排', 'The procuratorate is told of the examination'),
    trigger: words('拟组织病情诊断、妊娠检查', 'a diagnosis or pregnancy check is planned'),
    responsible: 'CT/PN/DH',
    mode: 'advisory',
    limit: workingDays(1),
    backwards: true,
    basis: '司发通〔2023〕24号-17',
    inForce: { from: TPE23, before: null },
  }),
  clock('T74', {
    title: words('紧急保外就医的事后审核', 'Review after an urgent medical release'),
    trigger: words('已办理紧急保外就医', 'an urgent medical release was made'),
    responsible: 'PS/PA',
    mode: 'advisory',
    limit: workingDays(3),
    missed: NOTHING,
    basis: '司发通〔2023〕24号-12、21',
    inForce: { from: TPE23, before: null },
  }),
]

/** Mode C: compared only once the document that ends it is there. */
function isAnswered(slugs: readonly string[]) {
  return (document: Entry, view: View): boolean =>
    papers(view, slugs).some((answer) =>
      answers(answer, { at: madeAt(document), by: [document], agency: null }, view),
    )
}
