import assert from 'node:assert/strict'
import * as fc from 'fast-check'
import t from 'tap'
import type { Fact } from '../subject/fact.ts'
import { statusAt } from '../subject/status-at.ts'
import { calendar, midnight, moment } from '../subject/testing.ts'
import type { Instant } from '../time.ts'
import { DAY_MS, instant } from '../time.ts'
import { CASES } from './testing/all.ts'

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
t.comment(`seed ${seed}`)
const PARAMETERS = { seed, numRuns: Number(process.env.RUNS ?? 400) }
const LATE = moment('2100-01-01')

/** One course, or two that meet in one person, with some papers left out. */
const course = fc
  .tuple(fc.constantFrom(...CASES), fc.constantFrom(...CASES), fc.boolean())
  .chain(([[, , one], [, , other], both]) =>
    fc.shuffledSubarray(both ? [...one, ...other] : [...one], { minLength: 1 }),
  )
const minute = fc
  .integer({ min: 0, max: 430 * 24 * 60 })
  .map((minutes) => instant(midnight('2026-02-15') + minutes * 60_000))

const ask = (facts: readonly Fact[], valid: Instant) =>
  statusAt(facts, { valid, known: LATE }, calendar)

t.test('an answer with its findings holds at any moment before holdsUntil', async () => {
  await fc.assert(
    fc.property(
      course,
      minute,
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 }),
      (facts, valid, shares) => {
        const answer = ask(facts, valid)
        const end = answer.holdsUntil ?? instant(valid + 1_500 * DAY_MS)
        for (const share of [...shares, 1]) {
          const inside = instant(Math.floor(valid + (end - 1 - valid) * share))
          assert.deepEqual(ask(facts, inside), answer)
        }
      },
    ),
    PARAMETERS,
  )
})

/** Counted from the receipt, which for an organ of the exchange is the arrival (law.md §0.3-9). */
const FROM_RECEIPT: readonly string[] = ['objection-after-lapse']
const ofCourse = (facts: readonly Fact[], valid: Instant) =>
  ask(facts, valid).findings.filter(({ code }) => !FROM_RECEIPT.includes(code))

t.test('neither the order nor the time of arrival changes a finding', async () => {
  await fc.assert(
    fc.property(course, minute, fc.infiniteStream(fc.nat(300)), (facts, valid, noise) => {
      const byTransfer = facts.filter(({ type }) => !type.startsWith('decision-tpe'))
      const later = byTransfer.map((each) => {
        const recordedAt = instant(midnight('2026-02-15') + noise.next().value * DAY_MS)
        return { ...each, recordedAt }
      })
      const once = (all: readonly Fact[]) => [
        ...new Map(all.map((each) => [each.documentId, each])).values(),
      ]
      const sorted = once(later).toSorted((a, b) => a.recordedAt - b.recordedAt)
      assert.deepEqual(ofCourse(sorted, valid), ofCourse(once(byTransfer), valid))
    }),
    PARAMETERS,
  )
})

t.test('a finding is said once', async () => {
  await fc.assert(
    fc.property(course, minute, (facts, valid) => {
      const said = ask(facts, valid).findings.map(({ code, documents }) => code + documents.join())
      assert.deepEqual(said, [...new Set(said)])
    }),
    PARAMETERS,
  )
})

t.test('each case gives the same whatever the order of its documents', async (t) => {
  for (const [code, title, facts, on] of CASES) {
    const at = { valid: moment(on), known: LATE }
    t.same(
      statusAt([...facts].reverse(), at, calendar),
      statusAt(facts, at, calendar),
      code + title,
    )
  }
})
