/** What follows every ending that leads to prison: E4, the execution notice, custody or pursuit. */
import { addDays, type LegalDate } from '@xianjie/contracts'
import type { Unit } from '../workshop/agency-workshop.ts'
import { about, type Case, counterfoil, decisionOf, LAW, ownDecision, period } from './case.ts'
import { CONTACT, type Course, later, type Sheet, write } from './sheet.ts'

export type Terminated = {
  readonly reason: 'probation-revoked' | 'parole-revoked' | 'imprisoned' | 'death'
  readonly ending: Sheet
  readonly endedOn: LegalDate
}

export function terminate(course: Course, of: Case, { reason, ending, endedOn }: Terminated) {
  const { corrections, procuratorate, police } = course.county
  const on = later(course, ending.madeOn, 1, 3)
  write(
    course,
    'termination-notice',
    {
      by: corrections,
      to: [of.decider],
      copies: [procuratorate, police],
      on,
      refers: { 'based-on': ending },
    },
    {
      ...about(course, of),
      sentence: of.sentence,
      decision: decisionOf(of),
      ...period(of),
      terminationReason: reason,
      endedOn,
      endedBy: { organ: ending.by.name, number: ending.number },
      facts: '社区矫正终止。',
      contact: CONTACT,
      counterfoil: counterfoil(of.decider, on),
    },
  )
}

export type IntoCustody = {
  readonly ending: Sheet
  readonly escaped: boolean
  readonly from: LegalDate
}

/** D16, then D21; in between the pursuit of whoever is 在逃 (D18-D20; OP26-21). */
export function takeIntoCustody(course: Course, of: Case, given: IntoCustody): void {
  const { ending, escaped, from } = given
  const { police, procuratorate, corrections, detentionHouse, city } = course.county
  const decision = { organ: ending.by.name, number: ending.number }
  const refers = { 'based-on': ending }
  write(
    course,
    'execution-notice-revocation',
    { by: ending.by, to: [police], copies: [procuratorate], on: addDays(from, 1), refers },
    {
      ...about(course, of),
      decision,
      sentence: of.sentence,
      enclosures: ['原裁判文书一份'],
      legalBasis: LAW,
      contact: CONTACT,
    },
  )
  const taken = escaped
    ? pursue(course, of, { ending, from: addDays(from, 3) })
    : later(course, from, 5, 25)
  write(
    course,
    'custody-receipt',
    {
      by: escaped ? city.prison : detentionHouse,
      to: [of.decider, procuratorate],
      copies: [corrections],
      on: taken,
      refers,
    },
    { decision, takenOn: taken, prison: escaped ? city.prison.name : detentionHouse.name },
  )
}

type Pursuit = { readonly ending: Sheet; readonly from: LegalDate }

/** The day on which the person is taken in. */
function pursue(course: Course, of: Case, { ending, from }: Pursuit): LegalDate {
  const { detentionHouse, police, procuratorate, corrections, city } = course.county
  const decision = { organ: ending.by.name, number: ending.number }
  write(
    course,
    'escape-notice',
    { by: detentionHouse, to: [police], copies: [procuratorate], on: from },
    {
      decision,
      ...(course.kind === 'parole' ? { kind: 'parole' as const } : {}),
      since: addDays(from, -4),
      facts: '下落不明，未能收监。',
      contact: CONTACT,
    },
  )
  const wantedNumber = `T${course.county.region}${String(course.n).padStart(9, '0')}`
  const wanted = write(
    course,
    'wanted-notice',
    { by: police, on: addDays(from, 2), copies: [corrections] },
    {
      pursuit: 'online',
      wantedNumber,
      decision,
      newCrime: false,
      facts: '在逃，予以网上追逃。',
      contact: CONTACT,
    },
  )
  const capturedOn = later(course, from, 10, 60)
  const capturing: Unit = course.province.counties[0].police
  const given = {
    by: capturing,
    to: [police, of.decider, city.prison],
    copies: [corrections],
    on: capturedOn,
    refers: { 'based-on': wanted },
  }
  write(course, 'capture-notice', given, {
    ...ownDecision(course, of),
    capturedOn,
    place: '火车站',
    facts: '已抓获。',
    wantedNumber,
    wantedRevoked: true,
  })
  return later(course, capturedOn, 1, 6)
}
