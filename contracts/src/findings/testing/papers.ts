import {
  control,
  enrolled,
  inForce,
  judged,
  onProbation,
  outside,
  released,
  revoked,
} from '../../subject/testing-courses.ts'
import type { FindingCase } from './cases.ts'
import { addressedTo, copied, paper, party } from './cases.ts'

const held = paper('detention-notice', '2026-05-02', {
  measure: 'CRIM_DETENTION',
  from: '2026-05-01',
  to: '2026-04-28',
})
const toPr = party('procuratorate')
const toPs = party('police')
const decided = (...copies: Parameters<typeof copied>[3][]) =>
  copied(judged, ['CC-x'], ['PR-x', 'PS-x'], ...copies)
const forwarded = paper('forwarding-letter', '2026-03-26')
const recalled = outside[0] ?? judged
const told = (...copies: Parameters<typeof copied>[3][]) =>
  copied(recalled, ['PN', 'CC-x'], ['CT-0'], ...copies)
const proposal = paper('proposal-revoke-parole', '2026-05-01', { kind: 'parole' })
const caught = paper('capture-notice', '2026-05-02')
const young = { ...enrolled, underage: true }

export const PAPER_CASES: readonly FindingCase[] = [
  [
    'dates-reversed',
    'one day',
    [...onProbation, { ...held, body: { ...held.body, to: '2026-05-01' } }],
    '2026-06-01',
    'silent',
  ],
  [
    'act-after-paper',
    'a record made before the report',
    [judged, inForce, { ...enrolled, body: { reportedOn: '2026-03-24' } }],
    '2026-06-01',
    'holds',
  ],
  [
    'act-after-paper',
    'a record of the same day',
    [judged, inForce, { ...enrolled, body: { reportedOn: '2026-03-23' } }],
    '2026-06-01',
    'silent',
  ],
  [
    'act-after-paper',
    'a return at ten on the day of the record',
    [
      ...onProbation,
      paper('leave-return-record', '2026-05-04', { returnedAt: '2026-05-04T10:00:00+08:00' }),
    ],
    '2026-06-01',
    'silent',
  ],
  [
    'identity-unknown',
    'the judgment could not establish it',
    [{ ...judged, body: { ...judged.body, identityUnknown: true } }, inForce],
    '2026-05-01',
    'holds',
  ],
  [
    'identity-unknown',
    'a correction of identity has come',
    [
      { ...judged, body: { ...judged.body, identityUnknown: true } },
      inForce,
      paper('identity-correction', '2026-04-01'),
    ],
    '2026-05-01',
    'silent',
  ],
  [
    'identity-corrected',
    'B27 is there',
    [...onProbation, paper('identity-correction', '2026-04-01')],
    '2026-05-01',
    'holds',
  ],
  [
    'identity-corrected',
    'B27 is made later',
    [...onProbation, paper('identity-correction', '2026-05-02')],
    '2026-05-01',
    'silent',
  ],
  [
    'procuratorate-copy-missing',
    'a judgment to the police alone',
    [decided(toPs), inForce],
    '2026-03-20',
    'holds',
  ],
  [
    'procuratorate-copy-missing',
    'a judgment to both',
    [decided(toPs, toPr), inForce],
    '2026-03-20',
    'silent',
  ],
  [
    'procuratorate-copy-missing',
    'a search bulletin to nobody',
    [
      ...onProbation,
      addressedTo(
        copied(paper('search-bulletin', '2026-05-02'), ['PR-x'], []),
        party('corrections'),
      ),
    ],
    '2026-05-03',
    'holds',
  ],
  [
    'procuratorate-copy-missing',
    'before the forwarding by the county',
    [decided(), inForce, forwarded],
    '2026-03-25',
    'holds',
  ],
  [
    'procuratorate-copy-missing',
    'after the forwarding by the county',
    [decided(), inForce, forwarded],
    '2026-03-26',
    'silent',
  ],
  [
    'procuratorate-copy-missing',
    'an agency that is not registered may be it',
    [decided({ code: toPr.code }), inForce],
    '2026-03-20',
    'silent',
  ],
  [
    'procuratorate-copy-missing',
    'a leave granted by the county',
    [...onProbation, copied(paper('leave-approval', '2026-05-02'), [], ['PR-x'])],
    '2026-05-03',
    'silent',
  ],
  [
    'procuratorate-copy-missing',
    'a leave granted by the city',
    [
      ...onProbation,
      copied(
        { ...paper('leave-approval', '2026-05-02'), issuer: party('corrections', 'municipal') },
        [],
        ['PR-x'],
      ),
    ],
    '2026-05-03',
    'holds',
  ],
  [
    'procuratorate-copy-missing',
    'a detention certificate, which C23 passes on',
    [...onProbation, copied(paper('criminal-detention', '2026-05-02'), [], ['PR-x'])],
    '2026-05-03',
    'silent',
  ],
  [
    'police-copy-missing',
    'to the procuratorate alone (§9-5)',
    [decided(toPr), inForce],
    '2026-03-20',
    'holds',
  ],
  ['police-copy-missing', 'to both', [decided(toPs, toPr), inForce], '2026-03-20', 'silent'],
  [
    'court-copy-missing',
    'a recall-free 暂外 decision without the court',
    [told()],
    '2026-03-20',
    'holds',
  ],
  ['court-copy-missing', 'with the court', [told(party('court'))], '2026-03-20', 'silent'],
  [
    'court-copy-missing',
    'a revocation by the original court',
    [...onProbation, copied(revoked, ['CC-x'], ['CT-0'])],
    '2026-05-12',
    'silent',
  ],
  [
    'prison-copy-missing',
    'revocation of parole proposed',
    [copied(proposal, ['CT-0'], ['PN'])],
    '2026-05-02',
    'holds',
  ],
  [
    'prison-copy-missing',
    'with the prison',
    [copied(proposal, ['CT-0'], ['PN'], party('prison'))],
    '2026-05-02',
    'silent',
  ],
  [
    'prison-copy-missing',
    'commutation of a probationer',
    [copied(paper('proposal-commutation', '2026-05-01', { kind: 'probation' }), ['CT-I'], ['PN'])],
    '2026-05-02',
    'silent',
  ],
  [
    'corrections-copy-missing',
    'a capture that CC is not told of',
    [...onProbation, copied(caught, ['PS-x'], ['CC-x'])],
    '2026-05-03',
    'holds',
  ],
  [
    'corrections-copy-missing',
    'a capture that CC is told of',
    [...onProbation, copied(caught, ['PS-x'], ['CC-x'], party('corrections'))],
    '2026-05-03',
    'silent',
  ],
  [
    'sent-to-department',
    'a warning to the human resources',
    [
      ...onProbation,
      addressedTo(paper('decision-warning', '2026-05-01'), party('human-resources')),
    ],
    '2026-05-02',
    'holds',
  ],
  [
    'sent-to-department',
    'a referral to the human resources',
    [
      ...onProbation,
      addressedTo(paper('assistance-referral', '2026-05-01'), party('human-resources')),
    ],
    '2026-05-02',
    'silent',
  ],
  [
    'minor-sent-to-department',
    'a referral of a minor',
    [
      ...onProbation,
      {
        ...addressedTo(paper('assistance-referral', '2026-05-01'), party('civil-affairs')),
        minor: true,
      },
    ],
    '2026-05-02',
    'holds',
  ],
  [
    'minor-sent-to-department',
    'the notice on schooling',
    [
      ...onProbation,
      {
        ...addressedTo(paper('education-notice-minor', '2026-05-01'), party('education')),
        minor: true,
      },
    ],
    '2026-05-02',
    'silent',
  ],
  [
    'minor-not-marked',
    'under 18 when enrolled, not marked',
    [judged, inForce, young],
    '2026-05-01',
    'holds',
  ],
  [
    'minor-not-marked',
    'under 18 and marked',
    [judged, inForce, { ...young, minor: true }],
    '2026-05-01',
    'silent',
  ],
  [
    'minor-not-marked',
    'under 18 before the start only',
    [{ ...judged, underage: true }, inForce, { ...enrolled, underage: false }],
    '2026-05-01',
    'silent',
  ],
  [
    'minor-marked-adult',
    'of age before the start, marked',
    [{ ...judged, underage: false }, inForce, { ...enrolled, minor: true }],
    '2026-05-01',
    'holds',
  ],
  [
    'minor-marked-adult',
    'came of age during the correction',
    [{ ...judged, underage: true }, inForce, { ...enrolled, underage: false, minor: true }],
    '2026-05-01',
    'silent',
  ],
  [
    'unsealing-without-sealing',
    'a query, no notice',
    [...onProbation, paper('sealed-query-decision', '2026-05-01')],
    '2026-05-02',
    'holds',
  ],
  [
    'unsealing-without-sealing',
    'a query after the notice',
    [
      ...onProbation,
      paper('sealing-notice', '2026-04-01'),
      paper('sealed-query-decision', '2026-05-01'),
    ],
    '2026-05-02',
    'silent',
  ],
  [
    'sealed-without-notice',
    'marked as sealed, no notice',
    [...onProbation, { ...released, sealed: true }],
    '2027-03-21',
    'holds',
  ],
  [
    'sealed-without-notice',
    'marked as sealed after the notice',
    [...onProbation, paper('sealing-notice', '2026-04-01'), { ...released, sealed: true }],
    '2027-03-21',
    'silent',
  ],
  [
    'end-differs-from-term',
    'control with credited days, counted wrong',
    [
      {
        ...control,
        body: {
          periodFrom: '2026-03-13',
          periodTo: '2027-03-12',
          term: { years: 1 },
          creditedDays: 20,
        },
      },
    ],
    '2026-05-01',
    'holds',
  ],
  [
    'end-differs-from-term',
    'control with credited days',
    [
      {
        ...control,
        body: {
          periodFrom: '2026-03-13',
          periodTo: '2027-02-20',
          term: { years: 1 },
          creditedDays: 20,
        },
      },
    ],
    '2026-05-01',
    'silent',
  ],
  [
    'end-differs-from-term',
    'probation is never shortened by custody',
    [
      { ...judged, body: { term: { years: 1 }, creditedDays: 20, periodTo: '2027-03-12' } },
      inForce,
    ],
    '2026-05-01',
    'silent',
  ],
]
