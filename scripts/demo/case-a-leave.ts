/** law.md §7(a) rows 9–13: leave, absence, search, warning. */
import {
  counterfoil,
  executionPlace,
  judgment,
  NUMBERS,
  offence,
  officer,
  period,
  sentence,
} from './case-a-papers.ts'
import { clockAlone, type StoryRow, shanghai } from './story.ts'

const leave = { from: '2026-05-15', to: '2026-05-24', destination: '临河区' }
const absence = { since: '2026-05-25T00:00:00+08:00', reason: 3 as const }

const granted: StoryRow = {
  is: 'document',
  no: 9,
  at: shanghai('2026-05-13 09:20'),
  key: 'leave-approval',
  type: 'leave-approval',
  by: 'qingshiCorrections',
  number: NUMBERS.leave,
  title: '社区矫正对象外出审批表',
  references: [{ relation: 'based-on', key: 'enrolment-record' }],
  body: {
    outcome: 'granted',
    kind: 'probation',
    ...period,
    appliedOn: '2026-05-11',
    ...leave,
    destinationRegion: '419903',
    purpose: 'family',
    facts:
      '社区矫正对象林某甲因父亲在临河区住院手术需本人陪护，申请外出十日。经核实情况属实，理由正当，准予外出。',
    conditions: ['期满前返回并于返回当日办理销假手续'],
    legalBasis: ['《中华人民共和国社区矫正法实施办法》第二十六条、第二十七条'],
    approvedBy: '负责人丙',
    servedOn: '2026-05-13',
  },
  expected: { state: 'UNDER_CORRECTION', flags: ['EXIT_RESTRICTED'] },
}

/** CC-dest supervises for the leave alone (CCM 28). */
const helpThere: StoryRow = {
  is: 'document',
  no: 9,
  at: shanghai('2026-05-13 09:30'),
  key: 'leave-assist-letter',
  type: 'leave-assist-letter',
  by: 'qingshiCorrections',
  number: '青矫协字〔2026〕7号',
  title: '协助监管函',
  to: ['linheCorrections'],
  references: [{ relation: 'based-on', key: 'leave-approval' }],
  body: {
    addressee: '临河区社区矫正机构',
    kind: 'probation',
    offence,
    ...period,
    direction: 'request',
    approvalNumber: NUMBERS.leave,
    ...leave,
    purpose: 'family',
    requests: ['到达和离开时接受其报告', '以电话通讯、实地查访等方式协助监督管理'],
    facts:
      '社区矫正对象林某甲因父亲住院手术需本人陪护，经批准于2026年5月15日至5月24日前往临河区，商请协助监督管理。',
    legalBasis: ['《中华人民共和国社区矫正法实施办法》第二十八条'],
    contact: officer,
  },
  expected: { state: 'UNDER_CORRECTION', flags: ['EXIT_RESTRICTED'] },
}

const searched: StoryRow = {
  is: 'document',
  no: 10,
  at: shanghai('2026-05-25 09:10'),
  key: 'search-started',
  type: 'search-bulletin',
  by: 'qingshiCorrections',
  number: '青矫查通字〔2026〕5号',
  to: ['qingshiProcuratorate'],
  references: [{ relation: 'based-on', key: 'leave-approval' }],
  body: {
    addressee: '青石县人民检察院',
    kind: 'probation',
    executionPlace,
    offence,
    judgment,
    ...period,
    ...absence,
    result: 'started',
    searchSteps: ['电话、信息化核查联系本人及其家属', '商请临河区社区矫正机构协助核查'],
    facts:
      '社区矫正对象林某甲批准外出期限于2026年5月24日届满，未返回、未办理续假且联系不上，自5月25日起组织查找。',
    contact: officer,
  },
  expected: { state: 'UNDER_CORRECTION', flags: ['EXIT_RESTRICTED'], supervision: 'LOST_CONTACT' },
}

const helpAsked: StoryRow = {
  is: 'document',
  no: 11,
  at: shanghai('2026-05-27 09:15'),
  key: 'assist-search-letter',
  type: 'assist-search-letter',
  by: 'qingshiCorrections',
  number: '青矫助查字〔2026〕3号',
  to: ['qingshiPolice'],
  references: [{ relation: 'based-on', key: 'search-started' }],
  body: {
    addressee: '青石县公安局',
    kind: 'probation',
    executionPlace,
    offence,
    judgment,
    sentence: sentence(),
    ...period,
    ...absence,
    lastPlace: '临河区客运中心',
    facts:
      '社区矫正对象林某甲外出期限届满后未返回，自5月25日起失去联系，经组织查找未能找到，请依法配合协助查找。',
    legalBasis: ['《中华人民共和国社区矫正法》第三十条'],
    contact: officer,
    counterfoil: counterfoil('青石县公安局', '2026-05-27'),
  },
  expected: { state: 'UNDER_CORRECTION', flags: ['EXIT_RESTRICTED'], supervision: 'TUOGUAN' },
}

const found: StoryRow = {
  is: 'document',
  no: 12,
  at: shanghai('2026-06-06 09:05'),
  key: 'search-result',
  type: 'search-bulletin',
  by: 'qingshiCorrections',
  number: '青矫查通字〔2026〕6号',
  to: ['qingshiProcuratorate'],
  references: [{ relation: 'based-on', key: 'assist-search-letter' }],
  body: {
    addressee: '青石县人民检察院',
    kind: 'probation',
    executionPlace,
    offence,
    judgment,
    ...period,
    ...absence,
    result: 'found',
    foundAt: '2026-06-06T08:10:00+08:00',
    foundPlace: '青石县客运站',
    goodReason: false,
    facts:
      '6月6日8时10分在青石县客运站找到社区矫正对象林某甲。经查，其逾期不归无正当理由，脱离监督管理十二日。',
    contact: officer,
  },
  expected: { state: 'UNDER_CORRECTION', flags: ['EXIT_RESTRICTED'] },
}

const returned: StoryRow = {
  is: 'document',
  no: 12,
  at: shanghai('2026-06-06 09:20'),
  key: 'leave-return-record',
  type: 'leave-return-record',
  by: 'qingshiCorrections',
  number: '青矫销字〔2026〕16号',
  references: [{ relation: 'based-on', key: 'leave-approval' }],
  body: {
    kind: 'probation',
    approvalNumber: NUMBERS.leave,
    ...leave,
    returnedAt: '2026-06-06T08:40:00+08:00',
    onTime: false,
    explanation:
      '批准外出期限届满后未返回并失去联系，至6月6日被查找到后由工作人员带回，无正当理由。',
    method: 'in-person',
    registeredBy: '工作人员甲',
  },
  expected: { state: 'UNDER_CORRECTION', flags: ['EXIT_RESTRICTED'] },
}

const warned: StoryRow = {
  is: 'document',
  no: 13,
  at: shanghai('2026-06-08 09:10'),
  key: 'decision-warning',
  type: 'decision-warning',
  by: 'qingshiCorrections',
  number: '青矫警字〔2026〕4号',
  title: '社区矫正警告决定书',
  copies: ['qingshiProcuratorate'],
  references: [
    { relation: 'based-on', key: 'search-result' },
    { relation: 'based-on', key: 'leave-return-record' },
  ],
  body: {
    kind: 'probation',
    offence,
    judgment,
    ...period,
    ground: 'late-or-absent',
    absentDays: 12,
    facts:
      '社区矫正对象林某甲外出期满后未返回并失去联系，至6月6日被查找到，无正当理由脱离监督管理十二日，超过十日。',
    legalBasis: ['《中华人民共和国社区矫正法实施办法》第三十五条第二项'],
    count: 1,
    servedOn: '2026-06-08',
    approvedBy: '负责人丙',
  },
  expected: { state: 'UNDER_CORRECTION', flags: ['EXIT_RESTRICTED'], warnings: 1 },
}

export const leaveAndSearch: readonly StoryRow[] = [
  granted,
  helpThere,
  clockAlone(9, '2026-05-15 00:00', '外出开始 the leave begins', {
    state: 'UNDER_CORRECTION',
    supervision: 'ON_LEAVE',
    flags: ['EXIT_RESTRICTED'],
  }),
  searched,
  clockAlone(11, '2026-05-27 00:01', '失联超过48小时 lost for over 48 h', {
    state: 'UNDER_CORRECTION',
    supervision: 'TUOGUAN',
    flags: ['EXIT_RESTRICTED'],
  }),
  helpAsked,
  found,
  returned,
  warned,
]
