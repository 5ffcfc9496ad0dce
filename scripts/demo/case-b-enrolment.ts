/** law.md §7(b) rows 6–7: receipt, forwarding, and enrolment on the last day. */
import {
  decision,
  executionPlace,
  executor,
  judgment,
  NUMBERS,
  offence,
  officer,
  period,
  sentence,
} from './case-b-papers.ts'
import { type StoryRow, shanghai } from './story.ts'

const documents = () => [
  { title: '假释裁定书', number: NUMBERS.parole, copies: 1 },
  { title: '裁定生效并适用社区矫正的通知', number: NUMBERS.effective, copies: 1 },
  { title: '执行通知书', number: NUMBERS.execution, copies: 1 },
  { title: '社区矫正执行地确定书', number: NUMBERS.place, copies: 1 },
  { title: '社区矫正告知书', number: NUMBERS.notification, copies: 1 },
  { title: '限制出境通知', number: NUMBERS.exit, copies: 1 },
]

const received: StoryRow = {
  is: 'document',
  no: 6,
  at: shanghai('2026-02-24 09:05'),
  key: 'service-receipt',
  type: 'service-receipt',
  by: 'qingshiCorrections',
  number: '青矫回字〔2026〕9号',
  to: ['yunxiCourt'],
  references: [
    { relation: 'answers', key: 'execution-notice' },
    { relation: 'answers', key: 'notice-effective' },
    { relation: 'answers', key: 'place-determination' },
    { relation: 'answers', key: 'exit-restriction' },
    { relation: 'answers', key: 'subject-notification' },
    { relation: 'answers', key: 'ruling-parole' },
  ],
  body: {
    sender: '云溪市中级人民法院',
    documents: documents(),
    method: 'electronic',
    receivedOn: '2026-02-13',
    receivedBy: '工作人员甲',
  },
  expected: { state: 'EFFECTIVE_AWAITING_REPORT', flags: ['EXIT_RESTRICTED'] },
}

const forwarded: StoryRow = {
  is: 'document',
  no: 6,
  at: shanghai('2026-02-24 09:10'),
  key: 'forwarding-letter',
  type: 'forwarding-letter',
  by: 'qingshiCorrections',
  number: '青矫转字〔2026〕5号',
  to: ['qingshiProcuratorate', 'qingshiPolice'],
  references: [
    { relation: 'delivers', key: 'ruling-parole' },
    { relation: 'delivers', key: 'parole-certificate' },
    { relation: 'delivers', key: 'subject-notification' },
    { relation: 'delivers', key: 'notice-effective' },
    { relation: 'delivers', key: 'execution-notice' },
    { relation: 'delivers', key: 'place-determination' },
    { relation: 'delivers', key: 'exit-restriction' },
  ],
  body: {
    addressee: '青石县人民检察院、青石县公安局',
    sender: '云溪市中级人民法院',
    receivedOn: '2026-02-13',
    documents: [...documents(), { title: '假释证明书', number: NUMBERS.certificate, copies: 1 }],
    kind: 'parole',
    offence,
    judgment,
    decision,
    ...period,
    executionPlace,
    legalBasis: [
      '《中华人民共和国社区矫正法》第二十条',
      '《关于进一步加强社区矫正工作衔接配合管理的意见》第八条',
    ],
    contact: officer,
  },
  expected: { state: 'EFFECTIVE_AWAITING_REPORT', flags: ['EXIT_RESTRICTED'] },
}

const enrolled: StoryRow = {
  is: 'document',
  no: 7,
  at: shanghai('2026-02-24 09:40'),
  key: 'enrolment-record',
  type: 'enrolment-record',
  by: 'qingshiCorrections',
  number: '青矫接字〔2026〕11号',
  title: '社区矫正对象报到情况通知单',
  to: ['yunxiCourt'],
  copies: ['qingshiProcuratorate', 'qingshiPolice'],
  references: [{ relation: 'based-on', key: 'execution-notice' }],
  body: {
    addressee: '云溪市中级人民法院',
    kind: 'parole',
    reportCode: '01',
    reportedOn: '2026-02-24',
    offence,
    judgment,
    sentence: sentence(),
    decision,
    judgmentEffectiveOn: '2026-02-11',
    ...period,
    sentenceTo: '2027-12-09',
    residence: executionPlace,
    executionPlace,
    ...executor,
    identityVerified: true,
    documentsComplete: true,
    registeredBy: '工作人员甲',
    contact: officer,
  },
  expected: { state: 'UNDER_CORRECTION', flags: ['EXIT_RESTRICTED'] },
}

export const enrolment: readonly StoryRow[] = [received, forwarded, enrolled]
