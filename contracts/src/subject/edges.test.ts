import t from 'tap'
import type { Fact } from './fact.ts'
import { statusAt } from './status-at.ts'
import { at, calendar, fact, UNITS } from './testing.ts'
import { clocks, notedIn } from './testing-courses.ts'

const ask = (facts: readonly Fact[], valid: string) => statusAt(facts, at(valid), calendar)
const codes = (facts: readonly Fact[], valid: string) => notedIn(ask(facts, valid))
const control = fact('judgment-control', {
  id: 'b1',
  madeOn: '2026-03-02',
  effectiveOn: '2026-03-13',
  body: { periodFrom: '2026-03-13', periodTo: '2026-12-12' },
})
const enrolled = fact('enrolment-record', { id: 'b24', madeOn: '2026-03-20' })

t.test(
  '管制: custody pauses, a later record leads back with the period it prints (§9-32)',
  async (t) => {
    const custody = fact('custody-receipt', { id: 'd21', madeOn: '2026-05-04' })
    const back = fact('enrolment-record', { id: 'back', madeOn: '2026-09-01' })
    t.equal(ask([control, enrolled, custody], '2026-05-04').state, 'IN_CUSTODY_SERVING')
    t.equal(ask([control, enrolled, custody, back], '2026-09-01').state, 'UNDER_CORRECTION')
  },
)

t.test('a second record of another agency is said and moves nobody', async (t) => {
  const other = fact('enrolment-record', { id: 'o', madeOn: '2026-04-01', by: 'otherCorrections' })
  const status = ask([control, enrolled, other], '2026-04-01')
  t.equal(status.executionPlace?.agency, UNITS.corrections.code)
  t.same(codes([control, enrolled, other], '2026-04-01'), ['enrolled-elsewhere'])
  const again = fact('enrolment-record', { id: 'o', madeOn: '2026-04-01' })
  t.same(codes([control, enrolled, again], '2026-04-01'), [])
})

t.test('a place determined after the enrolment does not move the person', async (t) => {
  const place = (madeOn: string) =>
    fact('place-determination', {
      id: 'b15',
      madeOn,
      body: { agency: UNITS.otherCorrections.code },
    })
  t.equal(ask([control, place('2026-03-03')], '2026-03-04').executionPlace?.region, '419903')
  t.equal(
    ask([control, enrolled, place('2026-04-01')], '2026-04-01').executionPlace?.region,
    '139921',
  )
})

t.test('a person may be found by a bulletin that states no beginning', async (t) => {
  const found = fact('search-bulletin', {
    id: 'c21',
    madeOn: '2026-04-02',
    body: { result: 'found' },
  })
  const letter = fact('assist-search-letter', { id: 'c22', madeOn: '2026-04-02' })
  t.equal(ask([control, enrolled, found, letter], '2026-04-02').overlays.supervision, 'NORMAL')
  const reprimanded = fact('decision-reprimand', { id: 'c15', madeOn: '2026-04-03' })
  t.equal(ask([control, enrolled, reprimanded], '2026-04-03').counters.reprimands, 1)
})

t.test('two absences are two: the good reason of the one does not excuse the other', async (t) => {
  const bulletin = (id: string, since: string, foundAt: string, goodReason: boolean) =>
    fact('search-bulletin', { id, madeOn: foundAt, body: { since, foundAt, goodReason } })
  const facts = [
    control,
    enrolled,
    bulletin('one', '2026-04-01', '2026-04-10', false),
    bulletin('two', '2026-05-01', '2026-05-10', true),
  ]
  t.equal(ask(facts, '2026-04-05').overlays.supervision, 'TUOGUAN')
  t.equal(ask(facts, '2026-05-05').overlays.supervision, 'LOST_CONTACT')
})

t.test('a return before the last day ends the leave', async (t) => {
  const leave = fact('leave-approval', {
    id: 'c1',
    madeOn: '2026-04-01',
    body: { from: '2026-04-02', to: '2026-04-10' },
  })
  const back = fact('leave-return-record', {
    id: 'c3',
    madeOn: '2026-04-06',
    body: { returnedAt: '2026-04-06T10:00:00+08:00' },
  })
  t.equal(ask([control, enrolled, leave, back], '2026-04-05').overlays.supervision, 'ON_LEAVE')
  const status = ask([control, enrolled, leave, back], '2026-04-06')
  t.equal(status.overlays.supervision, 'NORMAL')
  t.same(clocks(status, 'T29'), [])
})

t.test('a death ends everything: custody afterwards is only recorded', async (t) => {
  const death = fact('termination-notice', {
    id: 'e4',
    madeOn: '2026-05-02',
    body: { terminationReason: 'death' },
  })
  const custody = fact('custody-receipt', { id: 'd21', madeOn: '2026-05-04' })
  t.equal(ask([control, enrolled, death, custody], '2026-05-04').state, 'TERMINATED')
  t.same(codes([control, enrolled, death, custody], '2026-05-04'), [
    'document-after-end',
    'ended-by-notice-alone',
  ])
})

t.test('a decision known only after the person was enrolled gives the kind', async (t) => {
  const late = { ...control, madeOn: '2026-04-01' as Fact['madeOn'] }
  t.equal(ask([enrolled, late], '2026-03-25').kind, null)
  t.equal(ask([enrolled, late], '2026-04-01').kind, 'control')
  t.equal(ask([enrolled, late], '2026-04-01').state, 'UNDER_CORRECTION')
})
