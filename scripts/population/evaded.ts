/** 脱管: out of contact for days, searched for, found (law.md §3.3; OP26-13, 14). */
import { addDays, type LegalDate } from '@xianjie/contracts'
import { reprimand, warn } from './appraised.ts'
import { about, type Case, counterfoil, LAW, ownDecision } from './case.ts'
import { CONTACT, type Course, type Sheet, write } from './sheet.ts'

const GOOD_REASON = 0.05
/** CCM 34, 35: up to ten days a reprimand, more a warning. */
const REPRIMAND_DAYS_MAX = 10

/** Found after so many days, and reprimanded or warned for them. */
export function evade(course: Course, of: Case, { since, days }: Absence): void {
  const searched = search(course, of, since)
  const { corrections, procuratorate } = course.county
  const on = addDays(since, days)
  const goodReason = course.random.chance(GOOD_REASON)
  write(
    course,
    'search-bulletin',
    { by: corrections, to: [procuratorate], on, refers: { 'based-on': searched } },
    {
      kind: course.kind,
      since,
      reason: 1,
      result: 'found',
      foundAt: `${on}T08:10:00+08:00`,
      goodReason,
      facts: '已查找到。',
    },
  )
  if (goodReason) return
  const judge = days > REPRIMAND_DAYS_MAX ? warn : reprimand
  judge(course, of, addDays(on, 2), days)
}

export type Absence = { readonly since: LegalDate; readonly days: number }

/** The bulletin of the first day and the letter to the police once 48 hours are over. */
export function search(course: Course, of: Case, since: LegalDate): Sheet {
  const { corrections, procuratorate, police } = course.county
  const lost = { kind: course.kind, since, reason: 1 as const }
  const started = write(
    course,
    'search-bulletin',
    { by: corrections, to: [procuratorate], on: addDays(since, 1) },
    { ...lost, result: 'started', facts: '失去联系，组织查找。' },
  )
  const on = addDays(since, 3)
  return write(
    course,
    'assist-search-letter',
    { by: corrections, to: [police], on, refers: { 'based-on': started } },
    {
      addressee: police.name,
      ...about(course, of),
      ...lost,
      ...ownDecision(course, of),
      facts: '经组织查找未能找到，请配合协助查找。',
      legalBasis: LAW,
      contact: CONTACT,
      counterfoil: counterfoil(police, on),
    },
  )
}
