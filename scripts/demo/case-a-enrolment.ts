/** law.md §7(a) rows 6–8: receipt, forwarding, enrolment, announcement. */
import {
  executionPlace,
  executor,
  judgment,
  NUMBERS,
  offence,
  officer,
  period,
  sentence,
} from './case-a-papers.ts'
import { type StoryRow, shanghai } from './story.ts'

const documents = () => [
  { title: '刑事判决书', number: NUMBERS.judgment, copies: 1 },
  { title: '判决生效并适用社区矫正的通知', number: NUMBERS.effective, copies: 1 },
  { title: '执行通知书', number: NUMBERS.execution, copies: 1 },
  { title: '社区矫正执行地确定书', number: NUMBERS.place, copies: 1 },
  { title: '社区矫正告知书', number: NUMBERS.notification, copies: 1 },
  { title: '限制出境通知', number: NUMBERS.exit, copies: 1 },
]

const received: StoryRow = {
  is: 'document',
  no: 6,
  at: shanghai('2026-03-26 09:05'),
  key: 'service-receipt',
  type: 'service-receipt',
  by: 'qingshiCorrections',
  number: '青矫回字〔2026〕27号',
  to: ['baiyangCourt'],
  references: [
    { relation: 'answers', key: 'execution-notice' },
    { relation: 'answers', key: 'notice-effective' },
    { relation: 'answers', key: 'place-determination' },
    { relation: 'answers', key: 'exit-restriction' },
    { relation: 'answers', key: 'judgment' },
    { relation: 'answers', key: 'subject-notification' },
  ],
  body: {
    sender: '白杨区人民法院',
    documents: documents(),
    method: 'electronic',
    receivedOn: '2026-03-25',
    receivedBy: '工作人员甲',
  },
  expected: { state: 'EFFECTIVE_AWAITING_REPORT', flags: ['EXIT_RESTRICTED'] },
}

/** The court sits elsewhere, so that CC-x passes the papers on to its own county (CCL 20). */
const forwarded: StoryRow = {
  is: 'document',
  no: 6,
  at: shanghai('2026-03-26 09:15'),
  key: 'forwarding-letter',
  type: 'forwarding-letter',
  by: 'qingshiCorrections',
  number: '青矫转字〔2026〕9号',
  to: ['qingshiProcuratorate', 'qingshiPolice'],
  references: [
    { relation: 'delivers', key: 'judgment' },
    { relation: 'delivers', key: 'notice-effective' },
    { relation: 'delivers', key: 'execution-notice' },
    { relation: 'delivers', key: 'place-determination' },
    { relation: 'delivers', key: 'subject-notification' },
    { relation: 'delivers', key: 'exit-restriction' },
  ],
  body: {
    addressee: '青石县人民检察院、青石县公安局',
    sender: '白杨区人民法院',
    receivedOn: '2026-03-25',
    documents: documents(),
    kind: 'probation',
    offence,
    judgment,
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
  at: shanghai('2026-03-31 09:30'),
  key: 'enrolment-record',
  type: 'enrolment-record',
  by: 'qingshiCorrections',
  number: NUMBERS.enrolment,
  title: '社区矫正对象报到情况通知单',
  to: ['baiyangCourt'],
  copies: ['qingshiProcuratorate', 'qingshiPolice'],
  references: [{ relation: 'based-on', key: 'execution-notice' }],
  body: {
    addressee: '白杨区人民法院',
    kind: 'probation',
    reportCode: '01',
    reportedOn: '2026-03-31',
    offence,
    judgment,
    sentence: sentence(),
    judgmentEffectiveOn: '2026-03-24',
    ...period,
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

const announced: StoryRow = {
  is: 'document',
  no: 8,
  at: shanghai('2026-04-02 09:00'),
  key: 'enrolment-announcement',
  type: 'enrolment-announcement',
  by: 'qingshiCorrections',
  number: '青矫宣字〔2026〕22号',
  title: '入矫宣告书',
  references: [{ relation: 'based-on', key: 'enrolment-record' }],
  body: {
    kind: 'probation',
    offence,
    judgment,
    judgmentEffectiveOn: '2026-03-24',
    ...period,
    announcedOn: '2026-04-02',
    place: '青石县社区矫正中心',
    host: '工作人员甲',
    openly: true,
    rules:
      '遵守法律、行政法规，履行法律文书确定的义务；遵守关于报告、会客、外出、迁居等监督管理规定，服从社区矫正机构的管理。',
    rights:
      '人身权利、合法财产和辩护、申诉、控告、检举以及其他未被依法剥夺或者限制的权利不受侵犯。',
    team: [
      { name: '工作人员甲', post: '青石县社区矫正机构工作人员', signedOn: '2026-04-02' },
      { name: '林某戊', post: '社区矫正对象父亲', duty: '协助监督', signedOn: '2026-04-02' },
    ],
    plan: {
      assessment: '初犯，再犯罪风险较低。',
      category: '普通管理',
      measures: '定期报告、实地查访；参加道路交通安全法治教育和公益活动；协调就业指导。',
      madeOn: '2026-04-02',
    },
    subjectSignedOn: '2026-04-02',
    legalBasis: ['《中华人民共和国社区矫正法实施办法》第十九条、第二十条、第二十二条'],
  },
  expected: { state: 'UNDER_CORRECTION', flags: ['EXIT_RESTRICTED'] },
}

export const enrolment: readonly StoryRow[] = [received, forwarded, enrolled, announced]
