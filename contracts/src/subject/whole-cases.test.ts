import t from 'tap'
import type { Fact } from './fact.ts'
import { statusAt } from './status-at.ts'
import { at, calendar } from './testing.ts'
import { wholeA, wholeB } from './testing-cases.ts'
import { doc } from './testing-courses.ts'

/** State, restriction, proceedings and flags of a day, as one line. */
function row(facts: readonly Fact[], day: string, known?: string): string {
  const { state, overlays } = statusAt(facts, at(day, known), calendar)
  const { supervision, restriction, proceeding, flags } = overlays
  const shown = [state, supervision, restriction].filter((word) => !QUIET.has(word))
  return [...shown, ...proceeding, ...flags].join(' ')
}
const QUIET = new Set(['NORMAL', 'NONE'])

t.test('case (a) with all its papers', async (t) => {
  for (const [day, expected] of [
    ['2026-03-01', ''],
    ['2026-03-02', 'PRE_ASSESSMENT'],
    ['2026-03-06', 'PRE_ASSESSMENT ASSESSED'],
    ['2026-03-12', 'DECIDED_NOT_EFFECTIVE'],
    ['2026-03-24', 'EFFECTIVE_AWAITING_REPORT'],
    ['2026-03-25', 'EFFECTIVE_AWAITING_REPORT EXIT_RESTRICTED'],
    ['2026-03-31', 'UNDER_CORRECTION EXIT_RESTRICTED'],
    ['2026-05-15', 'UNDER_CORRECTION ON_LEAVE EXIT_RESTRICTED'],
    ['2026-05-25', 'UNDER_CORRECTION LOST_CONTACT EXIT_RESTRICTED'],
    ['2026-05-27', 'UNDER_CORRECTION TUOGUAN EXIT_RESTRICTED'],
    ['2026-06-06', 'UNDER_CORRECTION EXIT_RESTRICTED'],
    ['2026-06-09', 'UNDER_CORRECTION EXIT_RESTRICTED EMONITOR'],
    ['2026-07-24', 'UNDER_CORRECTION EXPIRY_REVIEW EXIT_RESTRICTED EMONITOR'],
    ['2026-08-23', 'UNDER_CORRECTION EXPIRY_REVIEW EXIT_RESTRICTED EMONITOR'],
    ['2026-08-24', 'RELEASED'],
  ] as const) {
    t.equal(row(wholeA, day), expected, day)
  }
  t.same(statusAt(wholeA, at('2026-09-01'), calendar).findings, [])
})

t.test('case (b) with all its papers', async (t) => {
  const parole = 'UNDER_CORRECTION'
  for (const [day, expected] of [
    ['2025-12-22', 'PRE_ASSESSMENT'],
    ['2026-01-05', 'PRE_ASSESSMENT ASSESSED'],
    ['2026-01-15', 'PRE_ASSESSMENT PAROLE_PROPOSED ASSESSED'],
    ['2026-02-10', 'DECIDED_NOT_EFFECTIVE'],
    ['2026-02-11', 'EFFECTIVE_AWAITING_REPORT'],
    ['2026-02-13', 'EFFECTIVE_AWAITING_REPORT EXIT_RESTRICTED'],
    ['2026-02-24', `${parole} EXIT_RESTRICTED`],
    ['2026-06-09', `${parole} LOST_CONTACT EXIT_RESTRICTED`],
    ['2026-06-11', `${parole} TUOGUAN EXIT_RESTRICTED`],
    ['2026-06-20', `${parole} TUOGUAN NEW_CRIME_CASE EXIT_RESTRICTED PURSUED`],
    ['2026-06-28', `${parole} CRIM_DETENTION NEW_CRIME_CASE EXIT_RESTRICTED`],
    ['2026-07-09', `${parole} ARREST NEW_CRIME_CASE EXIT_RESTRICTED`],
    ['2026-09-28', `${parole} ARREST NEW_CRIME_CASE EXIT_RESTRICTED`],
    ['2026-09-29', 'TERMINATED ARREST EXIT_RESTRICTED'],
    ['2026-10-09', 'AWAIT_CUSTODY ARREST EXIT_RESTRICTED'],
    ['2026-10-30', 'IN_CUSTODY_SERVING EXIT_RESTRICTED'],
  ] as const) {
    t.equal(row(wholeB, day), expected, day)
  }
  const status = statusAt(wholeB, at('2026-11-01'), calendar)
  t.match(status.ended, { on: '2026-09-29', reason: 'parole-revoked' })
  t.match(status.circumstances.newCrime.detail, { stage: 'judged' })
  t.same(status.findings, [])
})

t.test(
  'case (b): what is known decides, and papers that come too late change nothing',
  async (t) => {
    const early = row(wholeB, '2026-10-01', '2026-10-01')
    t.equal(early, 'UNDER_CORRECTION ARREST NEW_CRIME_CASE EXIT_RESTRICTED')
    t.match(row(wholeB, '2026-10-01', '2026-10-08'), 'TERMINATED')
    const proposed = doc('proposal-revoke-parole', '2026-07-20')
    t.match(row([...wholeB, proposed], '2026-09-28'), 'REVOKE_PROPOSED')
    t.notMatch(row([...wholeB, proposed], '2026-09-29'), 'REVOKE_PROPOSED')
  },
)

t.test('case (b): without the holidays of the Spring Festival it would be 漏管', async (t) => {
  const unreported = wholeB.filter(({ effect }) => effect !== 'enrol')
  t.match(row(unreported, '2026-02-24'), 'EFFECTIVE_AWAITING_REPORT')
  t.match(row(unreported, '2026-02-25'), 'LOUGUAN')
})
