/** The package of the deciding organ, its receipt, forwarding, enrolment and announcement (law.md §1 B). */
import { addDays, type LegalDate, roll } from '@xianjie/contracts'
import { calendar } from '@xianjie/schemas'
import { about, type Case, decisionOf, LAW, MEASURES, ownDecision, period, place } from './case.ts'
import { CONTACT, type Course, later, type Sheet, write } from './sheet.ts'

/** Shares of all lives: served late, with a paper missing, reported late without and with a reason. */
const SERVED_LATE = 0.03
const INCOMPLETE = 0.02
const REPORTED_LATE = 0.008
const SPECIAL_REASON = 0.004
const REPORT_DAYS = 10

/** What CC-x gets, and the day on which it does. */
export function serve(course: Course, of: Case): readonly Sheet[] {
  const { county, random, province } = course
  const served = later(course, of.effectiveOn, 1, course.kind === 'tpe' ? 2 : 3)
  const on = random.chance(SERVED_LATE) ? later(course, served, 14, 25) : served
  const missing = random.chance(INCOMPLETE)
  const given = {
    by: of.decider,
    to: [county.corrections],
    copies: [county.procuratorate, county.police],
    on,
    refers: { 'based-on': of.decision },
  }
  const common = { ...about(course, of), ...ownDecision(course, of) }
  const told = write(
    course,
    'notice-effective',
    { ...given, copies: [] },
    {
      ...common,
      judgmentEffectiveOn: of.effectiveOn,
      ...(of.term ? { term: of.term } : {}),
      ...period(of),
      legalBasis: LAW,
    },
  )
  const executed = course.kind === 'tpe' ? [] : [executionNotice(course, of, given)]
  const placed = missing ? [] : [placeNotice(course, of, given)]
  const notified = write(course, 'subject-notification', given, {
    kind: course.kind,
    ...ownDecision(course, of),
    countedFrom: course.kind === 'parole' ? 'release' : 'effect',
    reportBy: reportBy(course, of),
    ...place(course),
    bring: ['有效身份证明'],
    subjectSignedOn: on,
  })
  const exit = { ...given, to: [province.immigration, county.corrections] }
  const restricted = write(course, 'exit-restriction', exit, {
    action: 'impose',
    ...common,
    from: on,
    legalBasis: ['《中华人民共和国出境入境管理法》第十二条'],
    contact: CONTACT,
  })
  const sheets = [told, ...executed, ...placed, notified, restricted]
  // The receipt is for the decision of 暂外 itself, else for the execution notice (T09).
  answer(course, of, course.kind === 'tpe' ? [of.decision, ...sheets] : sheets)
  if (missing) askForMissing(course, of, given)
  return sheets
}

type Sent = {
  readonly by: Case['decider']
  readonly on: LegalDate
  readonly to: Sheet['to']
} & Pick<Sheet, 'copies'> & { readonly refers: { readonly 'based-on': Sheet } }

const executionNotice = (course: Course, of: Case, given: Sent): Sheet =>
  write(
    course,
    'execution-notice',
    { ...given, refers: { 'based-on': of.decision, delivers: of.decision } },
    {
      addressee: course.county.corrections.name,
      ...about(course, of),
      ...ownDecision(course, of),
      judgmentEffectiveOn: of.effectiveOn,
      sentence: of.sentence,
      ...(of.term ? { term: of.term } : {}),
      ...period(of),
      legalBasis: LAW,
    },
  )

const placeNotice = (course: Course, of: Case, given: Sent): Sheet =>
  write(course, 'place-determination', given, {
    ...about(course, of),
    ...ownDecision(course, of),
    ...place(course),
    ground: 'residence',
    legalBasis: LAW,
    subjectSignedOn: given.on,
  })

/** Ten days from effect, or from the release of a parolee, rolled over holidays (CCL 21; f6). */
function reportBy({ kind }: Course, of: Case): LegalDate {
  const last = addDays(kind === 'parole' ? of.from : of.effectiveOn, REPORT_DAYS)
  return roll(calendar, last) ?? last
}

/** B21 within five days, and B22 to the procuratorate and the police of the county. */
function answer(course: Course, of: Case, sheets: readonly Sheet[]): void {
  const { corrections, procuratorate, police } = course.county
  const documents = sheets.map(({ type, number }) => ({ title: type, number, copies: 1 }))
  const receivedOn = sheets.at(-1)?.madeOn ?? of.effectiveOn
  const on = later(course, receivedOn, 0, 3)
  write(
    course,
    'service-receipt',
    { by: corrections, to: [of.decider], on, refers: { answers: sheets } },
    {
      sender: of.decider.name,
      documents,
      method: 'electronic',
      receivedOn,
      receivedBy: '工作人员甲',
    },
  )
  write(
    course,
    'forwarding-letter',
    { by: corrections, to: [procuratorate, police], on, refers: { delivers: sheets } },
    {
      sender: of.decider.name,
      receivedOn,
      documents,
      kind: course.kind,
      ...ownDecision(course, of),
      executionPlace: place(course).executionPlace,
      contact: CONTACT,
    },
  )
}

/** The person is enrolled all the same; the paper comes within five days, or rather later (CCM 16). */
function askForMissing(course: Course, of: Case, given: Sent): void {
  const { corrections, procuratorate } = course.county
  const on = addDays(given.on, 2)
  const asked = write(
    course,
    'missing-documents-notice',
    { by: corrections, to: [of.decider], copies: [procuratorate], on },
    {
      addressee: of.decider.name,
      kind: course.kind,
      ...ownDecision(course, of),
      reportedOn: on,
      registered: true,
      missing: ['place-determination'],
      contact: CONTACT,
    },
  )
  const sent = { ...given, on: later(course, on, 2, 12) }
  write(
    course,
    'place-determination',
    { ...sent, refers: { 'based-on': of.decision, answers: asked } },
    {
      ...about(course, of),
      ...ownDecision(course, of),
      ...place(course),
      ground: 'residence',
      legalBasis: LAW,
      subjectSignedOn: given.on,
    },
  )
}

/** In time, or late: then 漏管 until the report, unless a special reason is stated (OP26-11). */
export function enrol(course: Course, of: Case): Sheet {
  const { county, random } = course
  const due = reportBy(course, of)
  const reason = random.chance(SPECIAL_REASON)
  const late = reason || random.chance(REPORTED_LATE)
  const start = course.kind === 'parole' ? of.from : of.effectiveOn
  const on = late ? later(course, due, 3, 9) : later(course, start, 4, 9)
  if (late && !reason) reportMissed(course, of, addDays(due, 1))
  const record = write(
    course,
    'enrolment-record',
    {
      by: county.corrections,
      to: [of.decider],
      copies: [county.procuratorate, county.police],
      on,
      refers: { 'based-on': of.decision },
    },
    {
      ...about(course, of),
      ...ownDecision(course, of),
      reportCode: late ? '02' : '01',
      reportedOn: on,
      ...(reason ? { specialReason: true, explanation: '因急病住院未能按期报到。' } : {}),
      judgmentEffectiveOn: of.effectiveOn,
      ...period(of),
      ...place(course),
      registeredBy: '工作人员甲',
    },
  )
  announce(course, of, addDays(on, 2))
  return record
}

function reportMissed(course: Course, of: Case, since: LegalDate): void {
  const { corrections, procuratorate } = course.county
  const given = {
    by: corrections,
    to: [of.decider],
    copies: [procuratorate],
    on: addDays(since, 1),
  }
  write(course, 'missed-handover-notice', given, {
    ...about(course, of),
    ...(course.kind === 'parole' ? { decision: decisionOf(of) } : {}),
    ground: 'not-reported',
    since,
    facts: '未在规定时限内报到。',
    steps: '组织查找。',
    contact: CONTACT,
  })
}

function announce(course: Course, of: Case, on: LegalDate): void {
  write(
    course,
    'enrolment-announcement',
    { by: course.county.corrections, on },
    {
      ...about(course, of),
      ...ownDecision(course, of),
      ...period(of),
      announcedOn: on,
      host: '工作人员甲',
      openly: !course.minor,
      ...(course.minor ? { guardianPresent: true } : {}),
      rules: '遵守法律、行政法规，履行法律文书确定的义务，服从监督管理。',
      team: [{ name: '工作人员甲', post: '社区矫正机构工作人员' }],
      plan: {
        assessment: '再犯罪风险较低。',
        category: '普通管理',
        measures: '定期报告、教育学习、公益活动。',
      },
      subjectSignedOn: on,
      legalBasis: MEASURES,
    },
  )
}
