/** 假释: assessment, proposal of the prison, ruling, release (law.md §3.1; CL 81-86). */
import { addDays, type LegalDate } from '@xianjie/contracts'
import { assess } from './assessed.ts'
import { type Case, place, type Sentence } from './case.ts'
import { CONTACT, type Course, caseNumber, later, PANEL, type Sheet, write } from './sheet.ts'

/** The ruling is made on that day, served the day after; the release follows. */
export function parole(course: Course, on: LegalDate): Case {
  const { county, random, n } = course
  const { prison, court, procuratorate } = county.city
  const { judgment, sentence } = sentenced(course, on)
  const offence = { offence: course.offence, judgment, sentence }
  const proposal = propose(course, addDays(on, -random.int(18, 26)), offence)
  const served = addDays(on, 1)
  const from = later(course, served, 1, 3)
  const to = sentence.to as LegalDate
  const decision = write(
    course,
    'ruling-parole',
    {
      by: court,
      to: [prison, procuratorate, county.corrections],
      copies: [county.procuratorate, county.police],
      on,
      arrives: served,
      number: caseNumber(county.courtCode.slice(0, 4), '刑更', on, n),
      refers: { answers: proposal },
    },
    {
      outcome: 'granted',
      ...offence,
      applicant: prison.name,
      proposalNumber: proposal.number,
      facts: '罪犯认罪悔罪，没有再犯罪的危险，具备监管条件。',
      legalBasis: ['《中华人民共和国刑法》第八十一条'],
      periodFrom: from,
      periodTo: to,
      servedOn: served,
      panel: PANEL,
    },
  )
  const of: Case = { decider: court, decision, judgment, sentence, effectiveOn: served, from, to }
  release(course, of)
  return of
}

type Offence = Pick<Case, 'judgment' | 'sentence'> & { readonly offence: string }

/** Assessed by the place where the prisoner will live, then proposed by the prison. */
function propose(course: Course, on: LegalDate, offence: Offence): Sheet {
  const { prison, court, procuratorate } = course.county.city
  const opinion = assess(course, prison, addDays(on, -1))
  const given = { by: prison, to: [court], copies: [procuratorate], on }
  return write(
    course,
    'proposal-parole',
    { ...given, refers: { 'based-on': opinion } },
    {
      addressee: court.name,
      ...offence,
      sentenceTo: offence.sentence.to as string,
      servedTerm: { years: 3 },
      facts: '罪犯认罪悔罪，遵守监规，接受教育改造，没有再犯罪的危险。',
      assessmentOpinion: {
        organ: opinion.by.name,
        number: opinion.number,
        madeOn: opinion.madeOn,
      },
      legalBasis: ['《中华人民共和国刑法》第八十一条'],
    },
  )
}

function release(course: Course, of: Case): void {
  const { county } = course
  write(
    course,
    'parole-certificate',
    {
      by: county.city.prison,
      copies: [county.corrections],
      on: of.from,
      refers: { 'based-on': of.decision },
    },
    {
      offence: course.offence,
      judgment: of.judgment,
      sentence: of.sentence,
      decision: { organ: of.decision.by.name, number: of.decision.number },
      periodFrom: of.from,
      periodTo: of.to,
      releasedOn: of.from,
      ...place(course),
      contact: CONTACT,
    },
  )
}

/** A sentence of which four to ten years began three years ago or more, and some of it is left. */
export function sentenced(course: Course, on: LegalDate) {
  const { random, county, n } = course
  const court = county.city.court
  const from = addDays(on, -random.int(1_100, 1_700))
  const madeOn = addDays(from, 95)
  const to = addDays(on, random.int(150, 900))
  const sentence: Sentence = {
    principal: 'fixed-term',
    term: { years: random.int(4, 7) },
    from,
    to,
  }
  const number = caseNumber(county.courtCode.slice(0, 4), '刑初', madeOn, n)
  return { sentence, judgment: { court: court.name, number, madeOn: madeOn as string } }
}
