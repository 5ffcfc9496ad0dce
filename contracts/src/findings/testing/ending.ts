/** Release and termination, and papers that come before or after them. */
import type { Fact } from '../../subject/fact.ts'
import {
  enrolled,
  judged,
  newJudgment,
  onProbation,
  released,
  revoked,
  underControl,
} from '../../subject/testing-courses.ts'
import type { FindingCase } from './cases.ts'
import { paper } from './cases.ts'

const d1 = paper('proposal-revoke-probation', '2026-05-01')
const papers = paper('execution-notice-revocation', '2026-05-12')
const custody = paper('custody-receipt', '2026-05-12', { takenOn: '2026-05-12' })
/** Probation that ends in a year whose calendar is published. */
const short = [{ ...judged, body: { term: { months: 3 } } }, ...onProbation.slice(1)]
const e2 = paper('release-certificate', '2026-06-15')
const e3 = paper('release-notice-cc', '2026-06-15')
const ended = (endedOn: string) =>
  paper('termination-notice', '2026-05-12', { endedOn, terminationReason: 'probation-revoked' })
const [control = judged] = underControl
const shortControl = [
  { ...control, body: { periodFrom: '2026-03-13', periodTo: '2026-06-12' } },
  enrolled,
]

export const ENDING_CASES: readonly FindingCase[] = [
  [
    'second-ending',
    'two revocations',
    [...onProbation, revoked, { ...revoked, documentId: d1.documentId }],
    '2026-06-01',
    'holds',
  ],
  ['second-ending', 'one', [...onProbation, revoked], '2026-06-01', 'silent'],
  [
    'document-after-end',
    'revoked after the release',
    [...onProbation, released, { ...revoked, madeOn: '2027-04-01' as Fact['madeOn'] }],
    '2027-04-02',
    'holds',
  ],
  ['document-after-end', 'released', [...onProbation, released], '2027-04-02', 'silent'],
  [
    'document-before-end',
    'custody ordered in a running correction',
    [...onProbation, papers],
    '2026-05-13',
    'holds',
  ],
  [
    'document-before-end',
    'after the revocation',
    [...onProbation, revoked, papers],
    '2026-05-13',
    'silent',
  ],
  [
    'ended-by-notice-alone',
    'E4 alone',
    [...onProbation, ended('2026-05-10')],
    '2026-05-13',
    'holds',
  ],
  [
    'ended-by-notice-alone',
    'E4 after D7',
    [...onProbation, revoked, ended('2026-05-10')],
    '2026-05-13',
    'silent',
  ],
  [
    'custody-without-ruling',
    'custody out of a running correction',
    [...onProbation, custody],
    '2026-05-13',
    'holds',
  ],
  [
    'custody-without-ruling',
    'after the revocation',
    [...onProbation, revoked, custody],
    '2026-05-13',
    'silent',
  ],
  [
    'released-early',
    'a day before the last one',
    [...short, { ...e3, madeOn: '2026-06-11' as Fact['madeOn'] }],
    '2026-06-13',
    'holds',
  ],
  [
    'released-early',
    'on the last day',
    [...short, { ...e3, madeOn: '2026-06-12' as Fact['madeOn'] }],
    '2026-06-13',
    'silent',
  ],
  [
    'release-certificate-missing',
    'E3 without E2',
    [...short, e3],
    '2026-06-19T00:00:00+08:00',
    'holds',
  ],
  [
    'release-certificate-missing',
    'within three working days',
    [...short, e3],
    '2026-06-18',
    'silent',
  ],
  ['release-certificate-missing', 'both', [...short, e2, e3], '2026-06-25', 'silent'],
  ['release-notice-missing', 'E2 without E3', [...short, e2], '2026-06-19T00:00:00+08:00', 'holds'],
  ['release-notice-missing', 'both', [...short, e2, e3], '2026-06-25', 'silent'],
  [
    'termination-notice-missing',
    'D7 without E4',
    [...onProbation, revoked],
    '2026-05-14T00:00:00+08:00',
    'holds',
  ],
  [
    'termination-notice-missing',
    'E4 came',
    [...onProbation, revoked, ended('2026-05-10')],
    '2026-05-20',
    'silent',
  ],
  [
    'termination-date-differs',
    'two days later than the ruling',
    [...onProbation, revoked, ended('2026-05-12')],
    '2026-05-20',
    'holds',
  ],
  [
    'termination-date-differs',
    'the day of the ruling',
    [...onProbation, revoked, ended('2026-05-10')],
    '2026-05-20',
    'silent',
  ],
  [
    'resettlement-handover-missing',
    'control is over',
    [...shortControl, e2, e3],
    '2026-06-25',
    'holds',
  ],
  [
    'resettlement-handover-missing',
    'the file is handed over',
    [...shortControl, e2, e3, paper('resettlement-handover', '2026-06-15')],
    '2026-06-25',
    'silent',
  ],
  [
    'resettlement-handover-missing',
    'probation does not oblige',
    [...short, e2, e3],
    '2026-06-25',
    'silent',
  ],
  [
    'effect-not-stated',
    'a new judgment that nobody calls effective',
    [
      ...onProbation,
      ...newJudgment('2026-05-20', {
        body: { servedOn: '2026-05-06', servedOnProsecutor: '2026-05-06' },
      }).slice(0, 1),
    ],
    '2026-05-20',
    'holds',
  ],
  [
    'effect-not-stated',
    'D25 states it',
    [
      ...onProbation,
      ...newJudgment('2026-05-19', {
        body: { servedOn: '2026-05-06', servedOnProsecutor: '2026-05-06' },
      }),
    ],
    '2026-05-26',
    'silent',
  ],
]
