/** law.md §7(b) rows 17–19: the judgment is effective, the parole revoked, the new sentence served. */
import {
  combined,
  counterfoil,
  decision,
  executionPlace,
  judgment,
  linheClerk,
  NUMBERS,
  newDecision,
  offence,
  officer,
  period,
  sentence,
} from './case-b-papers.ts'
import { type StoryRow, shanghai } from './story.ts'

/** The arrest holds until custody begins, the exit restriction until somebody lifts it. */
const revoked = {
  flags: ['EXIT_RESTRICTED'],
  ended: ['2026-09-29', 'parole-revoked'],
  newCrimeStage: 'judged',
} as const
const underArrest = { ...revoked, restriction: 'ARREST' } as const

const judgmentTold: StoryRow = {
  is: 'document',
  no: 17,
  at: shanghai('2026-10-08 09:00'),
  key: 'notice-new-judgment',
  type: 'notice-new-judgment',
  by: 'linheCourt',
  number: '临法刑通字〔2026〕33号',
  title: '判决结果通知书',
  to: ['yunxiCourt', 'qingshiCorrections', 'yunxiPrison'],
  references: [
    { relation: 'based-on', key: 'judgment-new-crime' },
    { relation: 'delivers', key: 'judgment-new-crime' },
  ],
  body: {
    addressee: '云溪市中级人民法院、青石县社区矫正机构、云溪监狱',
    kind: 'parole',
    crime: 'new',
    offence: '盗窃罪',
    newJudgment: { court: '临河区人民法院', number: NUMBERS.newJudgment, madeOn: '2026-09-15' },
    judgmentEffectiveOn: '2026-09-29',
    judgment,
    decision,
    sentence: combined(),
    sentenceTo: '2029-03-27',
    facts: `被告人周某乙在假释考验期限内犯盗窃罪，本院以${NUMBERS.newJudgment}刑事判决撤销其假释，判决已于2026年9月29日发生法律效力。`,
    enclosures: ['刑事判决书一份'],
    legalBasis: ['《关于进一步加强社区矫正工作衔接配合管理的意见》第十九条'],
    contact: linheClerk,
  },
  expected: { ...underArrest, state: 'TERMINATED', since: '2026-09-29' },
}

const terminated: StoryRow = {
  is: 'document',
  no: 18,
  at: shanghai('2026-10-09 09:20'),
  key: 'termination-notice',
  type: 'termination-notice',
  by: 'qingshiCorrections',
  number: '青矫终字〔2026〕6号',
  to: ['yunxiCourt'],
  copies: ['qingshiProcuratorate', 'qingshiPolice'],
  references: [
    { relation: 'based-on', key: 'judgment-new-crime' },
    { relation: 'based-on', key: 'notice-new-judgment' },
  ],
  body: {
    addressee: '云溪市中级人民法院',
    kind: 'parole',
    executionPlace,
    offence,
    judgment,
    sentence: sentence(),
    decision,
    ...period,
    terminationReason: 'parole-revoked',
    endedOn: '2026-09-29',
    endedBy: newDecision,
    facts: `社区矫正对象周某乙在假释考验期限内犯新罪，临河区人民法院以${NUMBERS.newJudgment}刑事判决撤销其假释，判决于2026年9月29日生效，社区矫正终止。`,
    legalBasis: ['《中华人民共和国社区矫正法》第四十五条'],
    contact: officer,
    counterfoil: counterfoil('云溪市中级人民法院', '2026-10-09'),
  },
  expected: { ...underArrest, state: 'TERMINATED' },
}

const execution: StoryRow = {
  is: 'document',
  no: 18,
  at: shanghai('2026-10-09 09:30'),
  key: 'execution-notice-revocation',
  type: 'execution-notice-revocation',
  by: 'linheCourt',
  number: '（2026）豫9903刑执208号',
  title: '执行通知书',
  to: ['linheDetentionHouse'],
  copies: ['qingshiProcuratorate'],
  references: [{ relation: 'based-on', key: 'judgment-new-crime' }],
  body: {
    addressee: '临河区看守所',
    kind: 'parole',
    offence: '盗窃罪',
    judgment,
    decision: newDecision,
    judgmentEffectiveOn: '2026-09-29',
    sentence: combined(),
    sentenceTo: '2029-03-27',
    enclosures: ['刑事判决书一份', '原刑事判决书一份', '原假释裁定书一份', '结案登记表一份'],
    legalBasis: [
      '《关于进一步加强社区矫正工作衔接配合管理的意见》第十八条',
      '《最高人民法院关于适用〈中华人民共和国刑事诉讼法〉的解释》第五百一十一条',
    ],
    contact: linheClerk,
  },
  expected: { ...underArrest, state: 'AWAIT_CUSTODY' },
}

/** The normal way of somebody judged elsewhere: a prison there, which tells the old one (law.md §7(b)). */
const inCustody: StoryRow = {
  is: 'document',
  no: 19,
  at: shanghai('2026-10-30 09:45'),
  key: 'custody-receipt',
  type: 'custody-receipt',
  by: 'linhePrison',
  number: '临监收字〔2026〕118号',
  title: '收监执行通知书',
  to: ['linheCourt', 'yunxiCourt', 'qingshiProcuratorate'],
  copies: ['qingshiCorrections', 'yunxiPrison'],
  references: [{ relation: 'based-on', key: 'execution-notice-revocation' }],
  body: {
    kind: 'parole',
    offence,
    judgment,
    decision: newDecision,
    sentence: combined(),
    takenOn: '2026-10-30T09:15:00+08:00',
    prison: '临河监狱',
    deliveredBy: '临河区公安局',
    sentenceTo: '2029-03-27',
    legalBasis: ['《中华人民共和国刑事诉讼法》第二百六十四条'],
    contact: { name: '民警丁', phone: '0000-5550186' },
  },
  expected: {
    ...revoked,
    state: 'IN_CUSTODY_SERVING',
    since: '2026-10-30',
  },
}

export const custody: readonly StoryRow[] = [judgmentTold, terminated, execution, inCustody]
