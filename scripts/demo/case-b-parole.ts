/** law.md §7(b) rows 1–4: assessment, proposal of the prison, ruling on parole. */
import {
  entrustment,
  executionPlace,
  judgment,
  NUMBERS,
  offence,
  officer,
  period,
  prisonOfficer,
  sentence,
} from './case-b-papers.ts'
import { type StoryRow, shanghai } from './story.ts'

const standing = { standing: 'offender', kind: 'parole', offence } as const

const entrusted: StoryRow = {
  is: 'document',
  no: 1,
  at: shanghai('2025-12-22 09:00'),
  key: 'assess-entrustment',
  type: 'assess-entrustment',
  by: 'yunxiPrison',
  number: NUMBERS.entrustment,
  to: ['qingshiCorrections'],
  body: {
    addressee: '青石县社区矫正机构',
    ...standing,
    fastTrack: false,
    residence: executionPlace,
    relatives: [{ name: '周某己', relation: '母亲', sex: 'female', phone: '0000-5550171' }],
    facts:
      '罪犯周某乙服刑期间认罪悔罪，遵守监规，拟提请假释。其家庭住所在青石县，假释后拟在该县居住。',
    enclosures: ['刑事判决书复印件一份', '罪犯评审鉴定表一份'],
    legalBasis: [
      '《中华人民共和国社区矫正法》第十八条',
      '《中华人民共和国社区矫正法实施办法》第十三条、第十四条',
    ],
    contact: prisonOfficer,
  },
  expected: { state: 'PRE_ASSESSMENT' },
}

const assessed: StoryRow = {
  is: 'document',
  no: 2,
  at: shanghai('2026-01-05 09:00'),
  key: 'assess-opinion',
  type: 'assess-opinion',
  by: 'qingshiCorrections',
  number: NUMBERS.assessment,
  to: ['yunxiPrison'],
  copies: ['qingshiProcuratorate'],
  references: [{ relation: 'answers', key: 'assess-entrustment' }],
  body: {
    addressee: '云溪监狱',
    entrustment,
    ...standing,
    investigatedFrom: '2025-12-24',
    investigatedTo: '2025-12-31',
    residence: executionPlace,
    facts: '罪犯周某乙在青石县有固定住所，母亲愿意接纳并协助监督，所在社区居民委员会无异议。',
    opinion: 'suitable',
    conclusion: '罪犯周某乙假释对所居住社区没有重大不良影响，具备监管条件，适宜适用社区矫正。',
    legalBasis: [
      '《中华人民共和国社区矫正法》第十八条',
      '《中华人民共和国社区矫正法实施办法》第十四条',
    ],
    contact: officer,
  },
  expected: { state: 'PRE_ASSESSMENT', flags: ['ASSESSED'] },
}

const proposed: StoryRow = {
  is: 'document',
  no: 3,
  at: shanghai('2026-01-15 09:00'),
  key: 'proposal-parole',
  type: 'proposal-parole',
  by: 'yunxiPrison',
  number: NUMBERS.proposal,
  to: ['yunxiCourt'],
  copies: ['yunxiProcuratorate'],
  references: [{ relation: 'based-on', key: 'assess-opinion' }],
  body: {
    addressee: '云溪市中级人民法院',
    offence,
    judgment,
    sentence: sentence(),
    sentenceTo: '2027-12-09',
    servedTerm: { years: 3, months: 7 },
    facts:
      '罪犯周某乙在服刑期间认罪悔罪，遵守监规，接受教育改造，已缴纳全部罚金，没有再犯罪的危险；经调查评估，具备监管条件。',
    assessmentOpinion: {
      organ: '青石县社区矫正机构',
      number: NUMBERS.assessment,
      madeOn: '2026-01-05',
    },
    residence: executionPlace,
    legalBasis: [
      '《中华人民共和国刑法》第八十一条',
      '《中华人民共和国刑事诉讼法》第二百七十三条第二款',
    ],
    enclosures: ['终审刑事判决书、执行通知书复印件各一份', '社区矫正调查评估意见书一份'],
    contact: prisonOfficer,
  },
  expected: {
    state: 'PRE_ASSESSMENT',
    proceeding: ['PAROLE_PROPOSED'],
    flags: ['ASSESSED'],
  },
}

/** Made on 02-10, served on 02-11: it takes effect on service and arrives that day. */
const paroled: StoryRow = {
  is: 'document',
  no: 4,
  at: shanghai('2026-02-11 09:30'),
  key: 'ruling-parole',
  type: 'ruling-parole',
  by: 'yunxiCourt',
  number: NUMBERS.parole,
  madeOn: '2026-02-10',
  effectiveOn: '2026-02-11',
  to: ['yunxiPrison', 'yunxiProcuratorate'],
  references: [{ relation: 'answers', key: 'proposal-parole' }],
  body: {
    outcome: 'granted',
    offence,
    judgment,
    sentence: sentence(),
    applicant: '云溪监狱',
    proposalNumber: NUMBERS.proposal,
    servedTerm: { years: 3, months: 8 },
    facts: '罪犯在服刑期间认罪悔罪，遵守监规，接受教育改造，没有再犯罪的危险，具备监管条件。',
    legalBasis: ['《中华人民共和国刑法》第八十一条', '《中华人民共和国刑事诉讼法》第二百七十三条'],
    ...period,
    servedOn: '2026-02-11',
    panel: { presiding: '审判长甲', judges: ['审判员乙', '审判员丙'], clerk: '书记员丁' },
  },
  expected: { state: 'EFFECTIVE_AWAITING_REPORT', since: '2026-02-11' },
}

export const parole: readonly StoryRow[] = [entrusted, assessed, proposed, paroled]
