/** What happens under supervision to some of all persons, each thing by its share (law.md §1 C, §6.4). */
import { addDays, addMonths, daysBetween, type LegalDate } from '@xianjie/contracts'
import { commend, monitor, reprimand, warn } from './appraised.ts'
import { leave, travelOften } from './away.ts'
import { type Case, LAW, ownDecision } from './case.ts'
import { changePlace } from './moved.ts'
import { CONTACT, type Course, later, write } from './sheet.ts'

/** Days of correction that are left for what happens, from the enrolment to the appraisal. */
export type Span = { readonly from: LegalDate; readonly to: LegalDate }

type Happening = {
  readonly share: number
  /** Days that it needs. */
  readonly days: number
  readonly happens: (course: Course, of: Case, on: LegalDate) => void
}

/** Warnings of their own: those of absences and revocations come on top, together 6.6 %. */
export const HAPPENINGS: readonly Happening[] = [
  { share: 0.5, days: 20, happens: leave },
  { share: 0.1, days: 5, happens: travelOften },
  { share: 0.15, days: 190, happens: commend },
  { share: 0.04, days: 5, happens: reprimand },
  { share: 0.0376, days: 5, happens: warn },
  { share: 0.12, days: 10, happens: monitor },
  { share: 0.025, days: 45, happens: changePlace },
  { share: 0.15, days: 30, happens: assist },
  { share: 0.05, days: 5, happens: approveContact },
  { share: 0.002, days: 5, happens: reportIncident },
  { share: 0.004, days: 25, happens: rectify },
]

/** Each of them where there is time for it. */
export function supervise(course: Course, of: Case, { from, to }: Span): void {
  for (const { share, days, happens } of HAPPENINGS) {
    const room = daysBetween(from, to) - days
    if (!course.random.chance(share) || room < 0) continue
    // What takes half a year happens after it, everything else somewhere in between.
    happens(
      course,
      of,
      days > 100 ? later(course, from, days, days + room) : later(course, from, 0, room),
    )
  }
  if (course.kind === 'tpe') reportHealth(course, of, { from, to })
  if (course.minor && course.random.chance(UNSCHOOLED)) tellSchool(course, addDays(from, 3))
}

function assist(course: Course, _of: Case, on: LegalDate): void {
  const { county } = course
  const by = county.corrections
  const referred = write(
    course,
    'assistance-referral',
    { by, to: [county.civilAffairs], on },
    { matters: ['relief'], situation: '家庭生活困难。', contact: CONTACT },
  )
  write(
    course,
    'assistance-feedback',
    {
      by: county.civilAffairs,
      to: [by],
      on: later(course, on, 7, 28),
      refers: { answers: referred },
    },
    { answers: [{ matter: 'relief', status: 'provided' }] },
  )
}

function approveContact(course: Course, _of: Case, on: LegalDate): void {
  write(
    course,
    'contact-approval',
    { by: course.county.corrections, on },
    {
      outcome: 'granted',
      kind: course.kind,
      appliedOn: addDays(on, -2),
      person: { name: '来访人甲', standing: 'visitor' },
      from: on,
      to: addDays(on, 1),
      facts: '会客理由正当。',
      approvedBy: '负责人丙',
    },
  )
}

function reportIncident(course: Course, _of: Case, on: LegalDate): void {
  const { corrections, procuratorate, city } = course.county
  const given = { by: corrections, to: [city.corrections], copies: [procuratorate], on }
  write(course, 'incident-report', given, {
    kind: course.kind,
    event: 'other',
    eventName: '交通事故',
    discoveredAt: on,
    facts: '在交通事故中受伤，已送医。',
    contact: CONTACT,
  })
}

/** F1 and the answer to it. */
function rectify(course: Course, _of: Case, on: LegalDate): void {
  const { corrections, procuratorate } = course.county
  const notice = write(
    course,
    'rectification-notice',
    { by: procuratorate, to: [corrections], on },
    {
      addressee: corrections.name,
      form: 'written',
      matter: 'supervision',
      facts: '未按规定走访。',
      legalBasis: LAW,
      demand: '予以纠正。',
      replyBy: addDays(on, 15),
    },
  )
  write(
    course,
    'reply',
    {
      by: corrections,
      to: [procuratorate],
      on: later(course, on, 5, 20),
      refers: { answers: notice },
    },
    {
      addressee: procuratorate.name,
      supervision: { organ: procuratorate.name, number: notice.number, madeOn: on },
      adopted: true,
      facts: '意见予以采纳。',
      measuresTaken: '已补充走访。',
      asksRecheck: false,
    },
  )
}

/** Quarterly, as long as they stay outside, at most so many (CCM 24). */
const REPORTS_MAX = 5

function reportHealth(course: Course, of: Case, { from, to }: Span): void {
  const { corrections, city } = course.county
  for (let n = 1; n <= REPORTS_MAX; n += 1) {
    const on = addMonths(from, 3 * n)
    if (on >= to) return
    write(
      course,
      'health-report',
      { by: corrections, copies: [city.prison], on },
      {
        kind: 'tpe',
        ...ownDecision(course, of),
        reportType: 're-examination',
        coversFrom: addMonths(from, 3 * (n - 1)),
        coversTo: addDays(on, -1),
        submittedOn: on,
        conclusion: '病情未愈。',
        causeContinues: true,
      },
    )
  }
}

const UNSCHOOLED = 0.3

function tellSchool(course: Course, on: LegalDate): void {
  const { corrections, education, name } = course.county
  write(
    course,
    'education-notice-minor',
    { by: corrections, to: [education], on },
    {
      residence: name,
      stage: 'junior-secondary',
      situation: '未完成义务教育。',
      legalBasis: LAW,
      contact: CONTACT,
    },
  )
}
