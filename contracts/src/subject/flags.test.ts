import t, { type Test } from 'tap'
import type { Fact } from './fact.ts'
import type { Flag } from './status.ts'
import { fact, midnight } from './testing.ts'
import {
  ask,
  codes,
  doc,
  enrolled,
  inForce,
  judged,
  newJudgment,
  onProbation,
  outside,
  released,
  revoked,
} from './testing-courses.ts'

const flags = (facts: readonly Fact[], on: string) => ask(facts, on).overlays.flags
const until = (
  t: Test,
  facts: readonly Fact[],
  flag: Flag,
  first: string,
  last: string,
  off: string,
) => {
  t.ok(flags(facts, first).includes(flag), `on from ${first}`)
  t.ok(flags(facts, last).includes(flag), `still on ${last}`)
  t.notOk(flags(facts, off).includes(flag), `off on ${off}`)
}

t.test('ASSESSED from the opinion to the decision', async (t) => {
  const opinion = doc('assess-opinion', '2026-02-10')
  until(t, [opinion, judged], 'ASSESSED', '2026-02-10', '2026-03-01', '2026-03-02')
  const notApproved = doc('decision-tpe-refused', '2026-03-02')
  until(t, [opinion, notApproved], 'ASSESSED', '2026-02-10', '2026-03-01', '2026-03-02')
  const refused = doc('ruling-parole', '2026-03-02', { body: { outcome: 'refused' } })
  until(t, [opinion, refused], 'ASSESSED', '2026-02-10', '2026-03-01', '2026-03-02')
})

t.test('DOCS_INCOMPLETE until every paper that is listed has arrived', async (t) => {
  const listed = doc('missing-documents-notice', '2026-04-01', {
    body: { missing: ['execution-notice', 'place-determination'] },
  })
  const place = doc('place-determination', '2026-03-02', { arrives: '2026-04-10' })
  const late = { ...inForce, recipients: judged.recipients }
  const sent = { ...late, recordedAt: midnight('2026-04-12') }
  const facts = [judged, enrolled, listed, place, sent]
  until(t, facts, 'DOCS_INCOMPLETE', '2026-04-01', '2026-04-11', '2026-04-12')
  t.ok(flags([judged, enrolled, listed, place], '2026-08-01').includes('DOCS_INCOMPLETE'))
  t.same(flags([judged, inForce, enrolled, listed, released], '2027-03-20'), [])
})

t.test('DOCS_INCOMPLETE without a list ends with the first answer', async (t) => {
  const asked = doc('missing-documents-notice', '2026-04-01')
  const answer = fact('execution-notice', {
    id: 'answer',
    madeOn: '2026-04-05',
    cites: { answers: 'no. missing-documents-notice' },
  })
  until(
    t,
    [...onProbation, asked, answer],
    'DOCS_INCOMPLETE',
    '2026-04-01',
    '2026-04-04',
    '2026-04-06',
  )
  t.ok(flags([...onProbation, asked], '2026-08-01').includes('DOCS_INCOMPLETE'))
})

t.test(
  'EXIT_RESTRICTED until it is lifted or the person is released, not by a revocation',
  async (t) => {
    const imposed = doc('exit-restriction', '2026-03-25')
    const lifted = fact('exit-restriction', {
      id: 'lift',
      madeOn: '2026-06-01',
      body: { action: 'lift' },
    })
    until(
      t,
      [...onProbation, imposed, lifted],
      'EXIT_RESTRICTED',
      '2026-03-25',
      '2026-05-31',
      '2026-06-01',
    )
    until(
      t,
      [...onProbation, imposed, released],
      'EXIT_RESTRICTED',
      '2026-03-25',
      '2027-03-12',
      '2027-03-13',
    )
    t.ok(flags([...onProbation, imposed, revoked], '2026-06-01').includes('EXIT_RESTRICTED'))
  },
)

const monitor = (id: string, madeOn: string, body: Fact['body'] = {}) =>
  fact('emonitor-decision', { id, madeOn, body })

t.test('EMONITOR for three months at most, each extension from the end of the last', async (t) => {
  const imposed = monitor('one', '2026-06-09')
  until(t, [...onProbation, imposed], 'EMONITOR', '2026-06-09', '2026-09-08', '2026-09-09')
  const short = monitor('one', '2026-06-09', { from: '2026-06-10', to: '2026-06-30' })
  until(t, [...onProbation, short], 'EMONITOR', '2026-06-10', '2026-06-30', '2026-07-01')
  const extended = monitor('two', '2026-09-01', { action: 'extend' })
  until(
    t,
    [...onProbation, imposed, extended],
    'EMONITOR',
    '2026-06-09',
    '2026-12-08',
    '2026-12-09',
  )
  const lifted = monitor('three', '2026-07-02', { action: 'lift', endedOn: '2026-07-01' })
  until(t, [...onProbation, imposed, lifted], 'EMONITOR', '2026-06-09', '2026-06-30', '2026-07-01')
  const anew = monitor('four', '2026-07-20', { action: 'extend' })
  until(
    t,
    [...onProbation, imposed, lifted, anew],
    'EMONITOR',
    '2026-07-20',
    '2026-10-19',
    '2026-10-20',
  )
})

t.test('EMONITOR beyond three months is cut and said (CCL 29)', async (t) => {
  const long = monitor('one', '2026-06-09', { to: '2026-12-31' })
  until(t, [...onProbation, long], 'EMONITOR', '2026-06-09', '2026-09-08', '2026-09-09')
  t.same(codes([...onProbation, long], '2026-06-09'), ['monitoring-too-long'])
})

t.test('TRAVEL_PERMIT for a term of six months, or as it prints', async (t) => {
  const permit = (body: Fact['body']) => doc('recurring-travel-approval', '2026-04-10', { body })
  until(t, [...onProbation, permit({})], 'TRAVEL_PERMIT', '2026-04-10', '2026-10-09', '2026-10-10')
  const printed = permit({ from: '2026-04-15', to: '2026-05-14' })
  until(t, [...onProbation, printed], 'TRAVEL_PERMIT', '2026-04-15', '2026-05-14', '2026-05-15')
  t.same(flags([...onProbation, permit({ outcome: 'refused' })], '2026-04-11'), [])
})

t.test('permit and positioning end with the correction', async (t) => {
  const facts = [
    ...onProbation,
    monitor('m', '2026-05-01'),
    doc('recurring-travel-approval', '2026-05-01'),
  ]
  t.same(flags([...facts, revoked], '2026-05-09'), ['EMONITOR', 'TRAVEL_PERMIT'])
  t.same(flags([...facts, revoked], '2026-05-10'), [])
})

t.test('PURSUED until caught, held or in prison', async (t) => {
  const wanted = doc('wanted-notice', '2026-05-05')
  for (const end of [
    doc('capture-notice', '2026-05-20', { body: { capturedOn: '2026-05-20' } }),
    doc('custody-receipt', '2026-05-20', { body: { takenOn: '2026-05-20' } }),
    doc('criminal-detention', '2026-05-20'),
  ]) {
    until(t, [...onProbation, wanted, end], 'PURSUED', '2026-05-05', '2026-05-19', '2026-05-20')
  }
  until(
    t,
    [...onProbation, wanted, doc('bail', '2026-05-20')],
    'PURSUED',
    '2026-05-05',
    '2026-06-01',
    '2026-05-04',
  )
})

t.test('PROHIBITION_ORDER as the judgment in force states it', async (t) => {
  const ordered = { ...judged, body: { ...judged.body, prohibition: { to: '2026-06-30' } } }
  const facts = [ordered, inForce, enrolled]
  until(t, facts, 'PROHIBITION_ORDER', '2026-03-13', '2026-06-30', '2026-07-01')
  t.same(flags([...facts, revoked], '2026-05-10'), [])
  const appeal = doc('ruling-second-instance', '2026-03-10', {
    body: { outcome: 'changed', prohibition: { to: '2026-04-30' } },
  })
  until(
    t,
    [ordered, appeal, enrolled],
    'PROHIBITION_ORDER',
    '2026-03-10',
    '2026-04-30',
    '2026-05-01',
  )
})

t.test(
  'FOREIGN where deportation is ordered, MINOR where the papers of the correction say so',
  async (t) => {
    const foreign = { ...judged, body: { ...judged.body, deportation: true } }
    t.same(flags([foreign], '2026-03-02'), ['FOREIGN'])
    t.same(flags([{ ...judged, minor: true }, inForce, enrolled], '2026-12-01'), ['MINOR'])
    const asked = doc('assess-entrustment', '2026-02-01', { minor: true })
    t.same(flags([asked], '2026-02-01'), ['MINOR'])
    t.same(flags([asked, ...onProbation], '2026-04-01'), [], 'of age when the correction started')
  },
)

t.test(
  'SEAL_DUE until three days after the release, then SEALED, until it is lifted',
  async (t) => {
    const notice = doc('sealing-notice', '2026-03-25')
    const early = doc('pardon', '2026-09-30')
    const facts = [...onProbation, notice, early]
    until(t, facts, 'SEAL_DUE', '2026-03-25', '2026-10-07', '2026-10-09')
    t.same(flags(facts, '2026-10-08'), ['SEAL_DUE'], 'the due day rolls over the holiday')
    t.same(flags(facts, '2026-10-09'), ['SEALED'])
    const lifted = doc('unsealing-decision', '2026-11-02', { body: { outcome: 'granted' } })
    t.same(flags([...facts, lifted], '2026-11-02'), [])
    const refused = doc('unsealing-decision', '2026-11-02', { body: { outcome: 'refused' } })
    t.same(flags([...facts, refused], '2026-11-02'), ['SEALED'])
    t.same(flags([...onProbation, notice, revoked], '2026-12-01'), ['SEAL_DUE'], 'prison follows')
  },
)

t.test('nothing is sealed by a year without a calendar', async (t) => {
  const facts = [...onProbation, doc('sealing-notice', '2026-03-25'), released]
  t.same(flags(facts, '2027-12-01'), ['SEAL_DUE'])
})

t.test('a flag is carried by its document', async (t) => {
  const imposed = doc('exit-restriction', '2026-03-25')
  const { basis } = ask([...outside, imposed, ...newJudgment('2026-05-15')], '2026-04-01')
  t.ok(basis.some(({ type }) => type === 'exit-restriction'))
})
