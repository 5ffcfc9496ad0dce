/** law.md §7(a): suspended sentence → normal release, with leave and one warning. */
import type { LegalDate } from '@xianjie/contracts'
import type { Story, StoryRow } from './story.ts'

const NUMBERS = {
  assessment: '青矫评字〔2026〕31号',
  judgment: '（2026）冀9902刑初31号',
  execution: '（2026）冀9902刑执31号',
  place: '白法矫定字〔2026〕9号',
  leave: '青矫外字〔2026〕18号',
} as const

const offence = '危险驾驶罪'
const judgment = { court: '白杨区人民法院', number: NUMBERS.judgment, madeOn: '2026-03-12' }
const period = { periodFrom: '2026-03-24', periodTo: '2026-08-23' }
const executionPlace = '示例省云溪市青石县'
const leave = { from: '2026-05-15', to: '2026-05-24', destination: '临河区' }
const lost = { since: '2026-05-25T00:00:00+08:00', reason: 3 } as const

const suspended = () => ({
  principal: 'criminal-detention' as const,
  term: { months: 3 },
  additional: ['fine' as const],
  fine: 3_000,
})
const clerk = { name: '书记员丁', phone: '0000-5550133' }
const officer = { name: '工作人员甲', phone: '0000-5550119' }
const counterfoil = { issuedBy: '工作人员甲', approvedBy: '负责人丙' }

const decision: readonly StoryRow[] = [
  {
    is: 'missing',
    no: 1,
    at: '2026-03-02T09:05:00+08:00',
    by: 'baiyangCourt',
    catalogue: 'A1',
    what: '调查评估委托函',
  },
  {
    is: 'missing',
    no: 2,
    at: '2026-03-02T09:40:00+08:00',
    by: 'qingshiCorrections',
    catalogue: 'A2',
    what: '收到委托通知',
  },
  {
    is: 'missing',
    no: 3,
    at: '2026-03-06T09:10:00+08:00',
    by: 'qingshiCorrections',
    catalogue: 'A6',
    what: '调查评估意见书',
  },
  {
    is: 'document',
    no: 4,
    at: '2026-03-12T09:20:00+08:00',
    key: 'judgment',
    type: 'judgment-probation',
    by: 'baiyangCourt',
    number: NUMBERS.judgment,
    to: ['qingshiCorrections'],
    copies: ['qingshiProcuratorate', 'qingshiPolice'],
    references: [{ relation: 'based-on', number: NUMBERS.assessment }],
    body: {
      prosecutor: '白杨区人民检察院',
      indictmentNumber: '白检刑诉〔2026〕17号',
      offence,
      facts:
        '经审理查明，被告人林某甲醉酒后驾驶小型轿车，在白杨区道路上被民警查获。' +
        '被告人自愿认罪认罚，犯罪情节较轻，有悔罪表现，没有再犯罪的危险，宣告缓刑对所居住社区没有重大不良影响。',
      legalBasis: [
        '《中华人民共和国刑法》第一百三十三条之一第一款第二项',
        '《中华人民共和国刑法》第七十二条',
        '《中华人民共和国刑法》第七十三条第一款、第三款',
      ],
      sentence: suspended(),
      term: { months: 5 },
      assessment: { number: NUMBERS.assessment, adopted: true },
      servedOn: '2026-03-12',
      servedOnProsecutor: '2026-03-12',
      appealCourt: '云溪市中级人民法院',
      panel: { presiding: '审判员甲', clerk: '书记员丁' },
    },
    expected: { state: 'DECIDED_NOT_EFFECTIVE' },
  },
  {
    is: 'missing',
    no: 4,
    at: '2026-03-12T09:30:00+08:00',
    by: 'baiyangCourt',
    catalogue: 'B16',
    what: '社区矫正告知书',
  },
]

const handOver: readonly StoryRow[] = [
  {
    is: 'missing',
    no: 5,
    at: '2026-03-25T09:00:00+08:00',
    by: 'baiyangCourt',
    catalogue: 'B13 B16 B17',
    what: '生效通知、告知书、限制出境通知',
  },
  {
    is: 'document',
    no: 5,
    at: '2026-03-25T09:10:00+08:00',
    key: 'execution-notice',
    type: 'execution-notice',
    by: 'baiyangCourt',
    number: NUMBERS.execution,
    to: ['qingshiCorrections'],
    copies: ['qingshiProcuratorate', 'qingshiPolice'],
    references: [{ relation: 'based-on', key: 'judgment' }],
    body: {
      addressee: '青石县社区矫正机构',
      kind: 'probation',
      offence,
      judgment,
      judgmentEffectiveOn: '2026-03-24',
      sentence: suspended(),
      term: { months: 5 },
      ...period,
      legalBasis: [
        '《中华人民共和国刑事诉讼法》第二百六十九条',
        '《最高人民法院关于适用〈中华人民共和国刑事诉讼法〉的解释》第五百一十九条',
      ],
      enclosures: ['刑事判决书一份', '起诉书副本一份', '社区矫正执行地确定书一份'],
      contact: clerk,
    },
    expected: { state: 'EFFECTIVE_AWAITING_REPORT' },
  },
  {
    is: 'document',
    no: 5,
    at: '2026-03-25T09:15:00+08:00',
    key: 'place-determination',
    type: 'place-determination',
    by: 'baiyangCourt',
    number: NUMBERS.place,
    to: ['qingshiCorrections'],
    copies: ['qingshiProcuratorate', 'qingshiPolice'],
    references: [{ relation: 'based-on', key: 'judgment' }],
    body: {
      addressee: '青石县社区矫正机构',
      kind: 'probation',
      offence,
      judgment,
      sentence: suspended(),
      residence: executionPlace,
      executionPlace,
      region: '139921',
      agency: '111399210000000197',
      ground: 'residence',
      facts: '经核实，林某甲在青石县有固定住所和固定生活来源，该县为其居住地。',
      legalBasis: ['《中华人民共和国社区矫正法》第十七条'],
      subjectSignedOn: '2026-03-12',
      contact: clerk,
    },
    expected: { state: 'EFFECTIVE_AWAITING_REPORT' },
  },
  {
    is: 'document',
    no: 6,
    at: '2026-03-26T09:05:00+08:00',
    key: 'service-receipt',
    type: 'service-receipt',
    by: 'qingshiCorrections',
    number: '青矫回字〔2026〕27号',
    to: ['baiyangCourt'],
    references: [
      { relation: 'answers', key: 'execution-notice' },
      { relation: 'answers', key: 'place-determination' },
    ],
    body: {
      sender: '白杨区人民法院',
      documents: [
        { title: '刑事判决书', number: NUMBERS.judgment, copies: 1 },
        { title: '执行通知书', number: NUMBERS.execution, copies: 1 },
        { title: '社区矫正执行地确定书', number: NUMBERS.place, copies: 1 },
      ],
      method: 'electronic',
      receivedOn: '2026-03-25',
      receivedBy: '工作人员甲',
    },
    expected: { state: 'EFFECTIVE_AWAITING_REPORT' },
  },
  {
    is: 'missing',
    no: 6,
    at: '2026-03-26T09:15:00+08:00',
    by: 'qingshiCorrections',
    catalogue: 'B22',
    what: '法律文书转送函',
  },
  {
    is: 'document',
    no: 7,
    at: '2026-03-31T09:30:00+08:00',
    key: 'enrolment-record',
    type: 'enrolment-record',
    by: 'qingshiCorrections',
    number: '青矫接字〔2026〕22号',
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
      sentence: suspended(),
      judgmentEffectiveOn: '2026-03-24',
      ...period,
      residence: executionPlace,
      executionPlace,
      region: '139921',
      agency: '111399210000000197',
      identityVerified: true,
      documentsComplete: true,
      registeredBy: '工作人员甲',
      contact: officer,
    },
    expected: { state: 'UNDER_CORRECTION' },
  },
  {
    is: 'missing',
    no: 8,
    at: '2026-04-02T09:00:00+08:00',
    by: 'qingshiCorrections',
    catalogue: 'B25',
    what: '入矫宣告书',
  },
]

export const caseA = (supervision: readonly StoryRow[]): Story => ({
  letter: 'a',
  title: '缓刑 probation',
  kind: 'probation',
  subject: {
    idType: 'resident-id',
    idNumber: '139921199304151019',
    name: '林某甲',
    sex: 'male',
    birthDate: '1993-04-15' as LegalDate,
    ethnicity: '汉族',
    registeredResidence: executionPlace,
  },
  rows: [...decision, ...handOver, ...supervision],
})
