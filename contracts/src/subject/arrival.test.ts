import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import t from 'tap'
import { deadlinesOf } from '../deadlines/deadlines-of.ts'
import type { Instant } from '../time.ts'
import { DAY_MS, instant } from '../time.ts'
import type { Fact } from './fact.ts'
import { statusAt } from './status-at.ts'
import { calendar, fact, midnight, moment } from './testing.ts'
import { caseA, caseB } from './testing-cases.ts'
import { doc } from './testing-courses.ts'
import { timelineOf } from './timeline.ts'

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
t.comment(`seed ${seed}`)
const PARAMETERS = { seed, numRuns: Number(process.env.RUNS ?? 150) }

/** Odd papers for the same person, so that amendments, endings and episodes meet. */
const others: readonly Fact[] = [
  fact('document-recall', { id: 'x-f10', madeOn: '2026-04-02', refers: { recalls: 'a-b15' } }),
  fact('document-recall', { id: 'x-f10b', madeOn: '2026-04-02', refers: { recalls: 'x-f10' } }),
  fact('document-recall', { id: 'x-f10c', madeOn: '2026-04-02', refers: { recalls: 'x-f10c' } }),
  fact('ruling-correction', {
    id: 'x-f8',
    madeOn: '2026-04-02',
    refers: { corrects: 'a-b1' },
    body: { corrections: [{ field: 'term.months', value: '6' }] },
  }),
  fact('proposal-revoke-probation', { id: 'x-d1', madeOn: '2026-06-02' }),
  fact('ruling-revoke-probation', { id: 'x-d7', madeOn: '2026-06-05' }),
  fact('capture-notice', { id: 'x-d20', madeOn: '2026-07-01', body: { capturedOn: '2026-06-07' } }),
  fact('detention-notice', {
    id: 'x-c23',
    madeOn: '2026-06-07',
    body: { measure: 'CRIM_DETENTION', decidedOn: '2026-06-05', to: '2026-06-09' },
  }),
  fact('release-or-change', { id: 'x-c27', madeOn: '2026-06-08', body: { changedTo: 'BAIL' } }),
  fact('custody-receipt', { id: 'x-d21', madeOn: '2026-07-10', body: { takenOn: '2026-07-09' } }),
  fact('judgment-probation', {
    id: 'x-b1',
    madeOn: '2026-09-01',
    body: { term: { years: 1 }, prohibition: { to: '2026-12-01' } },
  }),
  fact('execution-notice', { id: 'x-b14', madeOn: '2026-09-12', effectiveOn: '2026-09-11' }),
]
/** The rest of the catalogue's effects, around the same days. */
const more: readonly Fact[] = [
  doc('assess-entrustment', '2026-02-01', { minor: true }),
  doc('assess-opinion', '2026-02-05'),
  doc('assess-return-notice', '2026-02-06'),
  doc('proposal-parole', '2026-02-02'),
  doc('proposal-tpe', '2026-02-02'),
  doc('decision-tpe-refused', '2026-02-12'),
  doc('decision-tpe-prison', '2026-02-20', {
    to: [],
    body: { periodFrom: '2026-02-22', periodTo: '2026-06-20', sentenceTo: '2026-07-20' },
  }),
  doc('ruling-second-instance', '2026-03-20', { body: { outcome: 'upheld' } }),
  doc('ruling-second-instance', '2026-05-20', { body: { outcome: 'annulled' } }),
  doc('parole-certificate', '2026-02-13', { body: { releasedOn: '2026-02-13' } }),
  doc('subject-notification', '2026-03-24', { body: { reportBy: '2026-04-09' } }),
  doc('exit-restriction', '2026-03-25'),
  doc('exit-restriction', '2026-07-25', { body: { action: 'lift' } }),
  doc('missing-documents-notice', '2026-04-01', { body: { missing: ['place-determination'] } }),
  doc('missed-handover-notice', '2026-04-02', { body: { since: '2026-03-30' } }),
  doc('recurring-travel-approval', '2026-04-10', { body: { from: '2026-04-12' } }),
  doc('place-change-consult', '2026-05-01', { body: { appliedOn: '2026-04-28' } }),
  doc('place-change-decision', '2026-05-08', { body: { servedOn: '2026-05-09' } }),
  doc('not-arrived-notice', '2026-05-20'),
  doc('enrolment-record', '2026-05-28', { by: 'otherCorrections' }),
  doc('decision-commendation', '2026-05-12'),
  doc('proposal-ps-penalty', '2026-06-01'),
  doc('ps-penalty-decision', '2026-06-03', {
    body: { penalty: 'detention', from: '2026-06-03', to: '2026-06-08' },
  }),
  doc('emonitor-decision', '2026-06-09', { body: { from: '2026-06-10' } }),
  doc('emonitor-decision', '2026-08-30', { body: { action: 'extend' } }),
  doc('criminal-detention', '2026-06-28', { body: { newCrime: true } }),
  doc('residential-surveillance', '2026-07-03'),
  doc('summons', '2026-07-05'),
  doc('indictment', '2026-08-20'),
  doc('non-prosecution-decision', '2026-08-30'),
  doc('proposal-commutation', '2026-05-15'),
  doc('ruling-commutation', '2026-06-10', {
    body: { servedOn: '2026-06-15', periodTo: '2026-07-31' },
  }),
  doc('final-appraisal', '2026-07-24'),
  doc('tpe-extension-decision', '2026-06-15', { body: { periodTo: '2026-12-20' } }),
  doc('proposal-arrest', '2026-06-02'),
  doc('decision-arrest', '2026-06-03'),
  doc('arrest-execution', '2026-06-04', { body: { arrestedOn: '2026-06-04' } }),
  doc('ruling-not-revoked', '2026-06-20'),
  doc('release-notice', '2026-06-20'),
  doc('execution-notice-revocation', '2026-10-09'),
  doc('escape-notice', '2026-10-12', { body: { since: '2026-10-11' } }),
  doc('wanted-notice', '2026-06-20', { body: { newCrime: true } }),
  doc('ruling-uncounted-period', '2026-06-20', { body: { uncountedDays: 9 } }),
  doc('judgment-new-crime', '2026-09-15'),
  doc('notice-new-judgment', '2026-10-08', { body: { judgmentEffectiveOn: '2026-09-29' } }),
  doc('withdrawal-proposal', '2026-06-04'),
  doc('death-notice', '2026-12-02', { body: { diedOn: '2026-12-01' } }),
  doc('pardon', '2026-11-02'),
  doc('objection-parole-commutation', '2026-06-20'),
  doc('recheck-decision', '2026-07-10', { body: { outcome: 'cancelled' } }),
  doc('retrial-judgment', '2026-06-05', { body: { outcome: 'changed', term: { months: 7 } } }),
  doc('retrial-judgment', '2026-09-05', { body: { outcome: 'void' } }),
  doc('sealing-notice', '2026-03-25'),
  doc('unsealing-decision', '2026-12-20', { body: { outcome: 'granted' } }),
]
const all = [...caseA, ...caseB, ...others, ...more]

const someFacts = fc.shuffledSubarray([...all], { minLength: 1 })
const day = (from: string, days: number) =>
  fc
    .integer({ min: 0, max: days * 24 * 60 })
    .map((minutes) => instant(midnight(from) + minutes * 60_000))
const LATE = moment('2100-01-01')

/**
 * Clocks that start or stop by receipt, and whether CC-x has a paper, follow the arrival, as the law
 * wants; nothing else may.
 */
const withoutReceipt = (facts: readonly Fact[], valid: Instant) => {
  const status = statusAt(facts, { valid, known: LATE }, calendar)
  const { openDeadlines, holdsUntil, overlays, basis, ...rest } = status
  return {
    ...rest,
    overlays: { ...overlays, flags: overlays.flags.filter((flag) => flag !== 'DOCS_INCOMPLETE') },
    basis: basis.filter(({ type }) => type !== 'missing-documents-notice'),
    deadlines: openDeadlines.filter(({ clock }) => WITHOUT_RECEIPT.has(clock)),
  }
}
const WITHOUT_RECEIPT = new Set(['T11', 'T29', 'T37', 'T44', 'T50', 'T61', 'T62', 'T65', 'T66'])

t.test('every order of the array gives the same status and timeline', async () => {
  await fc.assert(
    fc.property(
      someFacts,
      day('2026-01-01', 500),
      fc.infiniteStream(fc.nat()),
      (facts, valid, noise) => {
        const keys = new Map(facts.map((each) => [each, noise.next().value]))
        const other = facts.toSorted((a, b) => Number(keys.get(a)) - Number(keys.get(b)))
        const asked = { valid, known: LATE }
        assert.deepEqual(statusAt(other, asked, calendar), statusAt(facts, asked, calendar))
        assert.deepEqual(timelineOf(other, LATE, calendar), timelineOf(facts, LATE, calendar))
      },
    ),
    PARAMETERS,
  )
})

t.test('every order of arrival gives the same status', async () => {
  await fc.assert(
    fc.property(
      someFacts,
      day('2026-01-01', 500),
      fc.infiniteStream(fc.nat()),
      (facts, valid, noise) => {
        const late = facts.map((each, position) => {
          const recordedAt = instant(midnight('2026-01-01') + (noise.next().value % 400) * DAY_MS)
          return { ...each, recordedAt, position }
        })
        assert.deepEqual(withoutReceipt(late, valid), withoutReceipt(facts, valid))
      },
    ),
    PARAMETERS,
  )
})

t.test('an answer holds until the instant that it names', async () => {
  await fc.assert(
    fc.property(
      someFacts,
      day('2026-01-01', 500),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (facts, valid, share) => {
        const answer = statusAt(facts, { valid, known: LATE }, calendar)
        const end = answer.holdsUntil ?? instant(valid + 3_000 * DAY_MS)
        assert.ok(end > valid)
        for (const part of [share, 1]) {
          const inside = instant(Math.floor(valid + (end - 1 - valid) * part))
          assert.deepEqual(statusAt(facts, { valid: inside, known: LATE }, calendar), answer)
        }
      },
    ),
    PARAMETERS,
  )
})

t.test('every run of a clock has a name of its own, and what is open is among them', async () => {
  await fc.assert(
    fc.property(someFacts, day('2026-01-01', 500), (facts, valid) => {
      const asked = { valid, known: LATE }
      const deadlines = deadlinesOf(facts, asked, calendar)
      assert.equal(new Set(deadlines.map(({ key }) => key)).size, deadlines.length)
      const reversed = facts.toReversed()
      assert.deepEqual(deadlinesOf(reversed, asked, calendar), deadlines)
      const told = deadlines.map(({ clock, state, dueAt }) => `${clock} ${state} ${dueAt}`)
      for (const { clock, state, dueAt } of statusAt(facts, asked, calendar).openDeadlines) {
        const due = dueAt === null ? null : Date.parse(dueAt)
        assert.ok(told.includes(`${clock} ${state} ${due}`), `${clock} ${state} ${due}`)
      }
    }),
    PARAMETERS,
  )
})

t.test('nothing that is handed in is changed', async (t) => {
  const frozen = deepFreeze(structuredClone(all))
  const asked = Object.freeze({ valid: moment('2026-09-01'), known: LATE })
  t.same(
    statusAt(frozen, asked, deepFreeze(structuredClone(calendar))),
    statusAt(all, asked, calendar),
  )
})

t.test('a repeated fact changes nothing', async (t) => {
  const asked = { valid: moment('2026-06-01'), known: LATE }
  t.same(statusAt([...caseA, ...caseA], asked, calendar), statusAt(caseA, asked, calendar))
})

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(deepFreeze)
  return Object.freeze(value)
}
