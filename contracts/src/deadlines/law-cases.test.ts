import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import t from 'tap'
import type { Fact } from '../subject/fact.ts'
import { at, calendar } from '../subject/testing.ts'
import { wholeA, wholeB } from '../subject/testing-cases.ts'
import { addDays, dateOf } from '../time.ts'
import { deadlinesOf } from './deadlines-of.ts'

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
t.comment(`seed ${seed}`)

/** Clock, last day and state of every run, as a clerk would note them. */
const noted = (facts: readonly Fact[], valid: string, known?: string): readonly string[] =>
  deadlinesOf(facts, at(valid, known), calendar).map(({ key, dueAt, state }) => {
    const last = dueAt === null ? '?' : addDays(dateOf(dueAt), -1)
    return `${key.split(':')[0]} ${last} ${state}`
  })

/** Every cell "Clock check" of law.md §7(a), and what else runs. */
const CHECKS_A = [
  'T02 2026-03-09 met', // row 1, 3
  'T06 2026-03-23 moot', // row 4: the 22nd is a Sunday; then the right is over
  'T07 2026-03-30 met', // row 5
  'T08 2026-04-03 met',
  'T09 2026-03-30 met', // row 6
  'T11 2026-04-03 met', // row 7
  'T27 2026-05-12 met', // row 9
  'T28 2026-06-13 met',
  'T29 2026-05-24 late', // row 11
  'T45 2026-09-08 moot', // row 14
  'T61 2026-07-24 met', // row 15
  'T62 2026-08-24 met', // row 17: the 23rd is a Sunday
]

/** Every cell of §7(b). */
const CHECKS_B = [
  'T01 2026-01-06 met', // row 1, 2: 01-04 is a working Sunday
  'T24 2026-02-24 met', // row 3
  'T23 2026-02-24 met', // row 4
  'T22/objection 2026-03-03 moot',
  'T07 2026-02-24 met', // row 5
  'T09 2026-02-24 met', // row 6
  'T11 2026-02-24 met', // row 7
  'T42 2026-07-01 met', // row 12
  'T44/request 2026-07-01 met', // row 13, no roll; advisory, so never late
  'T44/extended-request 2026-07-05 met',
  'T44/decision 2026-07-10 met',
  'T42 2026-07-13 met', // row 14: 07-12 is a Sunday
  'T06 2026-09-28 moot', // row 16: Mid-Autumn
  'T58 2026-10-09 met', // row 17
  'T56/documents 2026-10-09 met', // row 18
  'T56/delivery 2026-11-09 met', // row 19
]

t.test('case (a): every clock check of law.md §7, to the day', async (t) => {
  const all = noted(wholeA, '2026-10-01')
  for (const check of CHECKS_A) t.ok(all.includes(check), `${check} among ${all.join(', ')}`)
  t.same(
    all.filter((each) => each.endsWith('missed') || each.endsWith('open')),
    [],
  )
})

t.test('case (b): every clock check of law.md §7, to the day', async (t) => {
  const all = noted(wholeB, '2026-12-01')
  for (const check of CHECKS_B) t.ok(all.includes(check), `${check} among ${all.join(', ')}`)
})

t.test('case (b): what is known decides which clocks are seen', async (t) => {
  const before = noted(wholeB, '2026-10-01', '2026-10-01')
  t.notOk(
    before.some((each) => each.startsWith('T58')),
    'nobody knows that the judgment is final',
  )
  t.ok(noted(wholeB, '2026-10-01').includes('T58 2026-10-09 open'))
})

t.test('the order in which documents are handed in changes no clock', async (t) => {
  for (const facts of [wholeA, wholeB]) {
    const expected = deadlinesOf(facts, at('2026-12-01'), calendar)
    await fc.assert(
      fc.property(fc.shuffledSubarray([...facts], { minLength: facts.length }), (shuffled) => {
        assert.deepEqual(deadlinesOf(shuffled, at('2026-12-01'), calendar), expected)
      }),
      { seed, numRuns: 50 },
    )
  }
  t.pass()
})
