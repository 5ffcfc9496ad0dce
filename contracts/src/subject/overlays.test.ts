import t from 'tap'
import type { Fact } from './fact.ts'
import type { Proceeding } from './status.ts'
import { fact } from './testing.ts'
import {
  ask,
  codes,
  doc,
  lost,
  newJudgment,
  onProbation,
  outside,
  released,
  revoked,
} from './testing-courses.ts'

const proceedings = (facts: readonly Fact[], on: string) => ask(facts, on).overlays.proceeding
const restriction = (facts: readonly Fact[], on: string) =>
  ask([...onProbation, ...facts], on).overlays.restriction

type Course = readonly [
  proceeding: Proceeding,
  before: readonly Fact[],
  start: Fact,
  ends: readonly Fact[],
]
const at = (type: Parameters<typeof doc>[0], body: Fact['body'] = {}) =>
  doc(type, '2026-04-20', { body })
const begun = (type: Parameters<typeof doc>[0], body: Fact['body'] = {}) =>
  doc(type, '2026-04-10', { body })

const COURSES: readonly Course[] = [
  [
    'PAROLE_PROPOSED',
    [],
    begun('proposal-parole'),
    [at('ruling-parole'), at('ruling-parole', { outcome: 'refused' })],
  ],
  [
    'TPE_PROPOSED',
    [],
    begun('proposal-tpe'),
    [at('decision-tpe-prison'), at('decision-tpe-police'), at('decision-tpe-refused')],
  ],
  [
    'PLACE_CHANGE_PENDING',
    onProbation,
    begun('place-change-consult'),
    [at('place-change-decision'), at('place-change-decision', { outcome: 'refused' })],
  ],
  ['PS_PENALTY_PROPOSED', onProbation, begun('proposal-ps-penalty'), [at('ps-penalty-decision')]],
  [
    'COMMUTE_PROPOSED',
    onProbation,
    begun('proposal-commutation'),
    [at('ruling-commutation'), at('ruling-commutation', { outcome: 'refused' })],
  ],
  [
    'EXPIRY_REVIEW',
    outside,
    begun('tpe-expiry-letter'),
    [at('tpe-extension-decision'), at('pardon')],
  ],
  ['EXPIRY_REVIEW', onProbation, begun('final-appraisal'), [at('pardon'), at('death-notice')]],
  [
    'REVOKE_PROPOSED',
    onProbation,
    begun('proposal-revoke-probation'),
    [at('ruling-revoke-probation'), at('ruling-not-revoked'), at('withdrawal-proposal')],
  ],
  [
    'ARREST_PROPOSED',
    onProbation,
    begun('proposal-arrest'),
    [
      at('decision-arrest'),
      at('decision-no-arrest'),
      at('ruling-not-revoked'),
      at('withdrawal-proposal'),
    ],
  ],
  [
    'ARREST_ORDERED',
    onProbation,
    begun('decision-arrest'),
    [at('arrest-execution'), at('ruling-not-revoked')],
  ],
  [
    'IMPRISON_PROPOSED',
    outside,
    begun('proposal-imprison'),
    [at('decision-imprison-prison'), at('decision-not-imprison')],
  ],
  [
    'UNCOUNTED_PROPOSED',
    outside,
    begun('proposal-uncounted-period'),
    [at('ruling-uncounted-period')],
  ],
  [
    'NEW_CRIME_CASE',
    onProbation,
    begun('criminal-detention', { newCrime: true }),
    [at('non-prosecution-decision'), at('release-or-change', { caseEnded: true })],
  ],
  [
    'NEW_CRIME_CASE',
    onProbation,
    begun('wanted-notice', { newCrime: true }),
    [at('non-prosecution-decision')],
  ],
  ['NEW_CRIME_CASE', onProbation, begun('indictment'), [at('non-prosecution-decision')]],
  [
    'RULING_CHALLENGED',
    onProbation,
    begun('objection-parole-commutation'),
    [at('recheck-decision')],
  ],
  [
    'DECISION_CHALLENGED',
    outside,
    begun('objection-tpe'),
    [at('recheck-decision', { outcome: 'upheld' })],
  ],
]

for (const [proceeding, before, start, ends] of COURSES) {
  t.test(
    `${proceeding}: ${start.type} to ${ends.map(({ type }) => type).join(', ')}`,
    async (t) => {
      t.same(proceedings([...before, start], '2026-04-09'), [])
      t.same(proceedings([...before, start], '2026-04-30'), [proceeding])
      for (const end of ends) {
        const left = proceedings([...before, start, end], '2026-04-20')
        t.notOk(left.includes(proceeding), end.type)
      }
    },
  )
}

t.test(
  'a new-crime case ends with the judgment for it, for all papers that began it',
  async (t) => {
    const facts = [
      ...onProbation,
      begun('criminal-detention', { newCrime: true }),
      begun('arrest-new-crime', { newCrime: true }),
      begun('indictment'),
      ...newJudgment('2026-05-15'),
    ]
    t.same(proceedings(facts, '2026-05-14'), ['NEW_CRIME_CASE'])
    t.same(proceedings(facts, '2026-05-15'), [])
  },
)

t.test('after the end of the correction only those begin that outlive it', async (t) => {
  const late = (type: Parameters<typeof doc>[0]) => doc(type, '2027-04-10')
  for (const type of ['proposal-commutation', 'proposal-arrest', 'final-appraisal'] as const) {
    t.same(proceedings([...onProbation, released, late(type)], '2027-04-10'), [], type)
    t.same(codes([...onProbation, released, late(type)], '2027-04-10'), ['document-after-end'])
  }
  const outliving = [late('proposal-uncounted-period'), late('objection-tpe')]
  t.same(proceedings([...outside, ...outliving], '2027-04-10'), [
    'DECISION_CHALLENGED',
    'UNCOUNTED_PROPOSED',
  ])
})

t.test('a withdrawal takes its own proposal and the arrest based on it (CPLI 540)', async (t) => {
  const proposal = fact('proposal-revoke-probation', { id: 'd1', madeOn: '2026-04-10' })
  const arrest = fact('proposal-arrest', {
    id: 'd3',
    madeOn: '2026-04-10',
    refers: { 'based-on': 'd1' },
  })
  const commute = fact('proposal-commutation', { id: 'c31', madeOn: '2026-04-11' })
  const all = [...onProbation, proposal, arrest, commute]
  const withdrawn = (refers: Record<string, string>) =>
    fact('withdrawal-proposal', { id: 'd26', madeOn: '2026-04-12', refers })
  t.same(proceedings([...all, withdrawn({ 'based-on': 'd1' })], '2026-04-12'), ['COMMUTE_PROPOSED'])
  t.same(proceedings([...all, withdrawn({})], '2026-04-12'), [])
  t.same(proceedings([...all, withdrawn({ 'based-on': 'nothing' })], '2026-04-12').length, 3)
  const other = {
    ...withdrawn({}),
    issuer: { ...proposal.issuer, code: commute.recipients[0]!.code },
  }
  t.same(proceedings([...all, other], '2026-04-12').length, 3, 'only its own')
})

t.test('a re-check that names one challenge leaves the other', async (t) => {
  const one = fact('objection-tpe', { id: 'f5', madeOn: '2026-04-10' })
  const two = fact('objection-parole-commutation', { id: 'f4', madeOn: '2026-04-10' })
  const recheck = fact('recheck-decision', {
    id: 'f7',
    madeOn: '2026-04-20',
    refers: { answers: 'f5' },
    body: { outcome: 'upheld' },
  })
  t.same(proceedings([...outside, one, two, recheck], '2026-04-20'), ['RULING_CHALLENGED'])
})

t.test('a document imposes the restriction of its type, a body may name another', async (t) => {
  const types = [
    ['criminal-detention', 'CRIM_DETENTION'],
    ['arrest-new-crime', 'ARREST'],
    ['bail', 'BAIL'],
    ['residential-surveillance', 'RESID_SURV'],
    ['summons', 'SUMMONS'],
    ['judicial-detention', 'JUDICIAL_DETENTION'],
    ['compulsory-rehab', 'DRUG_REHAB'],
  ] as const
  for (const [type, expected] of types) {
    t.equal(restriction([doc(type, '2026-04-10')], '2026-04-09'), 'NONE')
    t.equal(restriction([doc(type, '2026-04-10')], '2026-04-10'), expected)
  }
  const named = doc('bail', '2026-04-10', { body: { measure: 'RESID_SURV' } })
  t.equal(restriction([named], '2026-04-10'), 'RESID_SURV')
})

t.test('of the measures of a case the one begun last holds, a summons replaces none', async (t) => {
  const detained = doc('criminal-detention', '2026-04-10')
  const bailed = doc('bail', '2026-04-20')
  const called = doc('summons', '2026-04-22')
  t.equal(restriction([detained, bailed], '2026-04-20'), 'BAIL')
  t.equal(restriction([detained, called], '2026-04-22'), 'CRIM_DETENTION')
  const rehab = doc('compulsory-rehab', '2026-04-12')
  t.equal(restriction([detained, rehab, bailed], '2026-04-21'), 'DRUG_REHAB')
})

t.test('a penalty restricts only as detention, from its first to its last day', async (t) => {
  const penalty = (body: Fact['body']) => doc('ps-penalty-decision', '2026-04-10', { body })
  t.equal(restriction([penalty({ penalty: 'fine' })], '2026-04-10'), 'NONE')
  t.equal(restriction([penalty({})], '2026-04-10'), 'NONE')
  const held = penalty({ penalty: 'detention', from: '2026-04-11', to: '2026-04-15' })
  t.equal(restriction([held], '2026-04-10'), 'NONE')
  t.equal(restriction([held], '2026-04-11'), 'ADMIN_DETENTION')
  t.equal(restriction([held], '2026-04-16'), 'NONE')
})

const order = doc('decision-arrest', '2026-04-10')
const arrested = doc('arrest-execution', '2026-04-12', { body: { arrestedOn: '2026-04-11' } })

t.test('an arrest for the revocation ends with the refusal, not with a new bail', async (t) => {
  t.equal(restriction([order], '2026-04-10'), 'NONE')
  t.equal(restriction([order, arrested], '2026-04-11'), 'ARREST')
  t.equal(restriction([order, arrested, doc('bail', '2026-04-15')], '2026-04-15'), 'ARREST')
  const refused = doc('ruling-not-revoked', '2026-04-20')
  t.equal(restriction([order, arrested, refused], '2026-04-20'), 'NONE')
  const other = doc('arrest-new-crime', '2026-04-14', { body: { newCrime: true } })
  t.equal(restriction([order, arrested, other, refused], '2026-04-20'), 'ARREST')
  const notice = doc('detention-notice', '2026-04-12', {
    body: { measure: 'ARREST', decidedOn: '2026-04-10' },
  })
  t.equal(restriction([order, notice, refused], '2026-04-20'), 'NONE')
})

t.test('a release from custody leaves what leaves one at liberty', async (t) => {
  const freed = doc('release-notice', '2026-04-21', { body: { endedOn: '2026-04-20' } })
  t.equal(restriction([order, arrested, freed], '2026-04-19'), 'ARREST')
  t.equal(restriction([order, arrested, freed], '2026-04-20'), 'NONE')
  const watched = doc('residential-surveillance', '2026-04-15')
  t.equal(restriction([order, arrested, watched, freed], '2026-04-20'), 'RESID_SURV')
})

t.test('a death ends every restriction', async (t) => {
  const died = doc('death-notice', '2026-04-20', { body: { diedOn: '2026-04-18' } })
  t.equal(restriction([order, arrested, died], '2026-04-18'), 'NONE')
})

const supervision = (facts: readonly Fact[], on: string) =>
  ask([...onProbation, ...facts], on).overlays.supervision

t.test(
  'not arrived: lost from the day after the seven days, 脱管 after 48 hours (§9-23)',
  async (t) => {
    const moved = (body: Fact['body']) => doc('place-change-decision', '2026-06-01', { body })
    const absent = doc('not-arrived-notice', '2026-06-12')
    const served = [moved({ servedOn: '2026-06-02' }), absent]
    t.equal(supervision(served, '2026-06-09'), 'NORMAL')
    t.equal(supervision(served, '2026-06-10'), 'LOST_CONTACT')
    t.equal(supervision(served, '2026-06-12'), 'TUOGUAN')
    t.equal(ask([...onProbation, ...served], '2026-06-12').state, 'TRANSFERRING')
    t.equal(supervision([moved({}), absent], '2026-06-11'), 'NORMAL')
    t.equal(supervision([moved({}), absent], '2026-06-12'), 'LOST_CONTACT')
    const since = doc('not-arrived-notice', '2026-06-12', { body: { since: '2026-06-08' } })
    t.equal(supervision([moved({}), since], '2026-06-08'), 'LOST_CONTACT')
    const there = doc('enrolment-record', '2026-06-14', { by: 'otherCorrections' })
    t.equal(supervision([...served, there], '2026-06-14'), 'NORMAL')
  },
)

t.test('out of contact ends with each of the documents that end it', async (t) => {
  const ends = [
    doc('search-bulletin', '2026-05-10', {
      number: 'two',
      body: { result: 'found', foundAt: '2026-05-09' },
    }),
    doc('leave-return-record', '2026-05-10', { body: { returnedAt: '2026-05-09' } }),
    doc('capture-notice', '2026-05-10', { body: { capturedOn: '2026-05-09' } }),
    doc('criminal-detention', '2026-05-09'),
  ]
  for (const end of ends) {
    const facts = [lost, { ...end, documentId: revoked.documentId }]
    t.equal(supervision(facts, '2026-05-08'), 'TUOGUAN', end.type)
    t.equal(supervision(facts, '2026-05-09'), 'NORMAL', end.type)
  }
  t.equal(supervision([lost, revoked], '2026-05-10'), 'NORMAL', 'the end of the correction')
})

t.test('commendations are counted, fresh in a new episode', async (t) => {
  const commended = doc('decision-commendation', '2026-10-08')
  t.equal(ask([...onProbation, commended], '2026-10-08').counters.commendations, 1)
  const again = doc('assess-entrustment', '2027-05-01')
  t.equal(ask([...onProbation, commended, released, again], '2027-05-01').counters.commendations, 0)
})
