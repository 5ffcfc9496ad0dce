/** Revocation, recall, arrest, custody. */
import type { Fact } from '../../subject/fact.ts'
import { UNITS } from '../../subject/testing.ts'
import {
  doc,
  enrolled,
  judged,
  lost,
  newJudgment,
  onParole,
  onProbation,
  outside,
  revoked,
  tpe,
  underControl,
} from '../../subject/testing-courses.ts'
import type { LegalDate } from '../../time.ts'
import { startOf } from '../../time.ts'
import type { FindingCase } from './cases.ts'
import { addressedTo, issuedBy, paper, party } from './cases.ts'

const d1 = paper('proposal-revoke-probation', '2026-05-01')
const based = (each: Fact): Fact => ({
  ...each,
  references: [{ relation: 'based-on', documentId: d1.documentId }],
})
const d3 = paper('proposal-arrest', '2026-05-01')
const d4 = paper('decision-arrest', '2026-05-02')
const d6 = paper('arrest-execution', '2026-05-03', { arrestedOn: '2026-05-03' })
const d10 = (body: Fact['body'] = {}) => paper('proposal-imprison', '2026-06-10', body)
const recalled = paper('decision-imprison-prison', '2026-06-20')
const warned = (on: string) => paper('decision-warning', on)
const twice = [warned('2026-04-01'), warned('2026-05-06')]
const at = (each: Fact, level: 'county' | 'municipal', court: 'county' | 'municipal') =>
  addressedTo(issuedBy(each, 'corrections', level), party('court', court))
const gone = paper('search-bulletin', '2026-06-05', {
  since: '2026-05-01',
  foundAt: '2026-06-05',
  reason: 1,
  result: 'found',
})
const answering = (each: Fact, to: Fact): Fact => ({
  ...each,
  references: [{ relation: 'answers', documentId: to.documentId }],
})
const elsewhere = (unit: 'intermediateCourt' | 'otherCourt') =>
  doc('ruling-revoke-probation', '2026-05-10', { by: unit })
const judgedAway = { ...judged, issuer: UNITS.otherCourt }
const away = [judgedAway, ...onProbation.slice(1)]
const copiedTo = (each: Fact, code: Fact['issuer']): Fact => ({ ...each, copies: [code] })
const freed = (endedOn: string) => paper('release-notice', endedOn, { endedOn })
const papers = paper('execution-notice-revocation', '2026-05-12')
const flight = paper('escape-notice', '2026-05-11', { since: '2026-05-11' })
const custody = paper('custody-receipt', '2026-05-12', { takenOn: '2026-05-12' })
/** Probation that ends in a year whose calendar is published. */
const [_control = judged] = underControl
const objected = (madeOn: string, servedOnProsecutor: string) => [
  { ...onParole[0], body: { ...onParole[0]?.body, servedOnProsecutor } } as Fact,
  answering(paper('objection-parole-commutation', madeOn), onParole[0] ?? judged),
]

/** The ruling, or 暂外 decision, as its copy reached PR-= that day, and the objection to it. */
const received = (
  first: Fact | undefined,
  on: string,
  type: 'objection-tpe' | typeof F4,
  made: string,
) => {
  const about = {
    ...(first ?? judged),
    copies: [UNITS.cityProcuratorate],
    recordedAt: startOf(on as LegalDate),
  }
  return [about, answering(paper(type, made), about)]
}
const F4 = 'objection-parole-commutation'

const imprisoned = paper('custody-receipt', '2026-06-10', { takenOn: '2026-06-09' })

export const CHANGE_CASES: readonly FindingCase[] = [
  ['tpe-term-ended', 'the approved term is over', outside, '2026-09-05', 'holds'],
  ['tpe-term-ended', 'its last day', outside, '2026-09-04', 'silent'],
  [
    'tpe-term-ended',
    'extended',
    [...outside, paper('tpe-extension-decision', '2026-08-20', { periodTo: '2026-10-04' })],
    '2026-09-05',
    'silent',
  ],
  [
    'proposal-not-at-court-level',
    'the county to the intermediate court (§9-29)',
    [...onProbation, at(d1, 'county', 'municipal')],
    '2026-05-02',
    'holds',
  ],
  [
    'proposal-not-at-court-level',
    'the city to the intermediate court',
    [...onProbation, at(d1, 'municipal', 'municipal')],
    '2026-05-02',
    'silent',
  ],
  [
    'proposal-ground-not-documented',
    'nothing is known',
    [...onProbation, d1],
    '2026-05-02',
    'holds',
  ],
  [
    'proposal-ground-not-documented',
    'gone over a month',
    [...onProbation, gone, paper('proposal-revoke-probation', '2026-06-08')],
    '2026-06-09',
    'silent',
  ],
  [
    'proposal-ground-not-documented',
    'a parolee was warned once',
    [...onParole, warned('2026-04-01'), paper('proposal-revoke-parole', '2026-05-01')],
    '2026-05-02',
    'silent',
  ],
  [
    'proposal-ground-not-documented',
    'a probationer was warned once',
    [...onProbation, warned('2026-04-01'), d1],
    '2026-05-02',
    'holds',
  ],
  [
    'proposal-ground-not-documented',
    'what happened later is no ground',
    [...onProbation, d1, gone],
    '2026-06-20',
    'holds',
  ],
  [
    'two-warnings-disputed',
    'two warnings and nothing since (§9-1)',
    [...outside, ...twice, d10()],
    '2026-06-11',
    'holds',
  ],
  [
    'two-warnings-disputed',
    'and still not corrected',
    [...outside, ...twice, paper('decision-reprimand', '2026-06-01'), d10()],
    '2026-06-11',
    'silent',
  ],
  ['arrest-proposal-alone', 'D3 without D1', [...onProbation, based(d3)], '2026-05-02', 'holds'],
  [
    'arrest-proposal-alone',
    'D3 based on D1',
    [...onProbation, d1, based(d3)],
    '2026-05-02',
    'silent',
  ],
  [
    'uncounted-period-not-stated',
    'was gone, nothing stated',
    [...outside, gone, d10()],
    '2026-06-11',
    'holds',
  ],
  [
    'uncounted-period-not-stated',
    'stated',
    [
      ...outside,
      gone,
      d10({ uncountedFrom: '2026-05-01', uncountedTo: '2026-06-04', uncountedDays: 35 }),
    ],
    '2026-06-11',
    'silent',
  ],
  ['uncounted-period-not-stated', 'was never gone', [...outside, d10()], '2026-06-11', 'silent'],
  ['decided-without-proposal', 'D7 without D1', [...onProbation, revoked], '2026-05-12', 'holds'],
  [
    'decided-without-proposal',
    'D7 after D1',
    [...onProbation, d1, revoked],
    '2026-05-12',
    'silent',
  ],
  [
    'decided-before-proposal',
    'answers what was proposed later',
    [
      ...outside,
      paper('proposal-commutation', '2026-06-01'),
      answering(
        paper('ruling-commutation', '2026-05-20'),
        paper('proposal-commutation', '2026-06-01'),
      ),
    ],
    '2026-06-02',
    'holds',
  ],
  [
    'decided-before-proposal',
    'answers what was proposed before',
    [
      ...outside,
      paper('proposal-commutation', '2026-05-01'),
      answering(
        paper('ruling-commutation', '2026-05-20'),
        paper('proposal-commutation', '2026-05-01'),
      ),
    ],
    '2026-06-02',
    'silent',
  ],
  ['arrest-without-order', 'D6 without D4', [...onProbation, d1, d6], '2026-05-04', 'holds'],
  ['arrest-without-order', 'D6 on D4', [...onProbation, d1, d4, d6], '2026-05-04', 'silent'],
  [
    'arrest-over-thirty-days',
    'the thirtieth day',
    [...onProbation, d1, d4, d6],
    '2026-06-02',
    'silent',
  ],
  [
    'arrest-over-thirty-days',
    'the day after',
    [...onProbation, d1, d4, d6],
    '2026-06-03T00:00:00+08:00',
    'holds',
  ],
  [
    'arrest-over-thirty-days',
    'freed',
    [...onProbation, d1, d4, d6, freed('2026-05-20')],
    '2026-06-04',
    'silent',
  ],
  [
    'ruled-by-other-court',
    'another court of the province',
    [...onProbation, elsewhere('intermediateCourt')],
    '2026-05-12',
    'holds',
  ],
  ['ruled-by-other-court', 'the original court', [...onProbation, revoked], '2026-05-12', 'silent'],
  [
    'ruled-by-other-court',
    'the original court is in another province',
    [...away, revoked],
    '2026-05-12',
    'silent',
  ],
  [
    'original-court-not-told',
    'the execution place ruled and told nobody',
    [...away, revoked],
    '2026-05-12',
    'holds',
  ],
  [
    'original-court-not-told',
    'the execution place ruled and told it',
    [...away, copiedTo(revoked, UNITS.otherCourt)],
    '2026-05-12',
    'silent',
  ],
  [
    'freed-despite-custody-ruling',
    'freed ten days after the revocation',
    [...onProbation, d1, revoked, freed('2026-05-20')],
    '2026-05-21',
    'holds',
  ],
  [
    'freed-despite-custody-ruling',
    'freed before it',
    [...onProbation, d1, freed('2026-05-09'), revoked],
    '2026-05-21',
    'silent',
  ],
  [
    'custody-papers-missing',
    'three working days after the ruling',
    [...onProbation, revoked],
    '2026-05-14T00:00:00+08:00',
    'holds',
  ],
  ['custody-papers-missing', 'before that', [...onProbation, revoked], '2026-05-13', 'silent'],
  ['custody-papers-missing', 'D16 came', [...onProbation, revoked, papers], '2026-05-15', 'silent'],
  [
    'custody-papers-missing',
    'taken into custody',
    [...onProbation, revoked, custody],
    '2026-05-15',
    'silent',
  ],
  [
    'escape-not-reported',
    'in flight for 24 hours from the next full hour',
    [...onProbation, lost, revoked],
    '2026-05-11T01:00:00+08:00',
    'holds',
  ],
  [
    'escape-not-reported',
    'a second less',
    [...onProbation, lost, revoked],
    '2026-05-11T00:59:59+08:00',
    'silent',
  ],
  [
    'escape-not-reported',
    'D18 came',
    [...onProbation, lost, revoked, flight],
    '2026-05-13',
    'silent',
  ],
  [
    'pursuit-missing',
    'D18 a day ago, no D19',
    [...onProbation, lost, revoked, flight],
    '2026-05-12',
    'holds',
  ],
  [
    'pursuit-missing',
    'D19 came',
    [...onProbation, lost, revoked, flight, paper('wanted-notice', '2026-05-11')],
    '2026-05-13',
    'silent',
  ],
  [
    'objection-after-lapse',
    'the twenty-first day',
    objected('2026-04-08', '2026-03-18'),
    '2026-04-20',
    'holds',
  ],
  [
    'objection-after-lapse',
    'the twentieth day rolls over a holiday',
    objected('2026-04-07', '2026-03-18'),
    '2026-04-20',
    'silent',
  ],
  [
    'objection-after-lapse',
    'the twenty-first day after the copy was received',
    received(onParole[0], '2026-03-19', F4, '2026-04-09'),
    '2026-04-20',
    'holds',
  ],
  [
    'objection-after-lapse',
    'the twentieth day after the copy was received',
    received(onParole[0], '2026-03-19', F4, '2026-04-08'),
    '2026-04-20',
    'silent',
  ],
  [
    'objection-after-lapse',
    '暂外: a month and a day after the copy was received',
    received(tpe, '2026-03-10', 'objection-tpe', '2026-04-11'),
    '2026-04-20',
    'holds',
  ],
  [
    'objection-after-lapse',
    '暂外: a month after the copy was received',
    received(tpe, '2026-03-10', 'objection-tpe', '2026-04-10'),
    '2026-04-20',
    'silent',
  ],
  [
    'objection-after-lapse',
    'nobody knows when the procuratorate received the ruling',
    [...onParole, answering(paper(F4, '2026-08-01'), onParole[0] ?? judged)],
    '2026-08-02',
    'silent',
  ],
  [
    'decided-without-proposal',
    'D12 after D10',
    [...outside, d10(), recalled],
    '2026-06-21',
    'silent',
  ],
  ['decision-unknown', 'a decision on 暂外', [tpe, enrolled], '2026-05-01', 'silent'],
  [
    'uncounted-days-differ',
    'a proposal that miscounts',
    [...outside, d10({ uncountedFrom: '2026-05-01', uncountedTo: '2026-05-10', uncountedDays: 9 })],
    '2026-06-11',
    'holds',
  ],
  [
    'custody-without-ruling',
    '管制, sentenced to prison for a new crime (§9-32)',
    [...underControl, ...newJudgment('2026-05-20'), imprisoned],
    '2026-06-11',
    'silent',
  ],
  [
    'custody-without-ruling',
    '管制, before the new judgment has effect',
    [...underControl, ...newJudgment('2026-06-20'), imprisoned],
    '2026-06-11',
    'holds',
  ],
]
