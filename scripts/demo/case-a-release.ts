/** law.md §7(a) rows 14–17: electronic monitoring, appraisal, end of the period, release. */
import {
  counterfoil,
  decision,
  executionPlace,
  judgment,
  NUMBERS,
  offence,
  officer,
  period,
  sentence,
} from './case-a-papers.ts'
import { clockAlone, type StoryRow, shanghai } from './story.ts'

/** Three months are the most that one decision may last; the end of the correction comes first. */
const monitored: StoryRow = {
  is: 'document',
  no: 14,
  at: shanghai('2026-06-09 09:00'),
  key: 'emonitor-decision',
  type: 'emonitor-decision',
  by: 'qingshiCorrections',
  number: '青矫电字〔2026〕1号',
  title: '使用电子定位装置决定书',
  copies: ['qingshiProcuratorate'],
  references: [{ relation: 'based-on', key: 'decision-warning' }],
  body: {
    action: 'impose',
    kind: 'probation',
    offence,
    judgment,
    ...period,
    from: '2026-06-09',
    to: '2026-09-08',
    grounds: ['left-without-approval'],
    facts:
      '社区矫正对象林某甲无正当理由逾期不归，脱离监督管理十二日。经青石县司法局负责人批准，对其使用电子定位装置，' +
      '期限三个月；社区矫正期满的，随之终止。',
    legalBasis: [
      '《中华人民共和国社区矫正法》第二十九条',
      '《中华人民共和国社区矫正法实施办法》第三十七条',
    ],
    requirements: ['不得拆除、损毁或者屏蔽装置', '保持装置电量充足'],
    approvedBy: '司法局负责人甲',
    servedOn: '2026-06-09',
  },
  expected: {
    state: 'UNDER_CORRECTION',
    flags: ['EXIT_RESTRICTED', 'EMONITOR'],
    warnings: 1,
  },
}

const appraised: StoryRow = {
  is: 'document',
  no: 15,
  at: shanghai('2026-07-24 09:00'),
  key: 'final-appraisal',
  type: 'final-appraisal',
  by: 'qingshiCorrections',
  number: '青矫鉴字〔2026〕17号',
  title: '社区矫正期满鉴定表',
  to: ['qingshiJusticeBureau'],
  references: [{ relation: 'based-on', key: 'enrolment-record' }],
  body: {
    addressee: '青石县司法局',
    kind: 'probation',
    executionPlace,
    offence,
    judgment,
    sentence: sentence(),
    ...period,
    summary: '我认识到醉酒驾驶的危害。5月外出后没有按期返回，受到警告，我已深刻反省。',
    summaryOn: '2026-07-22',
    commendations: 0,
    reprimands: 0,
    warnings: 1,
    appraisal:
      '该对象能够认罪悔罪，因外出逾期不归被警告一次，此后遵守监督管理规定，拟于期满后依法解除。',
    resettlementAdvice: '建议由居住地继续做好就业帮扶。',
    contact: officer,
  },
  expected: {
    state: 'UNDER_CORRECTION',
    proceeding: ['EXPIRY_REVIEW'],
    flags: ['EXIT_RESTRICTED', 'EMONITOR'],
    warnings: 1,
  },
}

const expiry = () => ({
  kind: 'probation' as const,
  executionPlace,
  offence,
  judgment,
  sentence: sentence(),
  decision,
  ...period,
  releaseReason: 'expiry' as const,
})

const released = {
  state: 'RELEASED',
  since: '2026-08-24',
  ended: ['2026-08-24', 'expiry'],
  warnings: 1,
} as const

const certified: StoryRow = {
  is: 'document',
  no: 17,
  at: shanghai('2026-08-24 09:00'),
  key: 'release-certificate',
  type: 'release-certificate',
  by: 'qingshiCorrections',
  number: NUMBERS.certificate,
  references: [{ relation: 'based-on', key: 'execution-notice' }],
  body: {
    ...expiry(),
    servedOn: '2026-08-24',
    certificateDeferred: false,
    legalBasis: [
      '《中华人民共和国社区矫正法》第四十四条',
      '《中华人民共和国社区矫正法实施办法》第五十三条',
    ],
  },
  expected: released,
}

const told: StoryRow = {
  is: 'document',
  no: 17,
  at: shanghai('2026-08-24 09:05'),
  key: 'release-notice-cc',
  type: 'release-notice-cc',
  by: 'qingshiCorrections',
  number: '青矫解字〔2026〕19号',
  to: ['baiyangCourt'],
  copies: ['qingshiProcuratorate', 'qingshiPolice'],
  references: [{ relation: 'based-on', key: 'execution-notice' }],
  body: {
    ...expiry(),
    addressee: '白杨区人民法院',
    certificateNumber: NUMBERS.certificate,
    facts: '2026年8月23日矫正期满，依法解除社区矫正。',
    legalBasis: ['《中华人民共和国社区矫正法》第四十四条'],
    contact: officer,
    counterfoil: counterfoil('白杨区人民法院', '2026-08-24'),
  },
  expected: released,
}

export const release: readonly StoryRow[] = [
  monitored,
  appraised,
  clockAlone(16, '2026-08-24 00:00', '08-23 24:00 期满 the period is over', {
    state: 'EXPIRED_PENDING_CLOSE',
    flags: ['EXIT_RESTRICTED'],
    warnings: 1,
  }),
  certified,
  told,
]
