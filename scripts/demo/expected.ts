/** Compares an answer with what law.md §7 says. */
import type { Expected } from './story.ts'
import type { StatusAnswer } from './visitor.ts'

/** What differs, as `member: expected, got`; nothing when the answer is right. */
export function differencesOf(expected: Expected, answer: StatusAnswer): readonly string[] {
  const { state, supervision = 'NORMAL', restriction = 'NONE', warnings = 0 } = expected
  const { overlays, counters } = answer
  const newCrimeCase = overlays.proceeding.includes('NEW_CRIME_CASE')
  const { period } = answer
  const compared: readonly (readonly [string, unknown, unknown])[] = [
    ['state', state, answer.state],
    ['supervision', supervision, overlays.supervision],
    ['restriction', restriction, overlays.restriction],
    ['warnings', warnings, counters.warnings],
    ['NEW_CRIME_CASE', expected.newCrimeCase ?? false, newCrimeCase],
    ...(expected.period
      ? [['period', expected.period.join('…'), `${period?.from}…${period?.to}`] as const]
      : []),
  ]
  return compared
    .filter(([, wanted, got]) => wanted !== got)
    .map(([member, wanted, got]) => `${member}: expected ${wanted}, got ${got}`)
}
