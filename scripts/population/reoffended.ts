/** A new crime under correction: detention, arrest, indictment, judgment (law.md §7(b), §3.4-8). */
import { addDays, type LegalDate, roll } from '@xianjie/contracts'
import { calendar } from '@xianjie/schemas'
import { about, type Case, decisionOf, LAW } from './case.ts'
import { CONTACT, type Course, caseNumber, later, PANEL, type Sheet, write } from './sheet.ts'
import { takeIntoCustody, terminate } from './terminated.ts'

const SUSPECTED = { newCrime: true, suspectedOffence: '盗窃罪' } as const
const APPEAL_DAYS = 10

/** From the detention of that day to custody; the correction ends with the effect of the judgment. */
export function reoffend(course: Course, of: Case, on: LegalDate): void {
  const { county } = course
  const detained = restrict(course, { type: 'criminal-detention', on })
  const arrestedOn = later(course, on, 10, 30)
  const arrested = restrict(course, { type: 'arrest-new-crime', on: arrestedOn, after: detained })
  const prosecutedOn = later(course, arrestedOn, 40, 70)
  const indictment = write(
    course,
    'indictment',
    {
      by: county.procuratorate,
      to: [county.court, county.corrections],
      on: prosecutedOn,
      refers: { 'based-on': arrested },
    },
    {
      addressee: county.court.name,
      kind: course.kind,
      crime: 'new',
      offence: '盗窃罪',
      facts: '被告人窃取他人财物，数额较大。',
      legalBasis: ['《中华人民共和国刑法》第二百六十四条'],
    },
  )
  sentence(course, of, { indictment, on: later(course, prosecutedOn, 25, 45) })
}

type Restricted = {
  readonly type: 'criminal-detention' | 'arrest-new-crime'
  readonly on: LegalDate
  readonly after?: Sheet
}

/** The police's own paper, and the notice that delivers it (CCL 32). */
function restrict(course: Course, { type, on, after }: Restricted): Sheet {
  const { police, procuratorate, corrections } = course.county
  const given = { by: police, on, ...(after ? { refers: { 'based-on': after } } : {}) }
  const body = { decidedOn: on, ...SUSPECTED, from: on, legalBasis: LAW }
  const paper =
    type === 'criminal-detention'
      ? write(course, type, given, body)
      : write(course, type, given, {
          instrument: 'warrant',
          ...body,
          requestedOn: addDays(on, -6),
          decision: { organ: procuratorate.name, number: `检捕〔${on.slice(0, 4)}〕${course.n}号` },
        })
  write(
    course,
    'detention-notice',
    {
      by: police,
      to: [corrections],
      copies: [procuratorate],
      on: addDays(on, 1),
      refers: { delivers: paper },
    },
    {
      measure: type === 'criminal-detention' ? 'CRIM_DETENTION' : 'ARREST',
      decidedOn: on,
      ...SUSPECTED,
      facts: '因涉嫌犯罪被采取强制措施。',
      contact: CONTACT,
    },
  )
  return paper
}

type Sentenced = { readonly indictment: Sheet; readonly on: LegalDate }

function sentence(course: Course, of: Case, { indictment, on }: Sentenced): void {
  const { county } = course
  const combined = { principal: 'fixed-term' as const, term: { years: 2, months: 6 } }
  const judged = write(
    course,
    'judgment-new-crime',
    {
      by: county.court,
      to: [county.procuratorate, county.detentionHouse],
      on,
      number: caseNumber(county.courtCode, '刑初', on, course.n + NEW_CASES_FROM),
      refers: { 'based-on': indictment },
    },
    {
      kind: course.kind,
      prosecutor: county.procuratorate.name,
      crime: 'new',
      offence: '盗窃罪',
      facts: '在社区矫正期间犯新罪，应予数罪并罚。',
      legalBasis: ['《中华人民共和国刑法》'],
      judgment: of.judgment,
      decision: decisionOf(of),
      newSentence: { principal: 'fixed-term', term: { years: 1 } },
      sentence: combined,
      operative: '数罪并罚，决定执行有期徒刑二年六个月。',
      servedOn: on,
      servedOnProsecutor: on,
      panel: PANEL,
    },
  )
  const lastDay = addDays(on, APPEAL_DAYS)
  const effectiveOn = addDays(roll(calendar, lastDay) ?? lastDay, 1)
  tell(course, of, { judged, effectiveOn })
  // 管制 goes on after prison (CL 69(2)): nothing is terminated.
  if (course.kind !== 'control') {
    const reason = REASONS[course.kind]
    terminate(course, of, { reason, ending: judged, endedOn: effectiveOn })
  }
  const from = addDays(effectiveOn, 9)
  takeIntoCustody(course, of, { ending: judged, escaped: false, from })
}

/** Serial numbers of new cases, so that none is that of a first judgment. */
const NEW_CASES_FROM = 50_000_000
const REASONS = {
  probation: 'probation-revoked',
  parole: 'parole-revoked',
  tpe: 'imprisoned',
} as const

type Told = { readonly judged: Sheet; readonly effectiveOn: LegalDate }

function tell(course: Course, of: Case, { judged, effectiveOn }: Told): void {
  const { county } = course
  write(
    course,
    'notice-new-judgment',
    {
      by: county.court,
      to: [of.decider, county.corrections],
      on: later(course, effectiveOn, 2, 8),
      refers: { 'based-on': judged, delivers: judged },
    },
    {
      kind: about(course, of).kind,
      crime: 'new',
      offence: '盗窃罪',
      newJudgment: { court: county.court.name, number: judged.number, madeOn: judged.madeOn },
      judgmentEffectiveOn: effectiveOn,
      facts: '判决已发生法律效力。',
      contact: CONTACT,
    },
  )
}
