import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import t from 'tap'
import type { Instant } from '../time.ts'
import { DAY_MS, instant } from '../time.ts'
import type { Fact } from './fact.ts'
import { statusAt } from './status-at.ts'
import { calendar, fact, midnight, moment } from './testing.ts'
import { caseA, caseB } from './testing-cases.ts'
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
const all = [...caseA, ...caseB, ...others]

const someFacts = fc.shuffledSubarray([...all], { minLength: 1 })
const day = (from: string, days: number) =>
  fc
    .integer({ min: 0, max: days * 24 * 60 })
    .map((minutes) => instant(midnight(from) + minutes * 60_000))
const LATE = moment('2100-01-01')

/** Clocks that run from receipt follow the arrival, as the law wants; nothing else may. */
const withoutReceipt = (facts: readonly Fact[], valid: Instant) => {
  const { openDeadlines, holdsUntil, ...rest } = statusAt(facts, { valid, known: LATE }, calendar)
  return { ...rest, deadlines: openDeadlines.filter(({ clock }) => !RECEIPT.has(clock)) }
}
const RECEIPT = new Set(['T09', 'T48', 'T52', 'T54', 'T55'])

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
