import t from 'tap'
import type { Fact } from './fact.ts'
import { groundsAt } from './grounds.ts'
import { at, calendar, fact } from './testing.ts'
import {
  doc,
  enrolled,
  inForce,
  judged,
  lost,
  onParole,
  onProbation,
  outside,
  released,
} from './testing-courses.ts'

const grounds = (facts: readonly Fact[], on: string) =>
  groundsAt(facts, at(on), calendar).map(({ allows, code }) => `${allows}: ${code}`)
const warning = (madeOn: string) => doc('decision-warning', madeOn)
const reprimand = (madeOn: string) => doc('decision-reprimand', madeOn)
const gone = (since: string, foundAt: string, reason: 1 | 2 | 3 = 1, goodReason = false) =>
  fact('search-bulletin', {
    id: since,
    madeOn: foundAt,
    body: { since, foundAt, reason, goodReason, result: 'found' },
  })
const proposed = doc('proposal-ps-penalty', '2026-04-01')
const fined = doc('ps-penalty-decision', '2026-04-10', { body: { penalty: 'fine' } })

type Case = readonly [
  title: string,
  facts: readonly Fact[],
  on: string,
  expected: readonly string[],
]
const CASES: readonly Case[] = [
  ['nothing', onProbation, '2026-05-01', []],
  [
    'probation, absent just a month',
    [...onProbation, gone('2026-05-01', '2026-06-01')],
    '2026-06-02',
    ['warn: absent-over-ten-days'],
  ],
  [
    'probation, absent over a month',
    [...onProbation, gone('2026-05-01', '2026-06-02')],
    '2026-06-02',
    ['revoke: absent-over-a-month', 'warn: absent-over-ten-days'],
  ],
  [
    'probation, still absent',
    [...onProbation, lost],
    '2026-06-02',
    ['revoke: absent-over-a-month', 'warn: absent-over-ten-days'],
  ],
  [
    'absent with good reason',
    [...onProbation, gone('2026-05-01', '2026-06-02', 1, true)],
    '2026-06-02',
    [],
  ],
  [
    'absent less than 48 hours',
    [...onProbation, gone('2026-05-01', '2026-05-02')],
    '2026-06-02',
    [],
  ],
  [
    'absent ten days by dates, the first one not counted (rule 9)',
    [...onProbation, gone('2026-05-01', '2026-05-11')],
    '2026-06-02',
    ['reprimand: absent-up-to-ten-days'],
  ],
  [
    'left without approval',
    [...onProbation, gone('2026-05-01', '2026-05-11', 2)],
    '2026-06-02',
    ['reprimand: absent-up-to-ten-days', 'monitor: left-without-approval'],
  ],
  [
    'two warnings',
    [...onProbation, warning('2026-05-01'), warning('2026-06-01')],
    '2026-06-02',
    [],
  ],
  [
    'two warnings, a reprimand since',
    [...onProbation, warning('2026-05-01'), warning('2026-06-01'), reprimand('2026-07-01')],
    '2026-07-02',
    ['revoke: two-warnings-uncorrected'],
  ],
  [
    'two reprimands, a third since',
    [...onProbation, reprimand('2026-05-01'), reprimand('2026-06-01'), reprimand('2026-07-01')],
    '2026-07-02',
    ['warn: two-reprimands-uncorrected'],
  ],
  [
    'penalised for a breach',
    [...onProbation, proposed, fined],
    '2026-05-01',
    ['monitor: penalised-for-breach'],
  ],
  ['penalised, but not for a breach', [...onProbation, fined], '2026-05-01', []],
  [
    'penalised and not corrected',
    [...onProbation, proposed, fined, reprimand('2026-07-01')],
    '2026-07-02',
    ['revoke: penalised-uncorrected', 'monitor: penalised-for-breach'],
  ],
  [
    'parole, one reprimand',
    [...onParole, reprimand('2026-05-01')],
    '2026-05-02',
    ['revoke: any-breach', 'reprimand: absent-up-to-ten-days'],
  ],
  [
    '暂外, two warnings',
    [...outside, warning('2026-05-01'), warning('2026-06-01')],
    '2026-06-02',
    ['recall: two-warnings'],
  ],
  [
    '暂外, left despite a warning',
    [...outside, warning('2026-04-20'), gone('2026-05-01', '2026-05-11', 2)],
    '2026-06-02',
    [
      'recall: left-despite-warning',
      'reprimand: absent-up-to-ten-days',
      'monitor: left-without-approval',
    ],
  ],
  [
    '暂外, on leave too long after a warning',
    [...outside, warning('2026-04-20'), gone('2026-05-01', '2026-05-11', 3)],
    '2026-06-02',
    ['reprimand: absent-up-to-ten-days'],
  ],
  [
    'revocation is proposed',
    [...onProbation, doc('proposal-revoke-probation', '2026-05-01')],
    '2026-05-02',
    ['monitor: revocation-proposed'],
  ],
  [
    'not reported for over a month',
    [judged, inForce],
    '2026-04-25',
    ['revoke: absent-over-a-month', 'warn: absent-over-ten-days'],
  ],
  [
    'not reported, and warned',
    [judged, inForce, warning('2026-03-26')],
    '2026-03-27',
    ['reprimand: absent-up-to-ten-days', 'monitor: unreported-and-warned'],
  ],
  [
    'reported late',
    [judged, inForce, { ...enrolled, body: { reportedOn: '2026-03-30' } }],
    '2026-04-02',
    ['reprimand: absent-up-to-ten-days'],
  ],
  [
    'reported late for a special reason',
    [judged, inForce, { ...enrolled, body: { reportedOn: '2026-03-30', specialReason: true } }],
    '2026-04-02',
    [],
  ],
  ['after the end', [...onProbation, lost, released], '2027-04-01', []],
]

for (const [title, facts, on, expected] of CASES) {
  t.test(`${title}: ${expected.join(', ') || 'no ground'}`, async (t) => {
    t.same(grounds(facts, on), expected)
  })
}

t.test(
  'each ground names its article, and a disputed one the text that asks for more',
  async (t) => {
    const two = [...outside, warning('2026-05-01'), warning('2026-06-01')]
    t.match(groundsAt(two, at('2026-06-02'), calendar), [
      { basis: '社区矫正法实施办法49(4)', disputedBy: '刑诉法解释516(4)' },
    ])
    const again = [...two, reprimand('2026-07-01')]
    t.notOk(groundsAt(again, at('2026-07-02'), calendar)[0]?.disputedBy)
  },
)
