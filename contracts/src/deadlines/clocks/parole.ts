/** T22-T24: parole and commutation rulings (CPL 273-274; CPLI 534-539; PAR14 18). */
import type { Entry } from '../../subject/entry.ts'
import { instantOf } from '../../time.ts'
import { CC, CT, PN_DH, PR_EQUAL, receivedBy, receivedByAll } from '../addressees.ts'
import type { ClockRule, View } from '../clock-rule.ts'
import { clock, days, months, PL26, words } from '../row.ts'
import { each, onMaking, onReceipt, papers } from '../starts.ts'
import { answers, itself, latestOf, made, sent, stop } from '../stops.ts'

const RULINGS = ['ruling-parole', 'ruling-commutation']

/** Received by prison or detention house (C32: CC) and PR-=, and served on the person. */
const served = stop(
  RULINGS,
  (document, view) => {
    const { servedOn } = document.fact.body
    const organ = document.fact.effect === 'commute' ? CC : PN_DH
    return latestOf([
      receivedByAll(view, document, [organ, PR_EQUAL]),
      servedOn === undefined ? null : instantOf(servedOn),
    ])
  },
  itself,
)

/** One month more where the ruling says that the case was complex (CPLI 534). */
const limitFor = (proposal: Entry, view: View) => {
  const started = { at: proposal.fact.recordedAt, by: [proposal], agency: null }
  const isComplex = papers(view, ['ruling-parole']).some(
    (ruling) => ruling.fact.body.complex === true && answers(ruling, started, view),
  )
  return isComplex ? { limit: months(2) } : {}
}

export const PAROLE_CLOCKS: readonly ClockRule[] = [
  clock('T22', {
    part: 'objection',
    title: words('检察院对裁定提出意见', 'Objection to the ruling'),
    trigger: words('收到假释、减刑裁定书', 'the parole or commutation ruling is received'),
    responsible: 'PR',
    limit: days(20),
    outlives: true,
    lapses: true,
    start: onReceipt(PR_EQUAL, RULINGS),
    stop: sent('objection-parole-commutation'),
    missed: words('异议权消灭', 'the right lapses'),
    basis: '刑诉法274；检察规则639',
  }),
  clock('T22', {
    part: 're-hearing',
    title: words('重新审理', 'Re-hearing by a new panel'),
    trigger: words('收到纠正意见', 'the objection is received'),
    responsible: 'CT',
    limit: months(1),
    outlives: true,
    start: onReceipt(CT, ['objection-parole-commutation']),
    stop: made('recheck-decision'),
    basis: '刑诉法274',
  }),
  clock('T23', {
    title: words('送达假释、减刑裁定书', 'Service of the ruling'),
    trigger: words('作出裁定', 'the ruling is made'),
    responsible: 'CT',
    limit: days(7),
    outlives: true,
    start: onMaking(RULINGS),
    stop: served,
    basis: '刑诉法解释539；减刑假释程序规定18',
  }),
  clock('T24', {
    title: words('审理假释', 'Ruling on a parole proposal'),
    trigger: words('收到提请假释建议书', 'the proposal is received'),
    responsible: 'CT',
    limit: months(1),
    start: each(['proposal-parole'], (document, view) => {
      const receipt = receivedBy(view, document, CT)
      if (!receipt) return null
      return { at: receipt.at, by: [document], agency: receipt.agency, ...limitFor(document, view) }
    }),
    stop: made('ruling-parole'),
    basis: '刑诉法解释534；监狱法53',
    inForce: { from: PL26, before: '刑诉法解释534' },
  }),
]
