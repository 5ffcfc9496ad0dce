/** How a row of the table of clocks is written: only what differs from the usual is said. */
import { POLICIES } from '../policies.ts'
import type { ClockRule, Limit, Words } from './clock-rule.ts'

type Usual =
  | 'mode'
  | 'rolls'
  | 'backwards'
  | 'term'
  | 'binding'
  | 'outlives'
  | 'lapses'
  | 'graded'
  | 'missed'
  | 'start'
  | 'stop'
export type Row = Omit<ClockRule, 'id' | Usual> & Partial<Pick<ClockRule, Usual>>

/** 纠正意见, the usual consequence (CCL 62; SPP19 625-644; OP26-23). */
export const CORRECTION: Words = {
  zh: '人民检察院依法提出纠正意见',
  en: 'the procuratorate demands correction',
}
export const NOTHING: Words = { zh: '无', en: 'none' }

/** Days from which these texts are in force (§0.3-14). */
export const OP26 = '2026-02-21'
export const PL26 = '2026-11-01'
export const PSA25 = '2026-01-01'
export const TPE23 = '2023-07-01'

export const words = (zh: string, en: string): Words => ({ zh, en })
export const days = (count: number): Limit => ({ count, unit: 'CD' })
export const workingDays = (count: number): Limit => ({ count, unit: 'WD' })
export const hours = (count: number): Limit => ({ count, unit: 'H' })
export const months = (count: number): Limit => ({ count, unit: 'M' })

/** Every limit rolls, but validities, counts backwards and hours (law.md §0.3-2, -11, -12). */
export function clock(id: string, row: Row): ClockRule {
  const { mode = 'live', backwards = false, term = false, limit } = row
  const counts = limit !== null && limit.unit !== 'H'
  return {
    binding: mode === 'live' || mode === 'compared',
    outlives: false,
    lapses: false,
    graded: false,
    missed: CORRECTION,
    start: null,
    stop: null,
    rolls:
      POLICIES.rollsOverHolidays.default && counts && mode !== 'validity' && !backwards && !term,
    ...row,
    id,
    mode,
    backwards,
    term,
  }
}
