/** law.md §7(a) rows 1–4: assessment, then the judgment, which nobody has stated to be final yet. */
import {
  clerk,
  entrustment,
  executionPlace,
  executor,
  judgment,
  NUMBERS,
  offence,
  officer,
  sentence,
} from './case-a-papers.ts'
import { type StoryRow, shanghai } from './story.ts'

const standing = { standing: 'defendant', kind: 'probation', offence } as const

const entrusted: StoryRow = {
  is: 'document',
  no: 1,
  at: shanghai('2026-03-02 09:05'),
  key: 'assess-entrustment',
  type: 'assess-entrustment',
  by: 'baiyangCourt',
  number: NUMBERS.entrustment,
  to: ['qingshiCorrections'],
  body: {
    addressee: '青石县社区矫正机构',
    ...standing,
    fastTrack: true,
    phone: '0000-5550161',
    residence: executionPlace,
    relatives: [{ name: '林某戊', relation: '父亲', sex: 'male', phone: '0000-5550162' }],
    facts:
      '被告人林某甲涉嫌醉酒驾驶机动车，自愿认罪认罚，适用刑事案件速裁程序审理，拟适用缓刑。经核实，其经常居住地为青石县。',
    enclosures: ['起诉书副本一份', '认罪认罚具结书一份', '居住地核实材料一份'],
    legalBasis: [
      '《中华人民共和国社区矫正法》第十八条',
      '《中华人民共和国社区矫正法实施办法》第十三条、第十四条',
    ],
    remarks: '本案适用刑事案件速裁程序，请自收到本委托函之日起五个工作日内提交调查评估意见书。',
    contact: clerk,
  },
  expected: { state: 'PRE_ASSESSMENT' },
}

const acknowledged: StoryRow = {
  is: 'document',
  no: 2,
  at: shanghai('2026-03-02 09:40'),
  key: 'assess-entrustment-notice',
  type: 'assess-entrustment-notice',
  by: 'qingshiCorrections',
  number: '青矫收委字〔2026〕31号',
  to: ['qingshiProcuratorate'],
  references: [{ relation: 'based-on', key: 'assess-entrustment' }],
  body: {
    addressee: '青石县人民检察院',
    entrustment,
    receivedOn: '2026-03-02',
    ...standing,
    fastTrack: true,
    residence: executionPlace,
    legalBasis: ['《中华人民共和国社区矫正法实施办法》第十三条第二款'],
    contact: officer,
  },
  expected: { state: 'PRE_ASSESSMENT' },
}

const assessed: StoryRow = {
  is: 'document',
  no: 3,
  at: shanghai('2026-03-06 09:10'),
  key: 'assess-opinion',
  type: 'assess-opinion',
  by: 'qingshiCorrections',
  number: NUMBERS.assessment,
  to: ['baiyangCourt'],
  copies: ['qingshiProcuratorate'],
  references: [{ relation: 'answers', key: 'assess-entrustment' }],
  body: {
    addressee: '白杨区人民法院',
    entrustment,
    ...standing,
    investigatedFrom: '2026-03-03',
    investigatedTo: '2026-03-05',
    residence: executionPlace,
    facts:
      '被告人林某甲在青石县有固定住所和固定工作，与父母共同居住，家属愿意协助监督；本人认罪悔罪，无前科，' +
      '所在社区居民委员会同意其在本社区接受矫正。',
    opinion: 'suitable',
    conclusion: '被告人林某甲对所居住社区没有重大不良影响，具备监管条件，适宜适用社区矫正。',
    legalBasis: [
      '《中华人民共和国社区矫正法》第十八条',
      '《中华人民共和国社区矫正法实施办法》第十四条',
    ],
    contact: officer,
  },
  expected: { state: 'PRE_ASSESSMENT', flags: ['ASSESSED'] },
}

/** To the defendant and the prosecuting procuratorate; CC-x gets it with the package of row 5. */
const judged: StoryRow = {
  is: 'document',
  no: 4,
  at: shanghai('2026-03-12 09:20'),
  key: 'judgment',
  type: 'judgment-probation',
  by: 'baiyangCourt',
  number: NUMBERS.judgment,
  title: '刑事判决书',
  to: ['baiyangProcuratorate'],
  references: [{ relation: 'based-on', key: 'assess-opinion' }],
  body: {
    prosecutor: '白杨区人民检察院',
    indictmentNumber: '白检刑诉〔2026〕17号',
    offence,
    facts:
      '经审理查明，被告人林某甲醉酒后驾驶小型轿车，在白杨区道路上被民警查获。被告人自愿认罪认罚，犯罪情节较轻，' +
      '有悔罪表现，没有再犯罪的危险，宣告缓刑对所居住社区没有重大不良影响。',
    legalBasis: [
      '《中华人民共和国刑法》第一百三十三条之一第一款第二项',
      '《中华人民共和国刑法》第七十二条',
      '《中华人民共和国刑法》第七十三条第一款、第三款',
    ],
    sentence: sentence(),
    term: { months: 5 },
    assessment: { number: NUMBERS.assessment, adopted: true },
    servedOn: '2026-03-12',
    servedOnProsecutor: '2026-03-12',
    appealCourt: '云溪市中级人民法院',
    panel: { presiding: '审判员甲', clerk: '书记员丁' },
  },
  expected: { state: 'DECIDED_NOT_EFFECTIVE' },
}

/** Ten days from the 24th, the day on which the judgment takes effect unless somebody appeals. */
const told: StoryRow = {
  is: 'document',
  no: 4,
  at: shanghai('2026-03-12 09:30'),
  key: 'subject-notification',
  type: 'subject-notification',
  by: 'baiyangCourt',
  number: NUMBERS.notification,
  references: [{ relation: 'based-on', key: 'judgment' }],
  body: {
    kind: 'probation',
    offence,
    judgment,
    countedFrom: 'effect',
    reportBy: '2026-04-03',
    executionPlace,
    ...executor,
    bring: ['刑事判决书', '有效身份证明'],
    readAloud: true,
    servedOn: '2026-03-12',
    subjectSignedOn: '2026-03-12',
    legalBasis: [
      '《中华人民共和国社区矫正法》第十九条',
      '《中华人民共和国社区矫正法实施办法》第十五条',
    ],
    contact: clerk,
  },
  expected: { state: 'DECIDED_NOT_EFFECTIVE' },
}

export const assessment: readonly StoryRow[] = [entrusted, acknowledged, assessed, judged, told]
