/** Change of the execution place (CCL 27; CCM 30-31): C7 to C11, then B24 of the new place. */
import { addDays, type LegalDate } from '@xianjie/contracts'
import { about, type Case, LAW, ownDecision, period, place } from './case.ts'
import { ADDRESS, CONTACT, type Course, later, type Sheet, write } from './sheet.ts'

/** From here on the course is in the other county. */
export function changePlace(course: Course, of: Case, on: LegalDate): void {
  const { county: old, province } = course
  const at = province.counties.indexOf(old)
  const next = province.counties[(at + 1) % province.counties.length] ?? old
  if (next === old) return
  const common = { ...about(course, of), ...ownDecision(course, of), ...period(of) }
  const asked = write(
    course,
    'place-change-consult',
    { by: old.corrections, to: [next.corrections], on },
    {
      ...common,
      appliedOn: addDays(on, -3),
      newExecutionPlace: ADDRESS(next),
      purpose: 'residence',
      facts: '因居所变化申请变更执行地。',
      contact: CONTACT,
    },
  )
  const answered = later(course, on, 2, 5)
  const reply = write(
    course,
    'place-change-reply',
    { by: next.corrections, to: [old.corrections], on: answered, refers: { answers: asked } },
    { kind: course.kind, agreed: true, facts: '经核实，同意接收。', contact: CONTACT },
  )
  const decidedOn = addDays(answered, 2)
  const decision = write(
    course,
    'place-change-decision',
    {
      by: old.corrections,
      to: [next.corrections, of.decider],
      copies: [old.procuratorate, old.police],
      on: decidedOn,
      refers: { 'based-on': reply },
    },
    {
      outcome: 'approved',
      ...common,
      newExecutionPlace: ADDRESS(next),
      newAgency: next.corrections.code,
      servedOn: decidedOn,
      facts: '理由正当，准予变更执行地。',
      legalBasis: LAW,
    },
  )
  handOverFile(course, { of, decision, next })
  course.county = next
  arrive(course, of, later(course, decidedOn, 3, 7))
}

type Handing = {
  readonly of: Case
  readonly decision: Sheet
  readonly next: Course['county']
}

function handOverFile(course: Course, { of, decision, next }: Handing): void {
  const old = course.county
  const on = later(course, decision.madeOn, 1, 4)
  const file = write(
    course,
    'place-change-file-handover',
    {
      by: old.corrections,
      to: [next.corrections],
      copies: [of.decider, old.procuratorate, old.police],
      on,
      refers: { 'based-on': decision },
    },
    {
      kind: course.kind,
      decisionNumber: decision.number,
      items: [{ name: '社区矫正档案', copies: 1 }],
      contact: CONTACT,
    },
  )
  write(
    course,
    'place-change-receipt',
    {
      by: next.corrections,
      to: [old.corrections, next.procuratorate, next.police],
      on: addDays(on, 2),
      refers: { answers: file, delivers: file },
    },
    {
      kind: course.kind,
      handoverNumber: file.number,
      receivedOn: on,
      complete: true,
      receivedBy: '工作人员甲',
      contact: CONTACT,
    },
  )
}

function arrive(course: Course, of: Case, on: LegalDate): void {
  const { corrections, procuratorate, police } = course.county
  const given = { by: corrections, to: [of.decider], copies: [procuratorate, police], on }
  write(course, 'enrolment-record', given, {
    ...about(course, of),
    ...ownDecision(course, of),
    reportCode: '01',
    reportedOn: on,
    ...period(of),
    ...place(course),
    registeredBy: '工作人员甲',
  })
}
