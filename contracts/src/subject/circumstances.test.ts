import t from 'tap'
import type { Fact } from './fact.ts'
import { UNITS } from './testing.ts'
import { ask, doc, lost, newJudgment, onProbation, outside, released } from './testing-courses.ts'

const told = (facts: readonly Fact[], on: string) => ask(facts, on).circumstances
const ids = (...facts: readonly Fact[]) => facts.map(({ documentId }) => documentId)

t.test('delivery names who decided, whether in force and how the person reported', async (t) => {
  const receipt = doc('service-receipt', '2026-03-21')
  const { delivery } = told([...onProbation, receipt], '2026-04-01')
  t.match(delivery, {
    present: true,
    since: '2026-03-13',
    detail: {
      effective: true,
      reported: true,
      louguan: false,
      reportCode: '01',
      decidedBy: UNITS.court.code,
    },
  })
  t.same([...delivery.documents].sort(), ids(...onProbation, receipt).sort())
  const moved = doc('place-change-decision', '2026-06-01')
  t.match(told([...onProbation, moved], '2026-06-01').delivery.detail, { transferring: true })
})

t.test('supervision tells counters, permits and orders', async (t) => {
  const facts = [
    ...onProbation,
    doc('enrolment-announcement', '2026-03-24'),
    doc('decision-commendation', '2026-05-01'),
    doc('decision-warning', '2026-05-02'),
    doc('emonitor-decision', '2026-05-03'),
    doc('recurring-travel-approval', '2026-05-04'),
    doc('leave-approval', '2026-05-05', { body: { from: '2026-05-06', to: '2026-05-09' } }),
  ]
  const { supervision } = told(facts, '2026-05-06')
  t.match(supervision.detail, {
    kind: 'probation',
    commendations: 1,
    warnings: 1,
    reprimands: 0,
    emonitor: true,
    travelPermit: true,
    onLeave: true,
    prohibitionOrder: false,
  })
  t.equal(supervision.documents.length, 6)
  t.match(told([...facts, released], '2027-03-20').supervision, {
    present: false,
    until: '2027-03-13',
  })
})

t.test('assistance is present since the first paper about it', async (t) => {
  const referral = doc('assistance-referral', '2026-05-01')
  t.same(told([...onProbation, referral], '2026-04-30').assistance, {
    present: false,
    documents: [],
  })
  t.same(told([...onProbation, referral], '2026-05-01').assistance, {
    present: true,
    since: '2026-05-01',
    documents: ids(referral),
  })
})

t.test('evasion is proved by the search and by what it led to', async (t) => {
  const before = doc('decision-reprimand', '2026-04-01')
  const warned = doc('decision-warning', '2026-05-20')
  const found = doc('search-bulletin', '2026-05-12', {
    body: { since: '2026-05-01', foundAt: '2026-05-12', result: 'found' },
  })
  const { evasion } = told([...onProbation, before, lost, found, warned], '2026-06-01')
  t.match(evasion, { present: false, until: '2026-05-12', detail: { tuoguan: true, days: 11 } })
  t.same(evasion.documents, ids(lost, found, warned))
  const fled = doc('escape-notice', '2026-06-01')
  const revoked = doc('ruling-revoke-probation', '2026-05-10')
  t.match(told([...onProbation, revoked, fled], '2026-06-01').evasion, {
    present: true,
    documents: ids(fled),
  })
})

t.test('a penalty tells whether it is proposed, what it is and how long it lasted', async (t) => {
  const proposed = doc('proposal-ps-penalty', '2026-05-01')
  t.match(told([...onProbation, proposed], '2026-05-02').publicSecurityPenalty, {
    present: false,
    detail: { proposed: true },
    documents: ids(proposed),
  })
  const decided = (body: Fact['body']) => [
    ...onProbation,
    proposed,
    doc('ps-penalty-decision', '2026-05-06', { body }),
  ]
  t.match(told(decided({}), '2026-05-06').publicSecurityPenalty, {
    present: false,
    detail: { penalty: 'none' },
  })
  t.match(told(decided({ penalty: 'fine' }), '2026-05-06').publicSecurityPenalty, {
    present: true,
    since: '2026-05-06',
    detail: { penalty: 'fine' },
  })
  const detention = { penalty: 'detention', from: '2026-05-07', to: '2026-05-11' } as const
  t.match(told(decided(detention), '2026-06-01').publicSecurityPenalty, {
    present: true,
    since: '2026-05-07',
    until: '2026-05-12',
    detail: { penalty: 'detention', days: 5, measure: 'ADMIN_DETENTION' },
  })
})

t.test('a coercive measure tells which, and by which organ', async (t) => {
  const held = doc('criminal-detention', '2026-05-06')
  const order = doc('decision-arrest', '2026-05-01')
  const { coerciveMeasure } = told([...onProbation, order, held], '2026-05-06')
  t.match(coerciveMeasure, {
    present: true,
    since: '2026-05-06',
    detail: { measure: 'CRIM_DETENTION', organ: UNITS.otherPolice.code },
  })
  t.same(coerciveMeasure.documents, ids(held, order))
  t.match(told([...onProbation, order], '2026-05-06').coerciveMeasure, {
    present: false,
    documents: ids(order),
  })
})

t.test('a change of execution tells what is proposed, changed or ended', async (t) => {
  const change = (facts: readonly Fact[], on: string) => told(facts, on).changeOfExecution
  t.same(change(onProbation, '2026-05-01').present, false)
  const challenge = doc('objection-tpe', '2026-05-01')
  t.match(change([...outside, challenge], '2026-05-01').detail, {
    proceeding: 'DECISION_CHALLENGED',
  })
  const commuted = doc('ruling-commutation', '2026-05-01', {
    body: { servedOn: '2026-05-03', periodTo: '2026-12-12' },
  })
  t.match(change([...onProbation, commuted], '2026-05-03'), {
    present: true,
    detail: { outcome: 'commuted' },
  })
  const died = doc('death-notice', '2026-05-01')
  t.match(change([...onProbation, died], '2026-05-01').detail, { outcome: 'death' })
})

t.test(
  'days of the arrest before the execution are counted for the sentence (rule 4)',
  async (t) => {
    const proposal = doc('proposal-revoke-probation', '2026-05-04')
    const order = doc('decision-arrest', '2026-05-06')
    const arrest = doc('arrest-execution', '2026-05-07', { body: { arrestedOn: '2026-05-07' } })
    const ruling = doc('ruling-revoke-probation', '2026-05-20', { body: { kind: 'probation' } })
    const custody = doc('custody-receipt', '2026-05-25', { body: { takenOn: '2026-05-25' } })
    const facts = [...onProbation, proposal, order, arrest, ruling]
    const days = (on: string, more: readonly Fact[] = []) =>
      told([...facts, ...more], on).changeOfExecution.detail?.arrestDays
    t.equal(days('2026-05-20'), undefined, 'still held')
    t.equal(days('2026-06-30', [custody]), 18, 'from 7 to 24 May')
  },
)

t.test('a new-crime case is under investigation, prosecuted, then judged', async (t) => {
  const held = doc('criminal-detention', '2026-04-01', { body: { newCrime: true } })
  const charged = doc('indictment', '2026-04-20')
  const facts = [...onProbation, held, charged, ...newJudgment('2026-05-15')]
  t.same(told(facts, '2026-03-31').newCrime, { present: false, documents: [] })
  t.match(told(facts, '2026-04-01').newCrime, { present: true, detail: { stage: 'investigated' } })
  t.match(told(facts, '2026-04-20').newCrime, {
    since: '2026-04-01',
    detail: { stage: 'prosecuted' },
  })
  const notice = doc('termination-notice', '2026-05-26')
  const { newCrime } = told([...facts, notice], '2026-06-01')
  t.match(newCrime, { present: true, detail: { stage: 'judged', court: UNITS.otherCourt.code } })
  t.same(newCrime.documents.length, 5)
})
