/** law.md §7(b) rows 8–11: out of contact, searched for, wanted, captured. */
import {
  counterfoil,
  decision,
  executionPlace,
  judgment,
  linheOfficer,
  NUMBERS,
  offence,
  officer,
  period,
  sentence,
} from './case-b-papers.ts'
import { clockAlone, type StoryRow, shanghai } from './story.ts'

const absence = { since: '2026-06-08T20:00:00+08:00', reason: 1 as const }
const WANTED = 'T4199030000202606001'

const searched: StoryRow = {
  is: 'document',
  no: 8,
  at: shanghai('2026-06-09 09:20'),
  key: 'search-started',
  type: 'search-bulletin',
  by: 'qingshiCorrections',
  number: '青矫查通字〔2026〕7号',
  to: ['qingshiProcuratorate'],
  references: [{ relation: 'based-on', key: 'enrolment-record' }],
  body: {
    addressee: '青石县人民检察院',
    kind: 'parole',
    executionPlace,
    offence,
    judgment,
    decision,
    ...period,
    ...absence,
    result: 'started',
    searchSteps: ['电话、信息化核查联系本人及其家属', '走访居住地、亲属及村（居）民委员会'],
    facts: '社区矫正对象周某乙最后一次取得联系为2026年6月8日20时，此后联系不上，6月9日起组织查找。',
    contact: officer,
  },
  expected: { state: 'UNDER_CORRECTION', supervision: 'LOST_CONTACT', flags: ['EXIT_RESTRICTED'] },
}

const helpAsked: StoryRow = {
  is: 'document',
  no: 9,
  at: shanghai('2026-06-11 09:10'),
  key: 'assist-search-letter',
  type: 'assist-search-letter',
  by: 'qingshiCorrections',
  number: '青矫助查字〔2026〕4号',
  to: ['qingshiPolice'],
  references: [{ relation: 'based-on', key: 'search-started' }],
  body: {
    addressee: '青石县公安局',
    kind: 'parole',
    executionPlace,
    offence,
    judgment,
    sentence: sentence(),
    decision,
    ...period,
    ...absence,
    facts:
      '社区矫正对象周某乙自2026年6月8日20时起失去联系，经组织查找未能找到，请依法配合协助查找。',
    legalBasis: ['《中华人民共和国社区矫正法》第三十条'],
    contact: officer,
    counterfoil: counterfoil('青石县公安局', '2026-06-11'),
  },
  expected: { state: 'UNDER_CORRECTION', supervision: 'TUOGUAN', flags: ['EXIT_RESTRICTED'] },
}

/** Made on 06-20; the enquiry between the provinces (情况协查) brings it to PS-x and CC-x on 06-22. */
const wanted: StoryRow = {
  is: 'document',
  no: 10,
  at: shanghai('2026-06-22 09:00'),
  key: 'wanted-notice',
  type: 'wanted-notice',
  by: 'linhePolice',
  number: '临公（刑）追登字〔2026〕31号',
  title: '网上追逃登记',
  madeOn: '2026-06-20',
  to: ['qingshiPolice'],
  copies: ['qingshiCorrections'],
  body: {
    kind: 'parole',
    pursuit: 'online',
    wantedNumber: WANTED,
    decision: {
      organ: '临河区公安局',
      number: '临公（刑）立字〔2026〕213号',
      madeOn: '2026-06-12',
    },
    newCrime: true,
    offence,
    suspectedOffence: '盗窃罪',
    facts:
      '2026年6月11日，临河区发生一起入户盗窃案。经侦查，假释人员周某乙有重大作案嫌疑，现在逃，予以网上追逃。',
    legalBasis: ['《公安机关办理刑事案件程序规定》第二百七十四条'],
    contact: linheOfficer,
  },
  expected: {
    state: 'UNDER_CORRECTION',
    supervision: 'TUOGUAN',
    proceeding: ['NEW_CRIME_CASE'],
    flags: ['EXIT_RESTRICTED', 'PURSUED'],
  },
}

const captured: StoryRow = {
  is: 'document',
  no: 11,
  at: shanghai('2026-06-28 09:30'),
  key: 'capture-notice',
  type: 'capture-notice',
  by: 'linhePolice',
  number: '临公抓通字〔2026〕15号',
  title: '抓获通知',
  to: ['qingshiPolice', 'yunxiCourt', 'yunxiPrison'],
  copies: ['qingshiCorrections'],
  references: [
    { relation: 'based-on', key: 'wanted-notice' },
    { relation: 'answers', key: 'assist-search-letter' },
  ],
  body: {
    kind: 'parole',
    offence,
    decision,
    capturedOn: '2026-06-28T08:05:00+08:00',
    place: '临河区火车站候车室',
    facts: '2026年6月28日8时5分，我局民警在临河区火车站候车室抓获涉嫌盗窃的网上追逃人员周某乙。',
    custodyPlace: '临河区看守所',
    wantedNumber: WANTED,
    wantedRevoked: true,
    newCrime: true,
    contact: linheOfficer,
  },
  expected: {
    state: 'UNDER_CORRECTION',
    proceeding: ['NEW_CRIME_CASE'],
    flags: ['EXIT_RESTRICTED'],
  },
}

/** To the suspect and the family; CC-x and PR-x get it with the notice of 06-30. */
const detained: StoryRow = {
  is: 'document',
  no: 11,
  at: shanghai('2026-06-28 09:40'),
  key: 'criminal-detention',
  type: 'criminal-detention',
  by: 'linhePolice',
  number: NUMBERS.detention,
  title: '拘留证',
  to: ['qingshiPolice'],
  references: [{ relation: 'based-on', key: 'capture-notice' }],
  body: {
    kind: 'parole',
    decidedOn: '2026-06-28',
    decidedAt: '2026-06-28T08:30:00+08:00',
    newCrime: true,
    suspectedOffence: '盗窃罪',
    from: '2026-06-28T08:30:00+08:00',
    place: '临河区看守所',
    facts: '犯罪嫌疑人周某乙因涉嫌于2026年6月11日在临河区犯盗窃罪，被抓获后予以刑事拘留。',
    legalBasis: [
      '《中华人民共和国刑事诉讼法》第八十二条',
      '《中华人民共和国刑事诉讼法》第八十五条',
    ],
    approvedBy: '负责人甲',
    contact: linheOfficer,
  },
  expected: {
    state: 'UNDER_CORRECTION',
    restriction: 'CRIM_DETENTION',
    proceeding: ['NEW_CRIME_CASE'],
    flags: ['EXIT_RESTRICTED'],
  },
}

export const pursuit: readonly StoryRow[] = [
  searched,
  clockAlone(9, '2026-06-10 20:01', '失联超过48小时 lost for over 48 h', {
    state: 'UNDER_CORRECTION',
    supervision: 'TUOGUAN',
    flags: ['EXIT_RESTRICTED'],
  }),
  helpAsked,
  wanted,
  captured,
  detained,
]
