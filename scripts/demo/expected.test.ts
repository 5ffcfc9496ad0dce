import t from 'tap'
import { differencesOf } from './expected.ts'
import type { StatusAnswer } from './visitor.ts'

const answer: StatusAnswer = {
  state: 'UNDER_CORRECTION',
  stateSince: null,
  overlays: { supervision: 'NORMAL', restriction: 'NONE', proceeding: [], flags: [] },
  counters: { commendations: 0, reprimands: 0, warnings: 1 },
  period: null,
  ended: null,
}

t.test('whatever differs is named, with both values', async (t) => {
  const expected = {
    state: 'RELEASED',
    supervision: 'TUOGUAN',
    restriction: 'ARREST',
    newCrimeCase: true,
    period: ['2026-03-24', '2026-08-23'],
  } as const
  t.same(differencesOf(expected, answer), [
    'state: expected RELEASED, got UNDER_CORRECTION',
    'supervision: expected TUOGUAN, got NORMAL',
    'restriction: expected ARREST, got NONE',
    'warnings: expected 0, got 1',
    'NEW_CRIME_CASE: expected true, got false',
    'period: expected 2026-03-24…2026-08-23, got undefined…undefined',
  ])
})

t.test('an answer that is right has no differences', async (t) => {
  t.same(differencesOf({ state: 'UNDER_CORRECTION', warnings: 1 }, answer), [])
})
