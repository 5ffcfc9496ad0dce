import t from 'tap'
import type { Fact } from './fact.ts'
import type { State } from './status.ts'
import {
  ask,
  codes,
  doc,
  ELSEWHERE,
  enrolled,
  inForce,
  judged,
  lost,
  newJudgment,
  onParole,
  onProbation,
  outside,
  released,
  revoked,
  tpe,
  underControl,
} from './testing-courses.ts'

type Edge = readonly [title: string, facts: readonly Fact[], on: string, state: State]

const entrusted = doc('assess-entrustment', '2026-02-01')
const applied = doc('proposal-parole', '2026-02-02')
const asked = doc('proposal-tpe', '2026-02-03')
const returned = doc('assess-return-notice', '2026-02-05')
const refused = doc('ruling-parole', '2026-02-10', { body: { outcome: 'refused' } })
const notApproved = doc('decision-tpe-refused', '2026-02-11')
const missed = (body: Fact['body'] = {}) => doc('missed-handover-notice', '2026-03-18', { body })
const moved = doc('place-change-decision', '2026-06-01', { body: { outcome: 'approved' } })
const there = doc('enrolment-record', '2026-06-05', { by: 'otherCorrections' })
const died = doc('death-notice', '2026-06-03', { body: { diedOn: '2026-06-02' } })
const ordered = doc('execution-notice-revocation', '2026-05-28')
const fled = doc('escape-notice', '2026-06-01', { body: { since: '2026-05-30' } })
const caught = doc('capture-notice', '2026-06-10', { body: { capturedOn: '2026-06-09' } })
const custody = doc('custody-receipt', '2026-06-12', { body: { takenOn: '2026-06-11' } })
const upheld = (body: Fact['body']) =>
  doc('ruling-second-instance', '2026-03-16', { body: { pronouncedOn: '2026-03-17', ...body } })
const cancelled = doc('recheck-decision', '2026-05-10', { body: { outcome: 'cancelled' } })
const voided = doc('retrial-judgment', '2026-05-10', { body: { outcome: 'void' } })
const pardoned = doc('pardon', '2026-05-12')

const BEFORE: readonly Edge[] = [
  ['A1 opens an assessment', [entrusted], '2026-02-01', 'PRE_ASSESSMENT'],
  ['B4 opens an application', [applied], '2026-02-02', 'PRE_ASSESSMENT'],
  ['B10 opens an application', [asked], '2026-02-03', 'PRE_ASSESSMENT'],
  ['A4 leads back', [entrusted, returned], '2026-02-05', 'NONE'],
  ['A4, another B4 pending', [entrusted, applied, returned], '2026-02-05', 'PRE_ASSESSMENT'],
  ['B3 refused leads back', [applied, refused], '2026-02-10', 'NONE'],
  ['B3 refused, A1 alone does not wait', [entrusted, applied, refused], '2026-02-10', 'NONE'],
  ['B3 refused, B10 pending', [applied, asked, refused], '2026-02-10', 'PRE_ASSESSMENT'],
  ['B9 leads back', [asked, notApproved], '2026-02-11', 'NONE'],
  ['B9, B4 pending', [applied, asked, notApproved], '2026-02-11', 'PRE_ASSESSMENT'],
  ['B1 decides', [entrusted, judged], '2026-03-02', 'DECIDED_NOT_EFFECTIVE'],
  [
    'A1 after the enrolment opens nothing',
    [...onProbation, doc('assess-entrustment', '2026-06-01')],
    '2026-06-01',
    'UNDER_CORRECTION',
  ],
  [
    'B2 upholds: in force the day it is pronounced',
    [judged, upheld({ outcome: 'upheld' })],
    '2026-03-17',
    'EFFECTIVE_AWAITING_REPORT',
  ],
  [
    'B2, the day before',
    [judged, upheld({ outcome: 'upheld' })],
    '2026-03-16',
    'DECIDED_NOT_EFFECTIVE',
  ],
  [
    'B2 alone applies the measure',
    [upheld({ outcome: 'changed', kind: 'probation' })],
    '2026-03-17',
    'EFFECTIVE_AWAITING_REPORT',
  ],
  [
    'B2 annuls before the enrolment',
    [judged, upheld({ outcome: 'annulled' })],
    '2026-03-17',
    'NONE',
  ],
  [
    'B2 annuls after the enrolment',
    [
      ...onProbation,
      doc('ruling-second-instance', '2026-04-01', { body: { outcome: 'annulled' } }),
    ],
    '2026-04-01',
    'TERMINATED',
  ],
  [
    'F7 cancels before the hand-over',
    [tpe, doc('recheck-decision', '2026-03-04', { body: { outcome: 'cancelled' } })],
    '2026-03-04',
    'NONE',
  ],
  [
    'F7 upholds',
    [...outside, doc('recheck-decision', '2026-04-04', { body: { outcome: 'upheld' } })],
    '2026-04-04',
    'UNDER_CORRECTION',
  ],
  [
    'F9 takes the measure away before the enrolment',
    [judged, doc('retrial-judgment', '2026-03-04', { body: { outcome: 'void' } })],
    '2026-03-04',
    'NONE',
  ],
  [
    'B26 says 漏管 before the effect is stated',
    [judged, missed({ since: '2026-03-15' })],
    '2026-03-15',
    'LOUGUAN',
  ],
  ['B26 without a date', [judged, missed()], '2026-03-17', 'DECIDED_NOT_EFFECTIVE'],
  ['B26, the day made', [judged, missed()], '2026-03-18', 'LOUGUAN'],
  [
    'B24 ends 漏管',
    [judged, inForce, missed({ since: '2026-03-15' }), enrolled],
    '2026-03-20',
    'UNDER_CORRECTION',
  ],
]

const RUNNING: readonly Edge[] = [
  ['C9 approved', [...onProbation, moved], '2026-06-01', 'TRANSFERRING'],
  [
    'C9 refused',
    [...onProbation, doc('place-change-decision', '2026-06-01', { body: { outcome: 'refused' } })],
    '2026-06-01',
    'UNDER_CORRECTION',
  ],
  ['B24 of the new place', [...onProbation, moved, there], '2026-06-05', 'UNDER_CORRECTION'],
  [
    'B24 of the old place',
    [...onProbation, moved, doc('enrolment-record', '2026-06-05', { number: 'again' })],
    '2026-06-05',
    'TRANSFERRING',
  ],
  ['E5 during the transfer', [...onProbation, moved, died], '2026-06-02', 'TERMINATED'],
  [
    'D24 effective ends probation',
    [...onProbation, ...newJudgment('2026-05-15')],
    '2026-05-15',
    'TERMINATED',
  ],
  [
    'D24, the day before',
    [...onProbation, ...newJudgment('2026-05-15')],
    '2026-05-14',
    'UNDER_CORRECTION',
  ],
  [
    'D24 effective ends parole',
    [...onParole, ...newJudgment('2026-05-15')],
    '2026-05-15',
    'TERMINATED',
  ],
  [
    'D24 effective ends 暂外',
    [...outside, ...newJudgment('2026-05-15')],
    '2026-05-15',
    'TERMINATED',
  ],
  [
    'D24 leaves 管制 (§9-32)',
    [...underControl, ...newJudgment('2026-05-15')],
    '2026-05-15',
    'UNDER_CORRECTION',
  ],
  [
    'D24 that nobody states effective',
    [...onProbation, doc('judgment-new-crime', '2026-05-04')],
    '2026-08-01',
    'UNDER_CORRECTION',
  ],
  ['F9 void after the enrolment (§9-33)', [...onProbation, voided], '2026-05-10', 'TERMINATED'],
  ['F7 cancels after the hand-over', [...outside, cancelled], '2026-05-10', 'AWAIT_CUSTODY'],
  ['F7 cancels while the person is lost', [...outside, lost, cancelled], '2026-05-10', 'ESCAPED'],
  ['E5 counts from the death', [...onProbation, died], '2026-06-02', 'TERMINATED'],
  [
    'E5 before the decision is in force',
    [judged, { ...died, body: { diedOn: '2026-03-05' } }],
    '2026-03-05',
    'TERMINATED',
  ],
  [
    'E5 during the assessment',
    [entrusted, { ...died, body: { diedOn: '2026-02-05' } }],
    '2026-02-05',
    'TERMINATED',
  ],
  ['E8 releases by its date', [...onProbation, pardoned], '2026-05-12', 'RELEASED'],
  ['E8 before the effect', [judged, doc('pardon', '2026-03-04')], '2026-03-04', 'RELEASED'],
  ['E8 after the period', [...onProbation, doc('pardon', '2027-04-01')], '2027-04-01', 'RELEASED'],
  [
    'E7 releases 暂外',
    [...outside, doc('prison-release-certificate', '2026-12-01')],
    '2026-12-01',
    'RELEASED',
  ],
  [
    'E2 made early',
    [...onProbation, doc('release-certificate', '2027-03-10')],
    '2027-03-13',
    'RELEASED',
  ],
  [
    'E2 made early, the last day',
    [...onProbation, doc('release-certificate', '2027-03-10')],
    '2027-03-12',
    'UNDER_CORRECTION',
  ],
]

const judgedAnew = [...onProbation, ...newJudgment('2026-05-15')]
const CUT: readonly Edge[] = [
  ['D16 after D24', [...judgedAnew, ordered], '2026-05-28', 'AWAIT_CUSTODY'],
  ['D18 after D24', [...judgedAnew, fled], '2026-05-30', 'ESCAPED'],
  ['D18 out of AWAIT_CUSTODY', [...onProbation, revoked, fled], '2026-05-30', 'ESCAPED'],
  ['D18 without a ruling', [...onProbation, fled], '2026-05-30', 'UNDER_CORRECTION'],
  ['D16 without a judgment', [...onProbation, ordered], '2026-05-28', 'UNDER_CORRECTION'],
  ['D20 out of ESCAPED', [...onProbation, revoked, fled, caught], '2026-06-09', 'AWAIT_CUSTODY'],
  [
    'C24 out of ESCAPED',
    [...onProbation, revoked, fled, doc('criminal-detention', '2026-06-02')],
    '2026-06-02',
    'AWAIT_CUSTODY',
  ],
  [
    'C26 leaves one in flight',
    [...onProbation, revoked, fled, doc('bail', '2026-06-02')],
    '2026-06-02',
    'ESCAPED',
  ],
  [
    'D21 out of ESCAPED',
    [...onProbation, revoked, fled, custody],
    '2026-06-11',
    'IN_CUSTODY_SERVING',
  ],
  ['D21 out of TERMINATED', [...judgedAnew, custody], '2026-06-11', 'IN_CUSTODY_SERVING'],
  ['E5 out of AWAIT_CUSTODY', [...onProbation, revoked, died], '2026-06-02', 'TERMINATED'],
  [
    'nothing after a death',
    [...onProbation, died, fled, ordered, custody],
    '2026-06-11',
    'TERMINATED',
  ],
  [
    'A1 opens a new episode',
    [...onProbation, released, doc('assess-entrustment', '2027-05-01')],
    '2027-05-01',
    'PRE_ASSESSMENT',
  ],
  [
    'B4 in prison opens a new episode',
    [...onProbation, revoked, custody, doc('proposal-parole', '2026-09-01')],
    '2026-09-01',
    'PRE_ASSESSMENT',
  ],
  [
    'B10 in prison opens a new episode',
    [...onProbation, revoked, custody, doc('proposal-tpe', '2026-09-01')],
    '2026-09-01',
    'PRE_ASSESSMENT',
  ],
]

for (const [title, facts, on, state] of [...BEFORE, ...RUNNING, ...CUT]) {
  t.test(`${title}: ${state}`, async (t) => {
    t.equal(ask(facts, on).state, state)
    t.equal(ask(facts.toReversed(), on).state, state)
  })
}

const ODD: readonly (readonly [title: string, facts: readonly Fact[], on: string, code: string])[] =
  [
    ['D16 before the end', [...onProbation, ordered], '2026-05-28', 'document-before-end'],
    ['D18 before the end', [...onProbation, fled], '2026-05-30', 'document-before-end'],
    [
      'D18 after the release',
      [...onProbation, released, doc('escape-notice', '2027-05-01')],
      '2027-05-01',
      'document-after-end',
    ],
    ['D21 after a death', [...onProbation, died, custody], '2026-06-11', 'document-after-end'],
    [
      'D24 after a revocation',
      [...onProbation, revoked, ...newJudgment('2026-05-15')],
      '2026-05-15',
      'second-ending',
    ],
    [
      'D24 after the release',
      [...onProbation, pardoned, ...newJudgment('2026-05-15')],
      '2026-05-15',
      'document-after-end',
    ],
    [
      'D24 of another kind',
      [...onProbation, ...newJudgment('2026-05-15', { body: { kind: 'parole' } })],
      '2026-05-15',
      'ending-of-other-kind',
    ],
    ['D24 before anything', newJudgment('2026-05-15'), '2026-05-15', 'no-correction-to-end'],
    ['E5 before anything', [died], '2026-06-02', 'no-correction-to-end'],
    ['E5 after a judgment', [...judgedAnew, died], '2026-06-02', 'second-ending'],
    ['E5 after the release', [...onProbation, pardoned, died], '2026-06-02', 'document-after-end'],
    ['E8 before anything', [pardoned], '2026-05-12', 'no-correction-to-end'],
    ['E8 after a revocation', [...onProbation, revoked, pardoned], '2026-05-12', 'second-ending'],
    ['F9 void before anything', [voided], '2026-05-10', 'no-correction-to-end'],
    [
      'F9 void after the release',
      [...onProbation, doc('pardon', '2026-05-01'), voided],
      '2026-05-10',
      'document-after-end',
    ],
    [
      'F9 void after a revocation',
      [...onProbation, doc('ruling-revoke-probation', '2026-05-01'), voided],
      '2026-05-10',
      'second-ending',
    ],
    [
      'C9 before the enrolment',
      [judged, inForce, doc('place-change-decision', '2026-03-18')],
      '2026-03-18',
      'not-enrolled-yet',
    ],
    ['C9 after the end', [...onProbation, pardoned, moved], '2026-06-01', 'document-after-end'],
    [
      'B24 of a third agency',
      [
        ...onProbation,
        doc('place-change-decision', '2026-06-01', { body: { newAgency: '114199030000009999' } }),
        there,
      ],
      '2026-06-05',
      'enrolled-elsewhere',
    ],
  ]

for (const [title, facts, on, code] of ODD) {
  t.test(`${title} is said: ${code}`, async (t) => {
    t.ok(codes(facts, on).includes(code), codes(facts, on).join())
  })
}

t.test('the person moves with the record of the new place, not before (rule 10)', async (t) => {
  const facts = [...onProbation, moved, there]
  t.not(ask(facts, '2026-06-04').executionPlace?.agency, ELSEWHERE)
  t.equal(ask(facts, '2026-06-05').executionPlace?.agency, ELSEWHERE)
  t.same(codes(facts, '2026-06-05'), [])
})

t.test('an answer names the document and day that ended the correction first', async (t) => {
  t.match(ask([...onProbation, revoked, died], '2026-07-01').ended, {
    documentId: revoked.documentId,
    on: '2026-05-10',
    reason: 'probation-revoked',
  })
  const reasons = [
    [onProbation, 'probation-revoked'],
    [onParole, 'parole-revoked'],
    [outside, 'imprisoned'],
  ] as const
  for (const [facts, reason] of reasons) {
    t.match(ask([...facts, ...newJudgment('2026-05-15')], '2026-05-15').ended, { reason })
  }
  t.match(ask([enrolled, ...newJudgment('2026-05-15')], '2026-05-15').ended, { reason: 'other' })
})

t.test('a notice of termination waits for the judgment that it announces', async (t) => {
  const notice = doc('termination-notice', '2026-05-26', { body: { endedOn: '2026-05-14' } })
  const facts = [...judgedAnew, notice]
  t.match(ask(facts, '2026-06-01').ended, { documentId: judgedAnew[3]!.documentId })
  t.same(codes(facts, '2026-06-01'), [])
  const unstated = [...onProbation, doc('judgment-new-crime', '2026-05-04'), notice]
  t.match(ask(unstated, '2026-06-01').ended, { on: '2026-05-14' })
})

t.test('a notice alone that states a death is final', async (t) => {
  const notice = doc('termination-notice', '2026-05-26', { body: { terminationReason: 'death' } })
  t.equal(ask([...onProbation, notice, custody], '2026-06-11').state, 'TERMINATED')
})

t.test('a decision taken away leaves no kind, and another may follow', async (t) => {
  const annulled = [judged, upheld({ outcome: 'annulled' })]
  t.match(ask(annulled, '2026-03-17'), { kind: null, period: null, executionPlace: null })
  const again = doc('judgment-control', '2026-04-20', {
    effectiveOn: '2026-05-06',
    body: { term: { months: 6 } },
  })
  t.match(ask([...annulled, again], '2026-05-06'), {
    state: 'EFFECTIVE_AWAITING_REPORT',
    kind: 'control',
  })
  t.same(codes([...annulled, again], '2026-05-06'), [])
})

t.test('an appeal may change the kind and the term', async (t) => {
  const changed = upheld({ outcome: 'changed', kind: 'control', term: { months: 6 } })
  t.match(ask([judged, changed], '2026-03-17'), {
    kind: 'control',
    period: { from: '2026-03-17', to: '2026-09-16' },
  })
})

t.test('an appeal against the new judgment decides whether that takes effect', async (t) => {
  const appeal = (outcome: 'upheld' | 'annulled') =>
    doc('ruling-second-instance', '2026-05-18', {
      cites: { 'based-on': 'no. judgment-new-crime' },
      body: { outcome },
    })
  const judgment = doc('judgment-new-crime', '2026-05-04')
  t.equal(ask([...onProbation, judgment, appeal('upheld')], '2026-05-18').state, 'TERMINATED')
  t.equal(ask([...judgedAnew, appeal('annulled')], '2026-06-01').state, 'UNDER_CORRECTION')
})

t.test(
  'a final appraisal that comes late belongs to the episode that has a decision',
  async (t) => {
    const anew = doc('assess-entrustment', '2027-05-01')
    const appraisal = doc('final-appraisal', '2027-05-10')
    t.same(ask([...onProbation, released, anew, appraisal], '2027-05-10').overlays.proceeding, [])
  },
)

t.test('an appeal that names nothing is about the judgment made last', async (t) => {
  const appeal = doc('ruling-second-instance', '2026-05-18', { body: { outcome: 'annulled' } })
  t.equal(ask([...judgedAnew, appeal], '2026-06-01').state, 'UNDER_CORRECTION')
  t.equal(ask([...onProbation, appeal], '2026-06-01').state, 'TERMINATED')
})
