import t from 'tap'
import { calendar, midnight } from '../subject/testing.ts'
import type { LegalDate } from '../time.ts'
import { dateOf, instant } from '../time.ts'
import { isWorkingDay, roll } from './calendar.ts'
import { countOf } from './count-of.ts'
import { dueAtOf, dueDay, lastWorkingDayOf, nextFullHour } from './counting.ts'
import type { Counting } from './deadline.ts'

const day = (text: string) => text as LegalDate
const count = (unit: Counting['unit'], limit: number, from: string, more: Partial<Counting> = {}) =>
  ({ unit, limit, from: day(from), rolls: true, ...more }) as const
const due = (counting: Counting) => dueDay(counting, calendar)
const shown = (counting: Counting) =>
  countOf(counting, calendar).map(
    ({ date, number, mark }) => `${date.slice(5)} ${number ?? '-'} ${mark}`,
  )

t.test('the first day is not counted, a day off at the end rolls (CPL 105)', async (t) => {
  t.equal(due(count('CD', 10, '2026-03-12')), '2026-03-23', 'the 22nd is a Sunday')
  t.equal(due(count('CD', 30, '2026-01-17')), '2026-02-24', 'Spring Festival')
  t.equal(due(count('CD', 30, '2026-01-17', { rolls: false })), '2026-02-16', 'custody')
  t.equal(due(count('CD', 5, '2026-12-29')), undefined, 'no calendar of 2027')
})

t.test('working days count make-up Sundays and no holiday', async (t) => {
  t.equal(isWorkingDay(calendar, day('2026-01-04')), true)
  t.equal(due(count('WD', 10, '2025-12-22')), '2026-01-06')
  t.equal(
    due(count('WD', 3, '2026-02-12')),
    '2026-02-24',
    '02-13, the working Saturday, then after the festival',
  )
  t.equal(due(count('WD', 5, '2026-12-28')), undefined)
  const shut = {
    years: {
      2026: {
        off: Array.from({ length: 365 }, (_, n) =>
          dateOf(instant(midnight('2026-01-01') + n * 86_400_000)),
        ),
        worked: [],
      },
    },
  }
  t.equal(lastWorkingDayOf(shut, day('2026-03-01'), 1), undefined, 'a broken calendar')
  t.equal(roll(shut, day('2026-03-01')), undefined, 'a broken calendar')
})

t.test('months end on the same day, or on the last one (CPLI 202(1))', async (t) => {
  t.equal(due(count('M', 1, '2026-01-31')), '2026-02-28')
  t.equal(
    due(count('M', 1, '2026-02-28', { rolls: false })),
    '2026-03-31',
    'from a last day to a last day',
  )
  t.equal(due(count('M', 6, '2026-03-16')), '2026-09-16')
  t.equal(due(count('M', 3, '2026-06-09', { rolls: false, term: true })), '2026-09-08', 'a term')
  t.equal(due(count('CD', 3, '2026-06-09', { rolls: false, term: true })), '2026-06-11')
})

t.test('counted backwards: no roll, the last day of a shorter month (§0.3-12)', async (t) => {
  t.equal(due(count('CD', 30, '2026-08-23', { rolls: false, backwards: true })), '2026-07-24')
  t.equal(due(count('M', 1, '2026-03-31', { rolls: false, backwards: true })), '2026-02-28')
})

t.test('hours run from the next full hour and never roll', async (t) => {
  const ten = instant(midnight('2026-02-14') + 10 * 3_600_000)
  t.equal(nextFullHour(ten), ten + 3_600_000, 'begun at 10:00 sharp: from 11:00')
  t.equal(nextFullHour(instant(ten + 1)), ten + 3_600_000)
  const hour = nextFullHour(ten)
  t.equal(
    dueAtOf(count('H', 48, '2026-02-14', { hour, rolls: false }), calendar),
    ten + 49 * 3_600_000,
  )
})

t.test('a count is shown day by day', async (t) => {
  t.same(shown(count('CD', 3, '2026-04-01')), [
    '04-01 - start',
    '04-02 1 counted',
    '04-03 2 counted',
    '04-04 3 last-holiday',
    '04-05 - last-holiday',
    '04-06 - last-holiday',
    '04-07 - extended',
  ])
  t.same(shown(count('CD', 2, '2026-03-12')), [
    '03-12 - start',
    '03-13 1 counted',
    '03-14 2 last-weekend',
    '03-15 - last-weekend',
    '03-16 - extended',
  ])
  t.same(shown(count('CD', 1, '2026-03-09')), ['03-09 - start', '03-10 1 counted'])
  t.same(shown(count('CD', 1, '2026-03-13', { rolls: false })), [
    '03-13 - start',
    '03-14 1 counted',
  ])
  t.same(shown(count('CD', 1, '2026-12-31')), ['12-31 - start', '01-01 1 unknown'])
  t.same(shown(count('CD', 0, '2026-08-23')), ['08-23 0 last-weekend', '08-24 - extended'])
})

t.test('working days show why a day is not counted', async (t) => {
  t.same(shown(count('WD', 3, '2025-12-31')), [
    '12-31 - start',
    '01-01 - holiday',
    '01-02 - holiday',
    '01-03 - holiday',
    '01-04 1 make-up',
    '01-05 2 counted',
    '01-06 3 counted',
  ])
  t.same(shown(count('WD', 1, '2026-03-13')), [
    '03-13 - start',
    '03-14 - weekend',
    '03-15 - weekend',
    '03-16 1 counted',
  ])
  t.same(shown(count('WD', 1, '2026-12-31')), ['12-31 - start', '01-01 - unknown'])
})

t.test('terms, backward counts, hours and fixed days are shown too', async (t) => {
  t.same(shown(count('CD', 2, '2026-03-14', { rolls: false, term: true })), [
    '03-14 1 counted',
    '03-15 2 counted',
  ])
  t.same(shown(count('CD', 2, '2026-03-14', { rolls: false, backwards: true })), [
    '03-14 - end',
    '03-13 1 counted',
    '03-12 2 counted',
  ])
  const at = (hours: number) => instant(midnight('2026-03-14') + hours * 3_600_000)
  t.same(shown(count('H', 48, '2026-03-14', { hour: at(11), rolls: false })), [
    '03-14 13 counted',
    '03-15 37 counted',
    '03-16 48 counted',
  ])
  t.same(shown(count('H', 2, '2026-03-14', { hour: at(24), rolls: false })), [
    '03-14 - start',
    '03-15 2 counted',
  ])
  t.same(shown(count('H', 2, '2026-03-14', { rolls: false })), ['03-14 2 counted'])
  t.same(shown(count('CD', 10, '2026-03-14', { fixed: day('2026-03-28') })), [
    '03-14 - start',
    '03-28 - fixed',
  ])
  t.same(shown(count('CD', 10, '2026-03-14', { fixed: day('2026-03-14') })), ['03-14 - fixed'])
  t.equal(due(count('CD', 10, '2026-03-14', { fixed: day('2026-03-28') })), '2026-03-28')
  t.match(countOf(count('CD', 1, '2026-03-09'), calendar)[0]?.words, {
    zh: /不计入/,
    en: /not counted/,
  })
})
