/** 暂予监外执行: diagnosis, proposal, decision, hand-over (law.md §3.1; TPE14). */
import { addDays, addMonths, type LegalDate } from '@xianjie/contracts'
import { assess } from './assessed.ts'
import { type Case, decisionOf, place, type Sentence } from './case.ts'
import { sentenced } from './paroled.ts'
import { ADDRESS, type Course, later, type Sheet, write } from './sheet.ts'

const ASSESSED = 0.6
/** Decisions for six months, which have to be extended; the others last to the end of the sentence. */
const FIXED = 0.3
const GUARANTOR = { name: '保证人甲', relation: '配偶', phone: '0000-5550177' } as const

/** The decision of that day and the hand-over after it. */
export function letOutside(course: Course, on: LegalDate): Case {
  const { county, province, random } = course
  const { prison, procuratorate } = county.city
  const administration = province.prisonAdministration
  if (random.chance(ASSESSED)) assess(course, prison, addDays(on, -18))
  const { judgment, sentence } = sentenced(course, on)
  const ill = { offence: course.offence, judgment, sentence, cause: 'medical' as const }
  const diagnosis = diagnose(course, addDays(on, -random.int(14, 16)))
  const proposal = propose(course, { on: addDays(on, -random.int(7, 11)), ill, diagnosis })
  const from = addDays(on, 1)
  const end = sentence.to as LegalDate
  const approved = addDays(addMonths(from, 6), -1)
  const to = random.chance(FIXED) && approved < end ? approved : end
  const decision = write(
    course,
    'decision-tpe-prison',
    {
      by: administration,
      to: [prison, county.corrections],
      copies: [procuratorate, county.city.court, county.procuratorate, county.police],
      on,
      refers: { answers: proposal },
    },
    {
      applicant: prison.name,
      proposalNumber: proposal.number,
      prison: prison.name,
      ...ill,
      facts: '罪犯患有严重疾病，符合保外就医条件。',
      guarantor: GUARANTOR,
      legalBasis: ['《暂予监外执行规定》'],
      periodFrom: from,
      ...(to < end ? { periodTo: to } : {}),
      sentenceTo: end,
      residence: ADDRESS(county),
      residenceRegion: county.region,
    },
  )
  return {
    decider: administration,
    decision,
    judgment,
    sentence,
    effectiveOn: on,
    from,
    to,
  }
}

function diagnose(course: Course, on: LegalDate): Sheet {
  const { city, corrections } = course.county
  const given = { by: city.prison, to: [corrections], copies: [city.procuratorate], on }
  return write(course, 'medical-diagnosis', given, {
    cause: 'medical',
    issuedBy: '虚构省人民医院',
    mandatedBy: city.prison.name,
    mandatedOn: addDays(on, -6),
    examination: '经检查，患有严重疾病，短期内有生命危险可能。',
    conclusion: '符合保外就医严重疾病范围。',
    examiners: [{ name: '医师甲' }, { name: '医师乙' }],
    approvedBy: '副院长丙',
    receivedOn: on,
  })
}

type Proposed = {
  readonly on: LegalDate
  readonly ill: {
    readonly offence: string
    readonly judgment: Case['judgment']
    readonly sentence: Sentence
    readonly cause: 'medical'
  }
  readonly diagnosis: Sheet
}

function propose(course: Course, { on, ill, diagnosis }: Proposed): Sheet {
  const { county, province } = course
  const { prison, procuratorate } = county.city
  const given = {
    by: prison,
    to: [province.prisonAdministration],
    copies: [procuratorate],
    on,
    refers: { 'based-on': diagnosis },
  }
  return write(course, 'proposal-tpe', given, {
    addressee: province.prisonAdministration.name,
    ...ill,
    sentenceTo: ill.sentence.to as string,
    diagnosis: { organ: '虚构省人民医院', number: diagnosis.number, madeOn: diagnosis.madeOn },
    facts: '罪犯患有严重疾病，提请暂予监外执行。',
    guarantor: GUARANTOR,
    residence: ADDRESS(county),
    approvals: [{ unit: '监区', opinion: '同意', signedBy: '民警甲', signedOn: on }],
    legalBasis: ['《暂予监外执行规定》'],
    enclosures: ['罪犯病情诊断书一份'],
  })
}

/** The hand-over enrols (law.md §3.2, UNDER_CORRECTION); the undertaking comes with it. */
export function handOver(course: Course, of: Case): Sheet {
  const { county } = course
  const { prison, procuratorate } = county.city
  const on = later(course, of.effectiveOn, 3, 8)
  write(
    course,
    'guarantor-undertaking',
    { by: prison, to: [county.corrections], on: addDays(of.effectiveOn, 1) },
    {
      guarantor: { ...GUARANTOR, residence: ADDRESS(county) },
      proposedBy: 'relative-or-guardian',
      conditions: {
        fullCapacity: true,
        libertyUnrestricted: true,
        fixedResidenceAndIncome: true,
        samePlace: true,
      },
      duties: ['help-supervise', 'support-treatment'],
      signedOn: of.effectiveOn,
      checkedBy: prison.name,
      checkedOn: of.effectiveOn,
      qualified: true,
    },
  )
  const given = {
    by: prison,
    to: [county.corrections],
    copies: [procuratorate],
    on,
    refers: { 'based-on': of.decision },
  }
  return write(course, 'handover-certificate', given, {
    offence: course.offence,
    judgment: of.judgment,
    sentence: of.sentence,
    decision: decisionOf(of),
    cause: 'medical',
    periodFrom: of.from,
    sentenceTo: of.sentence.to as string,
    region: place(course).region,
    agency: place(course).agency,
    handedOverOn: on,
    handOverOrgan: prison.name,
    handedOverBy: '民警甲',
    receivingOrgan: county.corrections.name,
    receivedBy: '工作人员甲',
  })
}
