/** T47-T55: commutation, revocation, recall, arrest and custody (CCL 33, 46-49; OP26-16…18; TPE23-14). */
import { POLICIES } from '../../policies.ts'
import type { Entry } from '../../subject/entry.ts'
import { effectAt, refersTo } from '../../subject/entry.ts'
import { measuresIn } from '../../subject/overlays.ts'
import { CC, CT, DO, PN, PS_X, receivedBy } from '../addressees.ts'
import type { ClockRule, View } from '../clock-rule.ts'
import { clock, days, hours, OP26, TPE23, words, workingDays } from '../row.ts'
import { each, madeAt, onAct, onReceipt, papers } from '../starts.ts'
import {
  act,
  answers,
  anyTime,
  firstOf,
  made,
  receiptAt,
  since,
  stop,
  whenSent,
  withdrawn,
} from '../stops.ts'
import { renewed } from './custody.ts'

const PROPOSALS = ['proposal-revoke-probation', 'proposal-revoke-parole']
const REVOKED = ['ruling-revoke-probation', 'ruling-revoke-parole']
const RECALL = ['proposal-imprison']
const RECALLED = ['decision-imprison-court', 'decision-imprison-prison', 'decision-imprison-police']
const REQUEST = ['supplement-request']
const IMMEDIATELY = hours(POLICIES.immediatelyHours.default)

/** A D10 that only supplies what D15 asked for opens no second clock. */
const isFirst = (document: Entry, view: View): boolean => suppliedTo(document, view) === undefined

const suppliedTo = (document: Entry, view: View): Entry | undefined =>
  papers(view, REQUEST).find((request) => refersTo(document.fact, request))

/** The decision names the proposal, or the D10 that supplied what D15 asked for in it. */
const recallAnswered = stop(
  [...RECALLED, 'decision-not-imprison'],
  madeAt,
  (document, started, view) =>
    answers(document, started, view) ||
    papers(view, RECALL).some(
      (supply) =>
        refersTo(document.fact, supply) &&
        started.by.some((first) => supplements(supply, first, view)),
    ),
)

/** A request that names no proposal is about any made before it. */
function supplements(supply: Entry, first: Entry, view: View): boolean {
  const request = suppliedTo(supply, view)
  if (!request || first === supply) return false
  const named = papers(view, RECALL).some((each) => refersTo(request.fact, each))
  return named ? refersTo(request.fact, first) : request.original.madeOn >= first.original.madeOn
}

/** An arrest on D4 that still held when D9 was made (CCL 48(4)). */
const freedBy = (refusal: Entry, { episode, line }: View): boolean => {
  const at = effectAt(refusal)
  return measuresIn(episode, line).some(
    ({ onOrder, from, to }) => onOrder && from.at <= at && (to === null || to.at >= at),
  )
}

const custody = act('takenOn', ['custody-receipt'], anyTime)

export const REVOCATION_CLOCKS: readonly ClockRule[] = [
  clock('T47', {
    title: words('审理减刑', 'Ruling on a commutation'),
    trigger: words('法院收到减刑建议书', 'the court receives the proposal'),
    responsible: 'CT',
    limit: days(30),
    start: onReceipt(CT, ['proposal-commutation']),
    stop: made('ruling-commutation'),
    closes: withdrawn,
    basis: '社区矫正法33；社区矫正法实施办法42',
  }),
  clock('T48', {
    title: words('审理撤销缓刑、假释', 'Ruling on a revocation'),
    trigger: words('法院收到撤销建议书', 'the court receives the proposal'),
    responsible: 'CT',
    limit: days(POLICIES.revocationDays.default),
    start: onReceipt(CT, PROPOSALS),
    stop: made(...REVOKED, 'ruling-not-revoked'),
    closes: withdrawn,
    missed: words(
      '纠正意见；期限届满仍须解除矫正',
      'correction; at the end of the period the person is released',
    ),
    basis: '社区矫正法48；刑诉法解释545',
  }),
  clock('T49', {
    title: words('决定是否逮捕', 'Decision on the arrest'),
    trigger: words('法院收到逮捕建议书', 'the court receives the arrest proposal'),
    responsible: 'CT',
    limit: hours(48),
    start: onReceipt(CT, ['proposal-arrest']),
    stop: stop(['decision-arrest', 'decision-no-arrest'], receiptAt(CC)),
    closes: withdrawn,
    basis: '社区矫正法47；刑诉法解释544；司发通〔2026〕8号-17',
    inForce: { from: OP26, before: '社区矫正法47；刑诉法解释544' },
  }),
  clock('T50', {
    title: words('撤销前的羁押期限', 'Custody pending the revocation'),
    trigger: words('执行逮捕', 'the arrest is executed'),
    responsible: 'CT',
    limit: days(30),
    // CPL 105(4): custody itself is never prolonged by a holiday.
    rolls: false,
    start: onAct('arrestedOn', ['arrest-execution']),
    stop: firstOf(stop(REVOKED, madeAt, since), act('endedOn', ['release-notice'], since)),
    missed: words('应当释放', 'the person must be released'),
    basis: '社区矫正法47；刑诉法105(4)',
  }),
  clock('T51', {
    title: words('不予撤销后立即释放', 'Release after a refusal to revoke'),
    trigger: words('公安机关收到不予撤销裁定', 'the police receive the refusal'),
    responsible: 'PS',
    binding: false,
    limit: IMMEDIATELY,
    start: onReceipt(PS_X, ['ruling-not-revoked'], freedBy),
    stop: firstOf(
      act('endedOn', ['release-notice'], since),
      act('endedOn', ['release-or-change'], since),
    ),
    missed: words('非法羁押', 'unlawful detention'),
    basis: '社区矫正法48(4)',
  }),
  clock('T52', {
    title: words('决定是否收监', 'Decision on a recall'),
    trigger: words('收到收监执行建议书', 'the proposal is received'),
    responsible: 'DO',
    limit: days(30),
    start: onReceipt(DO, RECALL, isFirst),
    stop: recallAnswered,
    closes: withdrawn,
    basis: '社区矫正法49；刑诉法解释517；司发通〔2026〕8号-16',
    inForce: { from: OP26, before: '社区矫正法49；刑诉法解释517' },
  }),
  clock('T53', {
    title: words('补充收监材料', 'Supplement to a recall proposal'),
    trigger: words('收到补充材料通知', 'the request for more material is received'),
    responsible: 'CC-x',
    limit: workingDays(15),
    start: onReceipt(CC, REQUEST),
    stop: stop(
      RECALL,
      whenSent,
      (document, { by: [request] }) => request !== undefined && refersTo(document.fact, request),
    ),
    missed: words('建议可能不被采纳', 'the proposal may fail'),
    basis: '司发通〔2023〕24号-14',
    inForce: { from: TPE23, before: null },
  }),
  clock('T54', {
    title: words('监狱收监', 'Custody by the prison'),
    trigger: words('监狱收到收监决定', 'the prison receives the decision'),
    responsible: 'PN',
    limit: days(3),
    outlives: true,
    start: onReceipt(PN, ['decision-imprison-prison']),
    stop: custody,
    renews: renewed(days(3)),
    basis: '司发通〔2023〕24号-14；司发通〔2026〕8号-18',
    inForce: { from: OP26, before: '司发通〔2023〕24号-14' },
  }),
  clock('T55', {
    part: 'immediately',
    title: words('公安机关立即送交', 'Delivery by the police'),
    trigger: words('收到撤销裁定、法院收监决定', 'the ruling or decision of a court is received'),
    responsible: 'PS-x',
    binding: false,
    limit: IMMEDIATELY,
    outlives: true,
    start: onReceipt(PS_X, [...REVOKED, 'decision-imprison-court']),
    stop: custody,
    renews: renewed(IMMEDIATELY),
    missed: words('纠正意见；下落不明的追逃', 'correction; whoever is missing is pursued'),
    basis: '社区矫正法48-49；司发通〔2026〕8号-18',
    inForce: { from: OP26, before: '社区矫正法48-49' },
  }),
  clock('T55', {
    part: 'police',
    title: words('公安机关决定收监的送交', 'Delivery on a decision of the police'),
    trigger: words('收到公安机关收监决定', 'the decision of the police is received'),
    responsible: 'PS-x',
    limit: days(3),
    outlives: true,
    start: each(['decision-imprison-police'], (document, view) => {
      const receipt = receivedBy(view, document, PS_X)
      return receipt && { at: receipt.at, by: [document], agency: receipt.agency }
    }),
    stop: custody,
    renews: renewed(days(3)),
    missed: words('纠正意见；下落不明的追逃', 'correction; whoever is missing is pursued'),
    basis: '社区矫正法49；司发通〔2023〕24号-14',
    inForce: { from: TPE23, before: null },
  }),
]
