/** The State Council's calendars (law.md §0.3-6), one file per year; a year without a file is unknown. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Calendar, CalendarYear } from '@xianjie/contracts'
import { legalDate } from '@xianjie/contracts'
import { deepFreeze, pathOf, readJsonFile } from './file.ts'

/** Reads a folder of year files; throws an Error that names the file which is broken. */
export function readCalendar(folder: string): Calendar {
  const years = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => [name.slice(0, 4), calendarYear(join(folder, name), name.slice(0, 4))] as const)
  return deepFreeze({ years: Object.fromEntries(years) })
}

/** The years that are published. */
export const calendar: Calendar = readCalendar(pathOf('codelists', 'calendar'))

function calendarYear(file: string, year: string): CalendarYear {
  const value = readJsonFile(file) as Partial<Record<string, unknown>> | null
  const days = (list: unknown): readonly string[] => {
    const holds = (day: unknown) =>
      typeof day === 'string' && day.startsWith(year) && legalDate(day) !== undefined
    if (!Array.isArray(list) || !list.every(holds)) {
      throw new Error(`${file}: off and worked are lists of days of ${year}`)
    }
    return list
  }
  if (value?.year !== Number(year)) throw new Error(`${file}: year is not ${year}`)
  const [off, worked] = [days(value.off), days(value.worked)]
  const both = off.find((day) => worked.includes(day))
  if (both) throw new Error(`${file}: ${both} is both off and worked`)
  return { off, worked }
}
