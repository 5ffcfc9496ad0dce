/** The calendar files, from the days that the dev dependency `chinese-days` took from the notices. */
import { createRequire } from 'node:module'

type Published = {
  readonly version: string
  /** Days named as holidays in the notices, by `YYYY-MM-DD`. */
  readonly holidays: Readonly<Record<string, string>>
  /** Make-up working days. */
  readonly workdays: Readonly<Record<string, string>>
}
const YEAR_FROM = 2004
const YEAR_TO = 2026

/** Path below the repository → text. A year whose notice is not in the data gets no file. */
export function calendarFiles(): ReadonlyMap<string, string> {
  const published = readPublished()
  const files = new Map<string, string>()
  for (let year = YEAR_FROM; year <= YEAR_TO; year += 1) {
    const text = yearText(published, year)
    if (text) files.set(`schemas/codelists/calendar/${year}.json`, text)
  }
  return files
}

function readPublished(): Published {
  const require = createRequire(import.meta.url)
  const days = require('chinese-days/dist/chinese-days.json') as Omit<Published, 'version'>
  const { version } = require('chinese-days/package.json') as Pick<Published, 'version'>
  return { ...days, version }
}

function yearText(published: Published, year: number): string | undefined {
  // The notice of a year always names its National Day; days of January alone may come from the
  // notice of the year before, and are not a calendar.
  if (!(`${year}-10-01` in published.holidays)) return undefined
  const within = (days: Readonly<Record<string, string>>) =>
    Object.keys(days)
      .filter((day) => day.startsWith(`${year}-`))
      .sort()
  const worked = within(published.workdays).filter(isWeekend)
  const off = within(published.holidays).filter((day) => !worked.includes(day))
  const source = `国务院办公厅关于${year}年部分节假日安排的通知 (chinese-days ${published.version})`
  return `${JSON.stringify({ year, source, off, worked }, undefined, 2)}\n`
}

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00Z`).getUTCDay())
