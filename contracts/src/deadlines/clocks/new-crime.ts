/** T56-T58: sentences for a new crime, and periods that do not count (CPL 264, 268; CPLI 511; OP26-19). */
import { POLICIES } from '../../policies.ts'
import type { Entry } from '../../subject/entry.ts'
import { legalDate, startOf } from '../../time.ts'
import { CC, CT, PS_DH, receivedByAll } from '../addressees.ts'
import type { ClockRule, View } from '../clock-rule.ts'
import { clock, days, months, NOTHING, OP26, PL26, words } from '../row.ts'
import { each, newJudgmentEffect, onReceipt, papers } from '../starts.ts'
import { act, anyTime, made, receiptAt, stop } from '../stops.ts'

const JUDGMENT = ['judgment-new-crime']
const NOTICE = ['notice-new-judgment']
const ORDER = ['execution-notice-revocation']

const onNewEffect = each(JUDGMENT, (document, view) => {
  const date = newJudgmentEffect(document, view)
  return date && { at: startOf(date), by: [document], agency: document.fact.issuer.code }
})

const hasNewJudgment = (_: Entry, view: View): boolean => papers(view, JUDGMENT).length > 0

/**
 * T58 runs from the judgment that was known before its notice; a notice that is the first news is
 * compared with the date that it states.
 */
const effectOrNews = {
  slugs: [...JUDGMENT, ...NOTICE],
  find: (view: View) => {
    const [notice] = papers(view, NOTICE)
    const known = onNewEffect.find(view)
    if (known.length > 0) {
      return known.map((started) => {
        const judgment = started.by[0]?.fact.recordedAt
        const isNews =
          judgment !== undefined && notice !== undefined && notice.fact.recordedAt <= judgment
        return isNews ? { ...started, mode: 'compared' as const } : started
      })
    }
    const date = legalDate(notice?.fact.body.judgmentEffectiveOn ?? '')
    if (!notice || !date) return []
    const agency = notice.fact.issuer.code
    return [{ at: startOf(date), by: [notice], agency, mode: 'compared' as const }]
  },
}

export const NEW_CRIME_CLOCKS: readonly ClockRule[] = [
  clock('T56', {
    part: 'documents',
    title: words('送达执行文书', 'Papers for the execution'),
    trigger: words('新罪判决生效', 'the judgment for the new crime takes effect'),
    responsible: 'CT-new',
    limit: days(10),
    outlives: true,
    start: onNewEffect,
    stop: stop(ORDER, receiptAt(PS_DH), anyTime),
    basis: '刑诉法264；刑诉法解释511',
  }),
  clock('T56', {
    part: 'delivery',
    title: words('送交监狱', 'Delivery to prison'),
    trigger: words('收到执行通知书', 'the execution notice is received'),
    responsible: 'PS',
    limit: months(POLICIES.deliveryMonths.default),
    outlives: true,
    start: onReceipt(PS_DH, ORDER, hasNewJudgment),
    stop: act('takenOn', ['custody-receipt'], anyTime),
    basis: '刑诉法264；公安机关办理刑事案件程序规定300-301；监狱法31',
    inForce: { from: PL26, before: '刑诉法264；公安机关办理刑事案件程序规定300-301' },
  }),
  clock('T57', {
    title: words('裁定不计入执行刑期', 'Ruling on a period that does not count'),
    trigger: words('收到不计入执行刑期建议书', 'the proposal is received'),
    responsible: 'CT-I',
    limit: months(1),
    outlives: true,
    start: onReceipt(CT, ['proposal-uncounted-period']),
    stop: made('ruling-uncounted-period'),
    missed: NOTHING,
    basis: '暂予监外执行规定26；司发通〔2023〕24号-16',
  }),
  clock('T58', {
    title: words('通知新罪判决结果', 'Notice of the judgment for the new crime'),
    trigger: words('新罪、漏罪判决生效', 'the judgment for a new or missed crime takes effect'),
    responsible: 'CT-new',
    limit: days(10),
    outlives: true,
    start: effectOrNews,
    stop: stop(NOTICE, (document, view) => receivedByAll(view, document, [CT, CC]), anyTime),
    missed: words('可能被错误解除', 'the person may be released wrongly'),
    basis: '司发通〔2026〕8号-19',
    inForce: { from: OP26, before: null },
  }),
]
