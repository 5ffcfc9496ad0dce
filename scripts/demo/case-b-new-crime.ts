/** law.md §7(b) rows 12–16: detained, arrested, prosecuted and judged for the new crime. */
import {
  combined,
  decision,
  executionPlace,
  judgment,
  linheOfficer,
  NUMBERS,
  offence,
} from './case-b-papers.ts'
import { type Expected, outside, type StoryRow, shanghai } from './story.ts'

const underArrest: Expected = {
  state: 'UNDER_CORRECTION',
  restriction: 'ARREST',
  proceeding: ['NEW_CRIME_CASE'],
  flags: ['EXIT_RESTRICTED'],
}

const told: StoryRow = {
  is: 'document',
  no: 12,
  at: shanghai('2026-06-30 09:10'),
  key: 'detention-notice',
  type: 'detention-notice',
  by: 'linhePolice',
  number: '临公矫通字〔2026〕6号',
  title: '社区矫正对象被采取强制措施通知书',
  to: ['qingshiCorrections'],
  copies: ['qingshiProcuratorate'],
  references: [{ relation: 'delivers', key: 'criminal-detention' }],
  body: {
    addressee: '青石县社区矫正机构',
    kind: 'parole',
    executionPlace,
    measure: 'CRIM_DETENTION',
    decidedOn: '2026-06-28',
    from: '2026-06-28T08:30:00+08:00',
    newCrime: true,
    suspectedOffence: '盗窃罪',
    facts: '社区矫正对象周某乙因涉嫌于2026年6月11日在临河区犯盗窃罪，于6月28日被刑事拘留。',
    decision: { organ: '临河区公安局', number: NUMBERS.detention, madeOn: '2026-06-28' },
    place: '临河区看守所',
    legalBasis: ['《中华人民共和国社区矫正法实施办法》第四十一条'],
    contact: linheOfficer,
  },
  expected: {
    state: 'UNDER_CORRECTION',
    restriction: 'CRIM_DETENTION',
    proceeding: ['NEW_CRIME_CASE'],
    flags: ['EXIT_RESTRICTED'],
  },
}

/** Approved and carried out on one day; the day on which approval was asked for stands in it (T44). */
const arrested: StoryRow = {
  is: 'document',
  no: 14,
  at: shanghai('2026-07-09 18:00'),
  key: 'arrest-new-crime',
  type: 'arrest-new-crime',
  by: 'linhePolice',
  number: '临公（刑）捕字〔2026〕61号',
  title: '逮捕证',
  references: [{ relation: 'based-on', key: 'criminal-detention' }],
  body: {
    instrument: 'warrant',
    kind: 'parole',
    decidedOn: '2026-07-09',
    newCrime: true,
    suspectedOffence: '盗窃罪',
    requestedOn: '2026-07-03',
    decision: { organ: '临河区人民检察院', number: NUMBERS.approval, madeOn: '2026-07-09' },
    from: '2026-07-09T17:20:00+08:00',
    place: '临河区看守所',
    facts: '犯罪嫌疑人周某乙涉嫌盗窃罪，经临河区人民检察院批准，由临河区公安局执行逮捕。',
    legalBasis: [
      '《中华人民共和国刑事诉讼法》第九十一条',
      '《中华人民共和国刑事诉讼法》第九十三条',
    ],
    approvedBy: '负责人甲',
    contact: linheOfficer,
  },
  expected: underArrest,
}

const arrestTold: StoryRow = {
  is: 'document',
  no: 14,
  at: shanghai('2026-07-10 09:10'),
  key: 'arrest-notice',
  type: 'detention-notice',
  by: 'linhePolice',
  number: '临公矫通字〔2026〕8号',
  title: '社区矫正对象被采取强制措施通知书',
  to: ['qingshiCorrections'],
  copies: ['qingshiProcuratorate'],
  references: [{ relation: 'delivers', key: 'arrest-new-crime' }],
  body: {
    addressee: '青石县社区矫正机构',
    kind: 'parole',
    executionPlace,
    measure: 'ARREST',
    decidedOn: '2026-07-09',
    newCrime: true,
    suspectedOffence: '盗窃罪',
    facts: '社区矫正对象周某乙涉嫌盗窃罪一案，经临河区人民检察院批准，于2026年7月9日执行逮捕。',
    decision: {
      organ: '临河区人民检察院',
      number: NUMBERS.approval,
      madeOn: '2026-07-09',
    },
    place: '临河区看守所',
    legalBasis: ['《中华人民共和国社区矫正法实施办法》第四十一条'],
    contact: linheOfficer,
  },
  expected: underArrest,
}

const prosecuted: StoryRow = {
  is: 'document',
  no: 15,
  at: shanghai('2026-08-20 09:00'),
  key: 'indictment',
  type: 'indictment',
  by: 'linheProcuratorate',
  number: NUMBERS.indictment,
  to: ['linheCourt', 'qingshiCorrections'],
  copies: ['qingshiProcuratorate'],
  references: [{ relation: 'based-on', key: 'arrest-new-crime' }],
  body: {
    addressee: '临河区人民法院',
    kind: 'parole',
    crime: 'new',
    offence: '盗窃罪',
    investigatedBy: '临河区公安局',
    facts:
      '被告人周某乙在假释考验期内，于2026年6月11日在临河区入户窃取他人财物，数额较大，应当以盗窃罪追究其刑事责任。',
    legalBasis: [
      '《中华人民共和国刑法》第二百六十四条',
      '《中华人民共和国刑法》第八十六条第一款',
      '《中华人民共和国刑事诉讼法》第一百七十六条',
    ],
    place: '临河区看守所',
    prosecutor: '检察员乙',
  },
  expected: { ...underArrest, newCrimeStage: 'prosecuted' },
}

/** Not effective until nobody can appeal any more: CC-x gets it with the notice of 10-08. */
const judged: StoryRow = {
  is: 'document',
  no: 16,
  at: shanghai('2026-09-15 10:30'),
  key: 'judgment-new-crime',
  type: 'judgment-new-crime',
  by: 'linheCourt',
  number: NUMBERS.newJudgment,
  title: '刑事判决书',
  to: ['linheProcuratorate', 'linheDetentionHouse'],
  references: [{ relation: 'based-on', key: 'indictment' }],
  body: {
    kind: 'parole',
    prosecutor: '临河区人民检察院',
    indictmentNumber: NUMBERS.indictment,
    crime: 'new',
    offence: '盗窃罪',
    facts:
      '经审理查明，被告人周某乙在假释考验期限内，于2026年6月11日在临河区入户盗窃他人财物，数额较大，' +
      '应当撤销假释，数罪并罚。',
    legalBasis: [
      '《中华人民共和国刑法》第二百六十四条',
      '《中华人民共和国刑法》第七十一条',
      '《中华人民共和国刑法》第八十六条第一款',
    ],
    judgment,
    originalOffence: offence,
    decision,
    remainingTerm: { years: 1, months: 9, days: 27 },
    newSentence: {
      principal: 'fixed-term',
      term: { years: 1, months: 6 },
      additional: ['fine'],
      fine: 8_000,
    },
    sentence: combined(),
    sentenceTo: '2029-03-27',
    operative:
      '撤销对被告人周某乙的假释；被告人周某乙犯盗窃罪，判处有期徒刑一年六个月，并处罚金人民币八千元，' +
      '与前罪没有执行的刑罚并罚，决定执行有期徒刑二年九个月，并处罚金人民币八千元。',
    servedOn: '2026-09-15',
    servedOnProsecutor: '2026-09-15',
    appealCourt: '邻省中级人民法院',
    panel: { presiding: '审判长甲', judges: ['审判员乙', '审判员丙'], clerk: '书记员壬' },
  },
  expected: { ...underArrest, newCrimeStage: 'prosecuted' },
}

export const newCrime: readonly StoryRow[] = [
  told,
  outside(13, '2026-07-03 09:00', 'linhePolice', '提请批准逮捕书'),
  arrested,
  arrestTold,
  prosecuted,
  judged,
]
