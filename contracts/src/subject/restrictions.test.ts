import t from 'tap'
import type { Fact } from './fact.ts'
import { statusAt } from './status-at.ts'
import { at, calendar, fact, moment } from './testing.ts'
import { timelineOf } from './timeline.ts'

const enrolled = fact('enrolment-record', {
  id: 'b24',
  madeOn: '2026-03-20',
  body: { kind: 'probation' },
})
const ask = (facts: readonly Fact[], valid: string) =>
  statusAt([enrolled, ...facts], at(valid), calendar).overlays.restriction
const notice = (
  id: string,
  decidedOn: string,
  measure: Fact['body']['measure'],
  body: Fact['body'] = {},
) =>
  fact('detention-notice', {
    id,
    madeOn: decidedOn,
    body: { ...body, ...(measure && { measure }), decidedOn },
  })
const lift = (endedOn: string, body: Fact['body'] = {}) =>
  fact('release-or-change', { id: 'c27', madeOn: endedOn, body: { endedOn, ...body } })

t.test('a measure holds from its decision to its last printed day', async (t) => {
  const held = notice('c23', '2026-04-10', 'ADMIN_DETENTION', { to: '2026-04-14' })
  t.equal(ask([held], '2026-04-09'), 'NONE')
  t.equal(ask([held], '2026-04-14'), 'ADMIN_DETENTION')
  t.equal(ask([held], '2026-04-15'), 'NONE')
  const { circumstances } = statusAt([enrolled, held], at('2026-04-20'), calendar)
  t.match(circumstances.publicSecurityPenalty, {
    present: true,
    since: '2026-04-10',
    until: '2026-04-15',
  })
  t.equal(ask([notice('c23', '2026-04-10', undefined)], '2026-04-10'), 'NONE')
})

t.test('the heaviest shows, and coercive measures replace each other', async (t) => {
  const rehab = notice('r', '2026-04-10', 'DRUG_REHAB')
  const detained = notice('d', '2026-04-12', 'CRIM_DETENTION')
  const bail = notice('b', '2026-04-20', 'BAIL')
  t.equal(ask([rehab, detained, bail], '2026-04-12'), 'CRIM_DETENTION')
  t.equal(ask([rehab, detained, bail], '2026-04-20'), 'DRUG_REHAB')
  t.equal(ask([detained, bail], '2026-04-20'), 'BAIL')
})

t.test('papers of one restriction and one day are one measure', async (t) => {
  const papers = [
    notice('one', '2026-04-10', 'CRIM_DETENTION', { to: '2026-04-13' }),
    {
      ...notice('two', '2026-04-10', 'CRIM_DETENTION', { to: '2026-04-12' }),
      type: 'criminal-detention',
    },
  ]
  t.equal(ask(papers, '2026-04-12'), 'CRIM_DETENTION')
  t.equal(ask(papers, '2026-04-13'), 'NONE', "the measure's own paper counts before the notice")
})

t.test('a summons ends after 24 hours (§9-31)', async (t) => {
  const summoned = notice('s', '2026-04-10', 'SUMMONS')
  t.equal(ask([summoned], '2026-04-10'), 'SUMMONS')
  t.equal(ask([summoned], '2026-04-11T00:00:00+08:00'), 'NONE')
})

t.test('a lift ends what it names, else all; a change begins the new measure', async (t) => {
  const held = notice('c23', '2026-04-10', 'CRIM_DETENTION', { newCrime: true })
  const rehab = notice('r', '2026-04-10', 'DRUG_REHAB')
  t.equal(ask([held, rehab, lift('2026-04-20')], '2026-04-20'), 'NONE')
  t.equal(
    ask([held, rehab, lift('2026-04-20', { measure: 'CRIM_DETENTION' })], '2026-04-20'),
    'DRUG_REHAB',
  )
  t.equal(ask([held, lift('2026-04-10', { measure: 'CRIM_DETENTION' })], '2026-04-10'), 'NONE')
  t.equal(ask([held, lift('2026-04-10')], '2026-04-10'), 'NONE')
  const changed = [held, lift('2026-04-20', { changedTo: 'BAIL' })]
  t.equal(ask(changed, '2026-04-20'), 'BAIL')
  const ended = statusAt(
    [enrolled, held, lift('2026-04-20', { caseEnded: true })],
    at('2026-04-20'),
    calendar,
  )
  t.same(ended.overlays.proceeding, [])
  t.match(ended.circumstances.coerciveMeasure, { present: false, until: '2026-04-20' })
})

t.test('measures of the judged case end with the enrolment (CPLI 172)', async (t) => {
  const bail = notice('b', '2026-02-01', 'BAIL')
  t.equal(ask([bail], '2026-03-19'), 'BAIL')
  t.equal(ask([bail], '2026-03-20'), 'NONE')
  t.equal(ask([notice('b', '2026-02-01', 'BAIL', { newCrime: true })], '2026-03-20'), 'BAIL')
  t.equal(ask([notice('b', '2026-02-01', 'DRUG_REHAB')], '2026-03-20'), 'DRUG_REHAB')
})

t.test('custody ends every restriction and every absence', async (t) => {
  const custody = fact('custody-receipt', {
    id: 'd21',
    madeOn: '2026-05-01',
    body: { takenOn: '2026-05-01' },
  })
  t.equal(ask([notice('c23', '2026-04-10', 'ARREST'), custody], '2026-05-01'), 'NONE')
  const lost = fact('search-bulletin', {
    id: 'c21',
    madeOn: '2026-04-05',
    body: { since: '2026-04-05' },
  })
  const facts = [enrolled, lost, notice('c23', '2026-04-10', 'ARREST')]
  t.equal(statusAt(facts, at('2026-04-09'), calendar).overlays.supervision, 'TUOGUAN')
  t.equal(statusAt(facts, at('2026-04-10'), calendar).overlays.supervision, 'NORMAL')
  t.match(timelineOf(facts, moment('2026-04-30'), calendar).at(-1), {
    restriction: 'ARREST',
    supervision: 'NORMAL',
  })
})
