/** What goes wrong with papers: late, out of order, missing, corrected, recalled; a few of each. */
import { addDays, DAY_MS, instant, MINUTE_MS } from '@xianjie/contracts'
import { reprimand } from './appraised.ts'
import type { Case } from './case.ts'
import { CONTACT, type Course, PANEL, type Sheet, write } from './sheet.ts'

const CORRECTED = 0.006
const RECALLED = 0.004
const LATE = 0.05
const SWAPPED = 0.03
const LOST = 0.015
const LATE_DAYS_MAX = 90

/** F8 by the court that erred: a slip of the pen, or the day of service. */
export function correct(course: Course, { decision, decider }: Case): void {
  if (decider.kind !== 'court' || !course.random.chance(CORRECTED)) return
  const on = addDays(decision.madeOn, course.random.int(5, 40))
  const slip = { field: 'text' as const, value: '危险驾驶罪', was: '危险架驶罪' }
  const day = { field: 'servedOn' as const, value: addDays(decision.madeOn, 1) }
  const given = {
    by: decider,
    to: [course.county.corrections],
    on,
    refers: { corrects: decision },
  }
  write(course, 'ruling-correction', given, {
    correctedNumber: decision.number,
    corrections: [course.random.chance(0.5) ? slip : day],
    facts: '原文书有笔误，予以补正。',
    panel: PANEL,
  })
}

/** F10: a reprimand meant for somebody else is void. */
export function recall(course: Course, of: Case): void {
  if (!course.random.chance(RECALLED)) return
  const { corrections, procuratorate } = course.county
  const on = addDays(of.from, 25)
  reprimand(course, of, on)
  const [mistaken] = course.sheets.slice(-1)
  if (!mistaken) return
  const given = {
    by: corrections,
    copies: [procuratorate],
    on: addDays(on, 6),
    refers: { recalls: mistaken },
  }
  write(course, 'document-recall', given, {
    treatment: 'void',
    recalled: { title: '训诫决定书', number: mistaken.number, madeOn: mistaken.madeOn },
    facts: '误将他人的训诫决定登记于此。',
    contact: CONTACT,
  })
}

/** The same papers as they arrive after all: some lost, some late, some before what they rest on. */
export function disturb({ random }: Course, sheets: readonly Sheet[]): readonly Sheet[] {
  const arriving = inTime(sheets)
  if (random.chance(LOST)) arriving.splice(random.int(0, arriving.length - 1), 1)
  if (random.chance(LATE)) {
    const at = random.int(0, arriving.length - 1)
    shift(arriving, at, random.int(2, LATE_DAYS_MAX) * DAY_MS)
  }
  if (random.chance(SWAPPED) && arriving.length > 1) {
    const at = random.int(1, arriving.length - 1)
    const [before, after] = [arriving[at - 1], arriving[at]]
    if (before && after) shift(arriving, at - 1, after.at - before.at + MINUTE_MS)
  }
  return inTime(arriving)
}

const inTime = (sheets: readonly Sheet[]): Sheet[] =>
  sheets.toSorted((one, other) => one.at - other.at)

function shift(sheets: Sheet[], at: number, byMs: number): void {
  const sheet = sheets[at]
  if (sheet) sheets[at] = { ...sheet, at: instant(sheet.at + byMs) }
}
