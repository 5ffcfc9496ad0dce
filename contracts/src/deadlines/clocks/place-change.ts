/** T31-T38: change of the execution place (CCL 27; CCM 30-31). */
import type { Entry } from '../../subject/entry.ts'
import { actAt } from '../../subject/entry.ts'
import { dateOf, instantOf, startOf } from '../../time.ts'
import { CC, DO, PR_X, PS_X } from '../addressees.ts'
import type { ClockRule } from '../clock-rule.ts'
import { clock, days, months, NOTHING, words } from '../row.ts'
import { each, onAct, onMaking, onReceipt } from '../starts.ts'
import { act, itself, sentTo, stop } from '../stops.ts'

const QUERY = ['place-change-consult']
const DECISION = ['place-change-decision']

const isRefused = ({ fact }: Entry): boolean => fact.body.outcome === 'refused'
const isApproved = (document: Entry): boolean => !isRefused(document)

/** B24 of the agency that C9 names, or of any but the one that sent the person there. */
const enrolledThere = stop(
  ['enrolment-record'],
  (document) => actAt(document, document.fact.body.reportedOn),
  ({ fact, original }, { by: [decision] }) =>
    decision !== undefined &&
    fact.body.reportCode !== '03' &&
    original.madeOn >= decision.original.madeOn &&
    (decision.fact.body.newAgency === undefined
      ? fact.issuer.code !== decision.fact.issuer.code
      : fact.issuer.code === decision.fact.body.newAgency),
)

export const PLACE_CHANGE_CLOCKS: readonly ClockRule[] = [
  clock('T31', {
    title: words('变更执行地申请', 'Application for a change of place'),
    trigger: words('需要变更执行地', 'a change of place is wanted'),
    responsible: 'subject',
    mode: 'compared',
    limit: months(1),
    backwards: true,
    start: each(QUERY, (document) => {
      const { appliedOn, plannedOn } = document.fact.body
      if (appliedOn === undefined || plannedOn === undefined) return null
      const from = dateOf(instantOf(plannedOn))
      return { at: instantOf(appliedOn), by: [document], agency: null, from }
    }),
    stop: stop(QUERY, (document) => actAt(document, document.fact.body.appliedOn), itself),
    missed: NOTHING,
    basis: '社区矫正法实施办法30',
  }),
  clock('T32', {
    title: words('征求新执行地意见', 'Query to the new place'),
    trigger: words('收到申请', 'the application is received'),
    responsible: 'CC-x',
    mode: 'compared',
    limit: days(5),
    start: onAct('appliedOn', QUERY),
    stop: stop(QUERY, ({ original }) => startOf(original.madeOn), itself),
    basis: '社区矫正法实施办法30',
  }),
  clock('T33', {
    title: words('核实并答复', 'Reply of the new place'),
    trigger: words('收到征求意见函', 'the query is received'),
    responsible: 'CC-new',
    limit: days(5),
    start: onReceipt(CC, QUERY),
    stop: sentTo([CC], ['place-change-reply']),
    missed: words('由上级社区矫正机构协调', 'the superior agency coordinates'),
    basis: '社区矫正法实施办法30',
  }),
  clock('T34', {
    title: words('告知不同意变更', 'The subject is told of the refusal'),
    trigger: words('作出不同意决定', 'the refusal is decided'),
    responsible: 'CC-x',
    mode: 'compared',
    limit: days(5),
    start: onMaking(
      DECISION,
      (document) => isRefused(document) && document.fact.body.notifiedOn !== undefined,
    ),
    stop: act('notifiedOn', DECISION, itself),
    missed: NOTHING,
    basis: '社区矫正法实施办法30',
  }),
  clock('T35', {
    title: words('移交法律文书和档案', 'Hand-over of the file'),
    trigger: words('作出变更决定', 'the change is decided'),
    responsible: 'CC-x',
    limit: days(5),
    start: onMaking(DECISION, isApproved),
    stop: sentTo([CC, DO, PR_X, PS_X], ['place-change-file-handover']),
    missed: words('造成脱管漏管的依法追责', 'both agencies are liable for 脱管 and 漏管'),
    basis: '社区矫正法实施办法31',
  }),
  clock('T36', {
    title: words('回执并转送', 'Receipt for the file, copies to the new organs'),
    trigger: words('收到档案', 'the file is received'),
    responsible: 'CC-new',
    limit: days(5),
    start: onReceipt(CC, ['place-change-file-handover']),
    stop: sentTo([CC, PR_X, PS_X], ['place-change-receipt']),
    missed: words('造成脱管漏管的依法追责', 'both agencies are liable for 脱管 and 漏管'),
    basis: '社区矫正法实施办法31',
  }),
  clock('T37', {
    title: words('到新执行地报到', 'Report at the new place'),
    trigger: words('收到变更执行地决定书', 'the subject receives the decision'),
    responsible: 'subject',
    limit: days(7),
    start: onAct('servedOn', DECISION, isApproved),
    stop: enrolledThere,
    missed: words('原执行地组织查找', 'the old place searches'),
    basis: '社区矫正法实施办法31',
  }),
  clock('T38', {
    title: words('通报档案接收', 'The new place is told of the file'),
    trigger: words('监狱、看守所收到档案', 'the prison or detention house receives the file'),
    responsible: 'PN/DH',
    mode: 'compared',
    limit: days(5),
    start: onAct('fileReceivedOn', ['custody-file-handover-notice']),
    stop: sentTo([CC], ['custody-file-handover-notice'], itself),
    missed: NOTHING,
    basis: '社区矫正法实施办法31(5)',
  }),
]
