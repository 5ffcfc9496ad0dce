/** The normal end (law.md §1 E): appraisal, certificate, notices, resettlement; death. */
import { addDays, addMonths, type LegalDate, roll } from '@xianjie/contracts'
import { calendar } from '@xianjie/schemas'
import { about, type Case, counterfoil, decisionOf, LAW, ownDecision, period } from './case.ts'
import { CONTACT, type Course, later, type Sheet, write } from './sheet.ts'
import { terminate } from './terminated.ts'

const APPRAISED = 0.7
/** E9 is obligatory but for 缓刑 (OP26-20(2)). */
const RESETTLED = 0.4

/** Thirty days before the end. */
export function appraise(course: Course, of: Case): void {
  if (!course.random.chance(APPRAISED)) return
  const { corrections, justiceBureau } = course.county
  const given = { by: corrections, to: [justiceBureau], on: addDays(of.to, -31) }
  write(course, 'final-appraisal', given, {
    ...about(course, of),
    ...ownDecision(course, of),
    ...period(of),
    summary: '我遵守了监督管理规定。',
    appraisal: '能够遵守监督管理规定，拟于期满后依法解除。',
  })
}

/** At the end of the period; a day off moves the papers to the next working day (T62). */
export function release(course: Course, of: Case): void {
  const after = addDays(of.to, 1)
  const on = roll(calendar, after) ?? after
  const { corrections, procuratorate, police, justiceBureau } = course.county
  const common = {
    ...about(course, of),
    sentence: of.sentence,
    decision: decisionOf(of),
    ...period(of),
    releaseReason: 'expiry' as const,
  }
  const certificate =
    course.kind === 'tpe'
      ? leavePrison(course, of, on)
      : write(
          course,
          'release-certificate',
          { by: corrections, on },
          { ...common, legalBasis: LAW },
        )
  write(
    course,
    'release-notice-cc',
    { by: corrections, to: [of.decider], copies: [procuratorate, police], on },
    {
      ...common,
      certificateNumber: certificate.number,
      contact: CONTACT,
      counterfoil: counterfoil(of.decider, on),
    },
  )
  if (course.kind === 'probation' && !course.random.chance(RESETTLED)) return
  write(
    course,
    'resettlement-handover',
    { by: corrections, to: [justiceBureau], on },
    {
      kind: course.kind,
      ...period(of),
      enclosures: ['解除社区矫正证明书复印件一份'],
      contact: CONTACT,
    },
  )
}

/** The prison is reminded within the last month and issues its certificate (TPE14 27). */
function leavePrison(course: Course, of: Case, on: LegalDate): Sheet {
  const { corrections, city, procuratorate } = course.county
  const ending = {
    kind: 'tpe' as const,
    offence: course.offence,
    judgment: of.judgment,
    sentence: of.sentence,
    decision: decisionOf(of),
    sentenceTo: of.to as string,
  }
  const reminded = later(course, addMonths(of.to, -1), 1, 10)
  write(
    course,
    'prison-release-reminder',
    { by: corrections, to: [city.prison], on: reminded },
    {
      ...ending,
      facts: '刑期即将届满，请依法办理刑满释放手续。',
      contact: CONTACT,
    },
  )
  const given = { by: city.prison, copies: [corrections, procuratorate], on }
  return write(course, 'prison-release-certificate', given, {
    ...ending,
    dischargedOn: of.to,
    legalBasis: LAW,
  })
}

export function die(course: Course, of: Case, on: LegalDate): void {
  const { corrections, procuratorate, police } = course.county
  const discoveredOn = addDays(on, 1)
  const notice = write(
    course,
    'death-notice',
    { by: corrections, to: [of.decider, procuratorate, police], on: addDays(on, 3) },
    {
      ...about(course, of),
      ...ownDecision(course, of),
      diedOn: on,
      discoveredOn,
      deathCause: 'illness',
      certificate: { organ: '虚构省人民医院', number: `医死〔${on.slice(0, 4)}〕${course.n}号` },
      reportedBy: 'family',
      facts: '因病死亡。',
      contact: CONTACT,
    },
  )
  terminate(course, of, { reason: 'death', ending: notice, endedOn: on })
}

/** F11: offences committed under eighteen are to be sealed (CPL 286). */
export function orderSealing(course: Course, of: Case): void {
  const { court, procuratorate, police } = course.county
  const given = { by: court, to: [procuratorate, police], on: addDays(of.effectiveOn, 1) }
  write(
    course,
    'sealing-notice',
    { ...given, refers: { 'based-on': of.decision } },
    {
      ground: 'sentence-up-to-five-years',
      offence: course.offence,
      judgment: of.judgment,
      legalBasis: ['《中华人民共和国刑事诉讼法》第二百八十六条'],
    },
  )
}
