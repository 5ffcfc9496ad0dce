import type { LegalDate } from '@xianjie/contracts'
import { addDays, isWorkingDay } from '@xianjie/contracts'
import { test } from 'tap'
import { calendar, readCalendar } from './calendar.ts'

/** Days from the first to the last, both included. */
function days(first: string, last: string): readonly string[] {
  const run = [first]
  for (let day = first; day < last; run.push(day)) day = addDays(day as LegalDate, 1)
  return run
}

await test('a year that has not been published is unknown, not guessed', async (t) => {
  t.equal(calendar.years['2003'], undefined)
  t.equal(calendar.years['2027'], undefined)
  t.equal(isWorkingDay(calendar, '2027-01-04' as LegalDate), undefined)
})

await test('a broken year file is named', async (t) => {
  const year = { year: 2026, source: 'x', off: ['2026-01-01'], worked: ['2026-01-04'] }
  const broken: Readonly<Record<string, object>> = {
    'year is not 2026': { year: 2025 },
    'lists of days': { off: ['2026-02-30'] },
    'lists of days of 2026': { worked: ['2025-01-04'] },
    'is both': { worked: ['2026-01-01'] },
  }
  for (const [message, change] of Object.entries(broken)) {
    const folder = t.testdir({ '2026.json': JSON.stringify({ ...year, ...change }) })
    t.throws(() => readCalendar(folder), { message: new RegExp(`2026\\.json: .*${message}`) })
  }
})

await test('the year 2026 is that of the notice', async (t) => {
  t.same(calendar.years['2026'], {
    off: [
      ...days('2026-01-01', '2026-01-03'),
      ...days('2026-02-15', '2026-02-23'),
      ...days('2026-04-04', '2026-04-06'),
      ...days('2026-05-01', '2026-05-05'),
      ...days('2026-06-19', '2026-06-21'),
      ...days('2026-09-25', '2026-09-27'),
      ...days('2026-10-01', '2026-10-07'),
    ],
    worked: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  })
})

await test('the autumn of 2025 is that of the notice', async (t) => {
  const { off = [], worked = [] } = calendar.years['2025'] ?? {}
  t.same(
    off.filter((day) => day >= '2025-09'),
    days('2025-10-01', '2025-10-08'),
  )
  t.same(
    worked.filter((day) => day >= '2025-09'),
    ['2025-09-28', '2025-10-11'],
  )
})

await test('every make-up working day is a Saturday or Sunday, in every year since 2004', async (t) => {
  t.same(
    Object.keys(calendar.years),
    Array.from({ length: 23 }, (_, index) => String(2004 + index)),
  )
  for (const { worked } of Object.values(calendar.years)) {
    for (const day of worked) t.ok([0, 6].includes(new Date(`${day}T00:00Z`).getUTCDay()), day)
  }
})
