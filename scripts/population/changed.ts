/** Commutation in the community (CCL 33) and penalties of public security (CCL 28). */
import { addDays, addMonths, type LegalDate } from '@xianjie/contracts'
import { about, type Case, decisionOf, LAW, ownDecision, period } from './case.ts'
import { type Course, caseNumber, later, PANEL, write } from './sheet.ts'

const GRANTED = 0.9

/** Half a year less, where the court grants it; the case with its new end. */
export function commute(course: Course, of: Case, on: LegalDate): Case {
  const { county } = course
  const { city } = county
  const common = {
    ...about(course, of),
    ...ownDecision(course, of),
    sentence: of.sentence,
    legalBasis: LAW,
  }
  const proposal = write(
    course,
    'proposal-commutation',
    {
      by: city.corrections,
      to: [city.court],
      copies: [county.procuratorate, county.police],
      on,
    },
    {
      ...common,
      ...period(of),
      grounds: ['major-merit'],
      facts: '有重大立功表现。',
      sentenceReduction: { months: 3 },
      periodReduction: { months: 6 },
    },
  )
  const granted = course.random.chance(GRANTED)
  const ruledOn = later(course, on, 10, 28)
  const servedOn = addDays(ruledOn, 3)
  const to = addMonths(of.to, -6)
  write(
    course,
    'ruling-commutation',
    {
      by: city.court,
      to: [city.corrections, county.corrections, city.procuratorate],
      copies: [county.procuratorate, county.police],
      on: ruledOn,
      arrives: servedOn,
      number: caseNumber(county.courtCode.slice(0, 4), '刑更', ruledOn, course.n),
      refers: { answers: proposal },
    },
    {
      outcome: granted ? 'granted' : 'refused',
      applicant: city.corrections.name,
      ...common,
      facts: granted ? '有重大立功表现，予以减刑。' : '不属于重大立功表现。',
      ...(granted ? { sentenceReduction: { months: 3 }, periodFrom: of.from, periodTo: to } : {}),
      servedOn,
      panel: PANEL,
    },
  )
  return granted ? { ...of, to } : of
}

/** C17, and the decision of the police: some days of detention or a fine; or no penalty at all. */
export function penalise(course: Course, of: Case, on: LegalDate): void {
  const { corrections, police, procuratorate } = course.county
  const proposal = write(
    course,
    'proposal-ps-penalty',
    { by: corrections, to: [police], copies: [procuratorate], on },
    {
      ...about(course, of),
      ...(course.kind === 'tpe' ? { decision: decisionOf(of) } : {}),
      sentence: of.sentence,
      ...period(of),
      breached: ['supervision-rules'],
      facts: '违反监督管理规定。',
      legalBasis: LAW,
    },
  )
  const decidedOn = later(course, on, 4, 20)
  const days = course.random.int(5, 10)
  const punished = {
    penalised: true,
    penalty: 'detention' as const,
    detentionDays: days,
    from: decidedOn as string,
    to: addDays(decidedOn, days - 1) as string,
  }
  const unpunished = { penalised: false, noPenaltyReason: '情节轻微。' }
  write(
    course,
    'ps-penalty-decision',
    {
      by: police,
      to: [corrections],
      copies: [procuratorate],
      on: decidedOn,
      refers: { answers: proposal },
    },
    {
      kind: course.kind,
      ...(course.random.chance(GRANTED) ? punished : unpunished),
      filedOn: on as LegalDate,
      facts: '违反监督管理规定。',
      legalBasis: ['《中华人民共和国治安管理处罚法》第七十二条'],
    },
  )
}
