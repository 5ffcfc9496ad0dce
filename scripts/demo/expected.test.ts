import t from 'tap'
import { differencesOf } from './expected.ts'
import { noCircumstances } from './testing.ts'
import type { StatusAnswer } from './visitor.ts'

const answer: StatusAnswer = {
  state: 'UNDER_CORRECTION',
  stateSince: null,
  overlays: { supervision: 'NORMAL', restriction: 'NONE', proceeding: [], flags: [] },
  counters: { commendations: 0, reprimands: 0, warnings: 1 },
  period: null,
  ended: null,
  circumstances: noCircumstances,
}

t.test('whatever differs is named, with both values', async (t) => {
  const expected = {
    state: 'RELEASED',
    supervision: 'TUOGUAN',
    restriction: 'ARREST',
    proceeding: ['NEW_CRIME_CASE', 'EXPIRY_REVIEW'],
    flags: ['PURSUED'],
    period: ['2026-03-24', '2026-08-23'],
    since: '2026-08-24',
    ended: ['2026-08-24', 'expiry'],
    newCrimeStage: 'prosecuted',
  } as const
  t.same(differencesOf(expected, answer), [
    'state: expected RELEASED, got UNDER_CORRECTION',
    'supervision: expected TUOGUAN, got NORMAL',
    'restriction: expected ARREST, got NONE',
    'proceeding: expected EXPIRY_REVIEW NEW_CRIME_CASE, got none',
    'flags: expected PURSUED, got none',
    'warnings: expected 0, got 1',
    'period: expected 2026-03-24…2026-08-23, got undefined…undefined',
    'since: expected 2026-08-24, got null',
    'ended: expected 2026-08-24 expiry, got undefined undefined',
    'new crime: expected prosecuted, got undefined',
  ])
})

t.test('an answer that is right has no differences', async (t) => {
  t.same(differencesOf({ state: 'UNDER_CORRECTION', warnings: 1 }, answer), [])
})
