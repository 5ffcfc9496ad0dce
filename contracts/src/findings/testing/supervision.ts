/** Leave, search, sanctions, monitoring, death. */
import type { AgencyKind, AgencyLevel } from '../../competence/agency.ts'
import type { Fact } from '../../subject/fact.ts'
import { fact } from '../../subject/testing.ts'
import { lost, onParole, onProbation, outside } from '../../subject/testing-courses.ts'
import type { FindingCase } from './cases.ts'
import { issuedBy, paper } from './cases.ts'

/** A leave granted the day before it begins, by the county unless said otherwise. */
const leave = (
  from: string,
  to: string,
  kind: AgencyKind = 'corrections',
  level: AgencyLevel = 'county',
): Fact =>
  issuedBy(
    fact('leave-approval', {
      id: `${from}${to}`.replaceAll('-', '').slice(4),
      madeOn: from,
      body: { from, to, outcome: 'granted' },
    }),
    kind,
    level,
  )
const back = (returnedAt: string) => paper('leave-return-record', '2026-05-20', { returnedAt })
const office = (to: string) => leave('2026-05-06', to, 'judicial-office', 'township')
const letter = paper('assist-search-letter', '2026-05-03', { since: '2026-05-01', reason: 1 })
const gone = (foundAt: string, goodReason = false): Fact => ({
  ...paper('search-bulletin', '2026-05-02', {
    since: '2026-05-01',
    reason: 1,
    result: 'found',
    goodReason,
    foundAt,
  }),
  madeOn: foundAt.slice(0, 10) as Fact['madeOn'],
})
const warned = (on: string) => paper('decision-warning', on)
const reprimanded = (on: string) => paper('decision-reprimand', on)
const monitored = (madeOn: string, body: Fact['body']) => paper('emonitor-decision', madeOn, body)
const first = monitored('2026-04-01', { action: 'impose', from: '2026-04-01', to: '2026-06-30' })
const again = (from: string) => monitored('2026-06-29', { action: 'extend', from })
const permit = (to: string) =>
  paper('recurring-travel-approval', '2026-04-01', { from: '2026-04-01', to })
const commended = (on: string, outstandingDeed = false) =>
  paper('decision-commendation', on, { outstandingDeed })
const held = paper('detention-notice', '2026-05-02', {
  measure: 'CRIM_DETENTION',
  decidedOn: '2026-05-01',
  newCrime: true,
})
const freed = paper('release-or-change', '2026-05-05', { endedOn: '2026-05-05' })
const died = paper('death-notice', '2026-05-10', { diedOn: '2026-05-08' })
const moved = paper('place-change-decision', '2026-04-20')
const threeLeaves = [leave('2026-05-01', '2026-05-20'), leave('2026-06-01', '2026-06-10')]

export const SUPERVISION_CASES: readonly FindingCase[] = [
  [
    'leave-not-closed',
    'the leave is over',
    [...onProbation, leave('2026-05-06', '2026-05-08')],
    '2026-05-09T00:00:00+08:00',
    'holds',
  ],
  [
    'leave-not-closed',
    'its last day',
    [...onProbation, leave('2026-05-06', '2026-05-08')],
    '2026-05-08',
    'silent',
  ],
  [
    'leave-not-closed',
    'until the return',
    [...onProbation, leave('2026-05-06', '2026-05-08'), back('2026-05-20')],
    '2026-05-19',
    'holds',
  ],
  [
    'leave-not-closed',
    'after the return',
    [...onProbation, leave('2026-05-06', '2026-05-08'), back('2026-05-20')],
    '2026-05-20',
    'silent',
  ],
  [
    'leave-over-competence',
    'seven days by the judicial office',
    [...onProbation, office('2026-05-12')],
    '2026-05-07',
    'silent',
  ],
  [
    'leave-over-competence',
    'eight days by the judicial office',
    [...onProbation, office('2026-05-13')],
    '2026-05-07',
    'holds',
  ],
  [
    'leave-over-competence',
    'thirty days by the county',
    [...onProbation, leave('2026-05-01', '2026-05-30')],
    '2026-05-07',
    'silent',
  ],
  [
    'leave-over-competence',
    'thirty-one days by the county',
    [...onProbation, leave('2026-05-01', '2026-05-31')],
    '2026-05-07',
    'holds',
  ],
  [
    'leave-over-competence',
    'thirty-one days by the city',
    [...onProbation, leave('2026-05-01', '2026-05-31', 'corrections', 'municipal')],
    '2026-05-07',
    'silent',
  ],
  [
    'leave-over-competence',
    'refused',
    [
      ...onProbation,
      {
        ...office('2026-05-13'),
        body: { from: '2026-05-06', to: '2026-05-13', outcome: 'refused' },
      },
    ],
    '2026-05-07',
    'silent',
  ],
  [
    'leaves-over-thirty-days',
    'thirty days in two months',
    [...onProbation, ...threeLeaves],
    '2026-06-20',
    'silent',
  ],
  [
    'leaves-over-thirty-days',
    'thirty-one days in two months',
    [...onProbation, ...threeLeaves, leave('2026-06-20', '2026-06-20')],
    '2026-06-20',
    'holds',
  ],
  [
    'leaves-over-thirty-days',
    'the first leaves lie further back',
    [...onProbation, ...threeLeaves, leave('2026-08-10', '2026-08-20')],
    '2026-08-20',
    'silent',
  ],
  [
    'leave-overlapping',
    'one day twice',
    [...onProbation, leave('2026-05-06', '2026-05-08'), leave('2026-05-08', '2026-05-10')],
    '2026-05-09',
    'holds',
  ],
  [
    'leave-overlapping',
    'one after the other',
    [...onProbation, leave('2026-05-06', '2026-05-08'), leave('2026-05-09', '2026-05-10')],
    '2026-05-09',
    'silent',
  ],
  [
    'leave-while-held',
    'granted to a detained person',
    [...onProbation, held, leave('2026-05-06', '2026-05-08')],
    '2026-05-07',
    'holds',
  ],
  [
    'leave-while-held',
    'granted after the release',
    [...onProbation, held, freed, leave('2026-05-06', '2026-05-08')],
    '2026-05-07',
    'silent',
  ],
  [
    'travel-permit-too-long',
    'a day over six months',
    [...onProbation, permit('2026-10-01')],
    '2026-05-01',
    'holds',
  ],
  [
    'travel-permit-too-long',
    'six months',
    [...onProbation, permit('2026-09-30')],
    '2026-05-01',
    'silent',
  ],
  [
    'commendation-too-early',
    'a day before six months',
    [...onProbation, commended('2026-09-19')],
    '2026-10-01',
    'holds',
  ],
  [
    'commendation-too-early',
    'six months',
    [...onProbation, commended('2026-09-20')],
    '2026-10-01',
    'silent',
  ],
  [
    'commendation-too-early',
    'an outstanding deed',
    [...onProbation, commended('2026-05-01', true)],
    '2026-10-01',
    'silent',
  ],
  [
    'penalty-proposal-for-parolee',
    'a parolee (§9-6)',
    [...onParole, paper('proposal-ps-penalty', '2026-05-01')],
    '2026-05-02',
    'holds',
  ],
  [
    'penalty-proposal-for-parolee',
    'a probationer',
    [...onProbation, paper('proposal-ps-penalty', '2026-05-01')],
    '2026-05-02',
    'silent',
  ],
  ['monitoring-without-ground', 'nothing happened', [...onProbation, first], '2026-05-02', 'holds'],
  [
    'monitoring-without-ground',
    'out of contact and warned',
    [...onProbation, gone('2026-05-10'), warned('2026-05-11'), monitored('2026-05-12', {})],
    '2026-05-13',
    'silent',
  ],
  [
    'monitoring-without-ground',
    'a revocation is proposed',
    [...onProbation, paper('proposal-revoke-probation', '2026-05-01'), monitored('2026-05-12', {})],
    '2026-05-13',
    'silent',
  ],
  [
    'monitoring-without-ground',
    'a ground that came later is none',
    [...onProbation, first, paper('proposal-revoke-probation', '2026-05-01')],
    '2026-05-13',
    'holds',
  ],
  [
    'monitoring-gap',
    'two days after the end',
    [...onProbation, first, again('2026-07-02')],
    '2026-07-03',
    'holds',
  ],
  [
    'monitoring-gap',
    'the day after the last',
    [...onProbation, first, again('2026-07-01')],
    '2026-07-03',
    'silent',
  ],
  [
    'monitoring-too-long',
    'a day over three months',
    [...onProbation, monitored('2026-04-01', { from: '2026-04-01', to: '2026-07-01' })],
    '2026-05-01',
    'holds',
  ],
  ['monitoring-too-long', 'three months', [...onProbation, first], '2026-05-01', 'silent'],
  ['place-change-not-consulted', 'C9 without C7', [...onProbation, moved], '2026-04-21', 'holds'],
  [
    'place-change-not-consulted',
    'C9 after C7',
    [...onProbation, paper('place-change-consult', '2026-04-10'), moved],
    '2026-04-21',
    'silent',
  ],
  [
    'place-change-not-consulted',
    'a refusal',
    [...onProbation, { ...moved, body: { outcome: 'refused' } }],
    '2026-04-21',
    'silent',
  ],
  ['search-bulletin-missing', 'C22 without C21', [...onProbation, letter], '2026-05-04', 'holds'],
  [
    'search-bulletin-missing',
    'C22 after C21',
    [...onProbation, lost, letter],
    '2026-05-04',
    'silent',
  ],
  [
    'search-letter-missing',
    '48 h 00 m are not yet 脱管',
    [...onProbation, lost],
    '2026-05-03T00:00:59+08:00',
    'silent',
  ],
  [
    'search-letter-missing',
    '48 h 01 m are',
    [...onProbation, lost],
    '2026-05-03T00:01:00+08:00',
    'holds',
  ],
  [
    'search-letter-missing',
    'the police are asked',
    [...onProbation, lost, letter],
    '2026-05-04',
    'silent',
  ],
  ['search-letter-missing', 'found', [...onProbation, gone('2026-05-06')], '2026-05-07', 'silent'],
  [
    'search-letter-missing',
    'found later',
    [...onProbation, gone('2026-05-06')],
    '2026-05-05',
    'holds',
  ],
  [
    'reprimand-missing-after-absence',
    'three working days after the tenth day',
    [...onProbation, gone('2026-05-11')],
    '2026-05-15T00:00:00+08:00',
    'holds',
  ],
  [
    'reprimand-missing-after-absence',
    'before that',
    [...onProbation, gone('2026-05-11')],
    '2026-05-14',
    'silent',
  ],
  [
    'reprimand-missing-after-absence',
    'reprimanded',
    [...onProbation, gone('2026-05-11'), reprimanded('2026-05-13')],
    '2026-05-20',
    'silent',
  ],
  [
    'reprimand-missing-after-absence',
    'a good reason',
    [...onProbation, gone('2026-05-11', true)],
    '2026-05-20',
    'silent',
  ],
  [
    'warning-missing-after-absence',
    'eleven days, reprimanded only',
    [...onProbation, gone('2026-05-12'), reprimanded('2026-05-13')],
    '2026-05-20',
    'holds',
  ],
  [
    'warning-missing-after-absence',
    'ten days',
    [...onProbation, gone('2026-05-11')],
    '2026-05-20',
    'silent',
  ],
  [
    'warning-missing-after-absence',
    'warned',
    [...onProbation, gone('2026-05-12'), warned('2026-05-13')],
    '2026-05-20',
    'silent',
  ],
  [
    'revocation-proposal-missing',
    'gone to the same day of the next month',
    [...onProbation, lost],
    '2026-06-01',
    'silent',
  ],
  [
    'revocation-proposal-missing',
    'a day longer',
    [...onProbation, lost],
    '2026-06-02T00:00:00+08:00',
    'holds',
  ],
  [
    'revocation-proposal-missing',
    'proposed',
    [...onProbation, lost, paper('proposal-revoke-probation', '2026-06-02')],
    '2026-06-03',
    'silent',
  ],
  [
    'revocation-proposal-missing',
    '暂外 is not revoked but recalled',
    [...outside, lost],
    '2026-06-03',
    'silent',
  ],
  [
    'warning-missing-after-reprimands',
    'a third reprimand',
    [
      ...onProbation,
      reprimanded('2026-04-01'),
      reprimanded('2026-05-06'),
      reprimanded('2026-06-01'),
    ],
    '2026-06-05',
    'holds',
  ],
  [
    'warning-missing-after-reprimands',
    'two',
    [...onProbation, reprimanded('2026-04-01'), reprimanded('2026-05-06')],
    '2026-06-05',
    'silent',
  ],
  [
    'warning-missing-after-reprimands',
    'warned between',
    [
      ...onProbation,
      reprimanded('2026-04-01'),
      reprimanded('2026-05-06'),
      warned('2026-05-20'),
      reprimanded('2026-06-01'),
    ],
    '2026-06-05',
    'silent',
  ],
  [
    'supervised-before-enrolment',
    'leave before the enrolment',
    [...onProbation, leave('2026-03-18', '2026-03-19')],
    '2026-04-05',
    'holds',
  ],
  [
    'supervised-before-enrolment',
    'leave on the day of enrolment',
    [...onProbation, leave('2026-03-20', '2026-03-21')],
    '2026-04-05',
    'silent',
  ],
  [
    'acts-after-death',
    'warned two days after the death',
    [...onProbation, warned('2026-05-10'), died],
    '2026-05-11',
    'holds',
  ],
  [
    'acts-after-death',
    'warned on the day',
    [...onProbation, warned('2026-05-08'), died],
    '2026-05-11',
    'silent',
  ],
  [
    'acts-after-death',
    'a paper about the death',
    [...onProbation, died, paper('termination-notice', '2026-05-12', { endedOn: '2026-05-08' })],
    '2026-05-13',
    'silent',
  ],
]
