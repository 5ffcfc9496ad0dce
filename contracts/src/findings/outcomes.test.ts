import t from 'tap'
import type { Fact } from '../subject/fact.ts'
import { statusAt } from '../subject/status-at.ts'
import { at, calendar, fact, idOf } from '../subject/testing.ts'
import type { FindingCode } from './catalogue.ts'

const ask = (facts: readonly Fact[], valid = '2026-06-01', known?: string) =>
  statusAt(facts, at(valid, known), calendar)
const said = (facts: readonly Fact[], code: FindingCode, valid?: string) =>
  ask(facts, valid).findings.find((each) => each.code === code)

const judged = fact('judgment-probation', {
  id: 'b1',
  madeOn: '2026-03-02',
  body: { term: { months: 10 } },
})
const inForce = fact('execution-notice', {
  id: 'b14',
  madeOn: '2026-03-16',
  effectiveOn: '2026-03-13',
})
const enrolled = fact('enrolment-record', { id: 'b24', madeOn: '2026-03-20' })
const revoked = fact('ruling-revoke-probation', { id: 'd7', madeOn: '2026-04-10' })
const running = [judged, inForce, enrolled]
const months = (id: string, madeOn: string, value: string, corrects: string) =>
  fact('ruling-correction', {
    id,
    madeOn,
    refers: { corrects },
    body: { corrections: [{ field: 'term.months', value }] },
  })
const recall = (id: string, recalls: string, madeOn = '2026-04-12') =>
  fact('document-recall', { id, madeOn, refers: { recalls } })

t.test('a correction of a correction changes neither the one nor the original', async (t) => {
  const facts = [
    ...running,
    months('f8', '2026-04-01', '6', 'b1'),
    months('f8b', '2026-04-02', '8', 'f8'),
  ]
  t.equal(ask(facts).period?.to, '2026-09-12', 'as the first correction says')
  t.match(said(facts, 'correction-of-correction'), { documents: [idOf('f8b'), idOf('f8')] })
  const right = [...facts.slice(0, 4), months('f8b', '2026-04-02', '8', 'b1')]
  t.equal(ask(right).period?.to, '2026-11-12', 'the way to do it: another one of the original')
})

t.test('a recall of a recall revives the original, and is said', async (t) => {
  const facts = [...running, revoked, recall('f10', 'd7'), recall('f10b', 'f10', '2026-04-13')]
  t.equal(ask(facts, '2026-06-01').state, 'AWAIT_CUSTODY')
  t.equal(ask(facts, '2026-06-01', '2026-04-12').state, 'UNDER_CORRECTION', 'as known before it')
  t.match(said(facts, 'recall-of-recall'), { documents: [idOf('f10b'), idOf('f10')] })
})

t.test('a recalled document is struck from the status, and the log still has it', async (t) => {
  const facts = [...running, revoked, recall('f10', 'd7')]
  t.equal(ask(facts).state, 'UNDER_CORRECTION')
  t.notOk(ask(facts).basis.some(({ documentId }) => documentId === idOf('d7')))
  t.equal(ask(facts, '2026-04-11', '2026-04-11').state, 'AWAIT_CUSTODY', 'as it was known then')
})

t.test('what amends an unknown document waits for it, and acts once it comes', async (t) => {
  const early = [inForce, enrolled, months('f8', '2026-04-01', '6', 'b1')]
  t.match(said(early, 'amendment-target-unknown'), { documents: [idOf('f8')] })
  t.equal(ask([...early, judged]).period?.to, '2026-09-12')
  t.notOk(said([...early, judged], 'amendment-target-unknown'))
})

t.test('a corrected ruling keeps its own day of effect', async (t) => {
  const number = fact('ruling-correction', {
    id: 'f8',
    madeOn: '2026-05-20',
    refers: { corrects: 'd7' },
    body: { corrections: [{ field: 'number', value: 'no. 8' }] },
  })
  t.match(ask([...running, revoked, number]).ended, { on: '2026-04-10' })
})

t.test('a year that no calendar has makes nobody 漏管 and misses nothing', async (t) => {
  const later = [
    fact('judgment-probation', { id: 'b1', madeOn: '2028-03-02', body: { term: { years: 1 } } }),
    fact('execution-notice', { id: 'b14', madeOn: '2028-03-20', effectiveOn: '2028-03-13' }),
  ]
  const { state, findings } = ask(later, '2028-09-01')
  t.equal(state, 'EFFECTIVE_AWAITING_REPORT')
  t.match(
    findings.map(({ code }) => code),
    ['calendar-missing'],
    'nothing that a count of days would bring out is said',
  )
})

t.test('a second terminating decision changes nothing (rule 5)', async (t) => {
  const judgedAnew = fact('judgment-new-crime', {
    id: 'd24',
    madeOn: '2026-04-20',
    effectiveOn: '2026-05-04',
  })
  const [one, both] = [ask([...running, revoked]), ask([...running, revoked, judgedAnew])]
  t.same(both.ended, one.ended)
  t.equal(both.state, one.state)
  t.ok(said([...running, revoked, judgedAnew], 'second-ending'))
})

t.test('the period ends in custody all the same (OP26-20)', async (t) => {
  const short = { ...judged, body: { term: { months: 3 } } }
  const held = fact('detention-notice', {
    id: 'c23',
    madeOn: '2026-05-20',
    body: { measure: 'ARREST', decidedOn: '2026-05-19', newCrime: true },
  })
  const released = fact('release-notice-cc', { id: 'e3', madeOn: '2026-06-12' })
  const status = ask([short, inForce, enrolled, held, released], '2026-06-13')
  t.equal(status.state, 'RELEASED')
  t.equal(status.overlays.restriction, 'ARREST')
})

t.test('a relay to the prison (C39) restricts as the notice does (C23)', async (t) => {
  const body = { measure: 'CRIM_DETENTION', decidedOn: '2026-05-19', newCrime: true } as const
  const outside = fact('handover-certificate', { id: 'b18', madeOn: '2026-03-20' })
  const relay = fact('tpe-coercive-relay', { id: 'c39', madeOn: '2026-05-21', body })
  const notice = fact('detention-notice', { id: 'c23', madeOn: '2026-05-20', body })
  const alone = ask([outside, relay])
  t.equal(alone.overlays.restriction, 'CRIM_DETENTION')
  t.same(alone.overlays.proceeding, ['NEW_CRIME_CASE'])
  t.match(alone.circumstances.coerciveMeasure, { present: true, since: '2026-05-19' })
  const both = ask([outside, notice, relay])
  t.same(both.circumstances.coerciveMeasure.documents, [idOf('c23'), idOf('c39')], 'one measure')
  const lifted = fact('release-or-change', {
    id: 'c27',
    madeOn: '2026-05-25',
    body: { endedOn: '2026-05-25', measure: 'CRIM_DETENTION', caseEnded: true },
  })
  const free = ask([outside, notice, relay, lifted])
  t.equal(free.overlays.restriction, 'NONE')
  t.same(free.overlays.proceeding, [])
})

t.test('MINOR is who was under 18 when the correction started, and stays so', async (t) => {
  const flags = (...facts: readonly Fact[]) => ask(facts).overlays.flags
  const aged = (each: Fact, underage: boolean): Fact => ({ ...each, underage })
  t.same(flags(judged, inForce, aged(enrolled, true)), ['MINOR'], 'though nobody marked it')
  const later = aged(fact('decision-reprimand', { id: 'c15', madeOn: '2026-05-01' }), false)
  t.same(flags(judged, inForce, aged(enrolled, true), later), ['MINOR'], 'of age since')
  t.same(flags(aged(judged, true), inForce, aged(enrolled, false)), [], 'of age before the start')
  t.same(flags(aged(judged, true)), ['MINOR'], 'before the start is known: as of the last paper')
  t.same(flags(aged(judged, true), aged(later, false)), [])
  t.same(flags(aged(judged, false), inForce, { ...aged(enrolled, false), minor: true }), ['MINOR'])
})
