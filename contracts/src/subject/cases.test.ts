import t from 'tap'
import { formatInstant } from '../time.ts'
import { statusAt } from './status-at.ts'
import { at, calendar, idOf, moment } from './testing.ts'
import { caseA, caseB } from './testing-cases.ts'
import { notedIn } from './testing-courses.ts'
import { timelineOf } from './timeline.ts'

const inA = (valid: string, known?: string) => statusAt(caseA, at(valid, known), calendar)
const inB = (valid: string, known?: string) => statusAt(caseB, at(valid, known), calendar)
t.test('case (a) passes the states of law.md §7 row by row', async (t) => {
  const rows = [
    ['2026-03-11', 'NONE', 'NORMAL'],
    ['2026-03-12', 'DECIDED_NOT_EFFECTIVE', 'NORMAL'],
    ['2026-03-24', 'EFFECTIVE_AWAITING_REPORT', 'NORMAL'],
    ['2026-03-31', 'UNDER_CORRECTION', 'NORMAL'],
    ['2026-05-15', 'UNDER_CORRECTION', 'ON_LEAVE'],
    ['2026-05-24', 'UNDER_CORRECTION', 'ON_LEAVE'],
    ['2026-05-25', 'UNDER_CORRECTION', 'LOST_CONTACT'],
    ['2026-05-27', 'UNDER_CORRECTION', 'TUOGUAN'],
    ['2026-06-06', 'UNDER_CORRECTION', 'NORMAL'],
    ['2026-08-23', 'UNDER_CORRECTION', 'NORMAL'],
    ['2026-08-24', 'RELEASED', 'NORMAL'],
  ] as const
  for (const [day, state, supervision] of rows) {
    const status = inA(day)
    t.equal(status.state, state, day)
    t.equal(status.overlays.supervision, supervision, day)
  }
})

t.test('case (a): the term is counted to the day before the same date', async (t) => {
  t.same(inA('2026-04-01').period, { from: '2026-03-24', to: '2026-08-23' })
  t.equal(inA('2026-04-01').kind, 'probation')
  t.equal(inA('2026-04-01').executionPlace?.region, '139921')
})

t.test('case (a): 脱管 for twelve days, then one warning', async (t) => {
  const gone = inA('2026-06-01').circumstances
  t.match(gone.evasion, { present: true, since: '2026-05-27', detail: { tuoguan: true } })
  t.equal(gone.coerciveMeasure.present, false)
  t.equal(gone.publicSecurityPenalty.present, false)
  const back = inA('2026-06-08')
  t.match(back.circumstances.evasion, { present: false, until: '2026-06-06', detail: { days: 12 } })
  t.equal(back.counters.warnings, 1)
})

t.test('case (a): the period ends on a Sunday and waits for nobody', async (t) => {
  const status = inA('2026-08-24', '2026-08-23')
  t.equal(status.state, 'EXPIRED_PENDING_CLOSE')
  t.equal(status.stateSince, '2026-08-24')
  t.same(inA('2026-09-01').ended, { documentId: idOf('a-e3'), on: '2026-08-24', reason: 'expiry' })
})

t.test('case (b) passes the states of law.md §7 row by row', async (t) => {
  const rows = [
    ['2026-02-10', 'DECIDED_NOT_EFFECTIVE', 'NORMAL', 'NONE'],
    ['2026-02-11', 'EFFECTIVE_AWAITING_REPORT', 'NORMAL', 'NONE'],
    ['2026-02-23', 'EFFECTIVE_AWAITING_REPORT', 'NORMAL', 'NONE'],
    ['2026-02-24', 'UNDER_CORRECTION', 'NORMAL', 'NONE'],
    ['2026-06-09', 'UNDER_CORRECTION', 'LOST_CONTACT', 'NONE'],
    ['2026-06-11', 'UNDER_CORRECTION', 'TUOGUAN', 'NONE'],
    ['2026-06-28', 'UNDER_CORRECTION', 'NORMAL', 'CRIM_DETENTION'],
    ['2026-07-09', 'UNDER_CORRECTION', 'NORMAL', 'ARREST'],
    ['2026-09-28', 'UNDER_CORRECTION', 'NORMAL', 'ARREST'],
    ['2026-09-29', 'TERMINATED', 'NORMAL', 'ARREST'],
    ['2026-10-30', 'IN_CUSTODY_SERVING', 'NORMAL', 'NONE'],
  ] as const
  for (const [day, state, supervision, restriction] of rows) {
    const status = inB(day)
    t.equal(status.state, state, day)
    t.equal(status.overlays.supervision, supervision, day)
    t.equal(status.overlays.restriction, restriction, day)
  }
  t.same(inB('2026-07-10').overlays.proceeding, ['NEW_CRIME_CASE'])
  t.same(inB('2026-03-01').period, { from: '2026-02-13', to: '2027-12-09' })
})

t.test('case (b): on 10-01 the answer depends on when it is known', async (t) => {
  t.equal(inB('2026-10-01', '2026-10-01').state, 'UNDER_CORRECTION')
  t.equal(inB('2026-10-01', '2026-10-01').overlays.restriction, 'ARREST')
  const later = inB('2026-10-01', '2026-10-09')
  t.equal(later.state, 'TERMINATED')
  t.match(later.ended, { on: '2026-09-29', reason: 'parole-revoked' })
  t.same(notedIn(later), ['ended-by-notice-alone'])
})

t.test('the timeline shows documents and clock in legal order', async (t) => {
  const steps = timelineOf(caseA, moment('2026-12-31'), calendar)
  t.equal(
    steps.map(({ at }) => at).join(),
    steps
      .map(({ at }) => at)
      .sort((a, b) => a - b)
      .join(),
  )
  const clock = steps.filter(({ cause }) => cause === 'clock')
  t.same(
    clock.map(({ at, state, supervision }) => [formatInstant(at).slice(0, 16), state, supervision]),
    [
      ['2026-05-15T00:00', 'UNDER_CORRECTION', 'ON_LEAVE'],
      ['2026-05-25T00:00', 'UNDER_CORRECTION', 'NORMAL'],
      ['2026-05-27T00:01', 'UNDER_CORRECTION', 'TUOGUAN'],
      ['2026-08-24T00:00', 'EXPIRED_PENDING_CLOSE', 'NORMAL'],
    ],
  )
  t.match(steps.at(-1), { cause: 'document', type: 'release-notice-cc', state: 'RELEASED' })
  t.equal(timelineOf(caseA, moment('2026-03-01'), calendar).length, 0)
})
