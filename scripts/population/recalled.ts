/** Recall of 暂予监外执行 into prison (CCL 49; CCM 49), and the extension of a fixed term (OP26-16). */
import { addDays, type LegalDate } from '@xianjie/contracts'
import { about, type Case, decisionOf, LAW, MEASURES, period } from './case.ts'
import { CONTACT, type Course, later, type Sheet, write } from './sheet.ts'
import { terminate } from './terminated.ts'

const REFUSED = 0.15
const SUPPLEMENTED = 0.1

/** False where the administration refuses, and the correction goes on. */
export function proposeRecall(course: Course, of: Case, on: LegalDate): boolean {
  let proposal = propose(course, of, { on })
  if (course.random.chance(SUPPLEMENTED)) {
    const asked = askForMore(course, of, { proposal, on: addDays(on, 5) })
    proposal = propose(course, of, { on: addDays(on, 12), answers: asked })
  }
  const decidedOn = later(course, proposal.madeOn, 8, 25)
  const { county, province } = course
  const given = {
    by: province.prisonAdministration,
    to: [county.city.prison, county.corrections],
    copies: [county.procuratorate, county.police],
    on: decidedOn,
    refers: { answers: proposal },
  }
  const common = {
    offence: course.offence,
    judgment: of.judgment,
    sentence: of.sentence,
    decision: decisionOf(of),
    applicant: county.corrections.name,
    proposalNumber: proposal.number,
    legalBasis: LAW,
  }
  if (course.random.chance(REFUSED)) {
    const refused = { ...given, to: [county.corrections], copies: [county.city.procuratorate] }
    write(course, 'decision-not-imprison', refused, { ...common, facts: '尚不符合收监条件。' })
    return false
  }
  const recalled = write(course, 'decision-imprison-prison', given, {
    ...common,
    facts: '暂予监外执行情形消失，刑期未满。',
    grounds: ['cause-ended'],
    prison: county.city.prison.name,
  })
  terminate(course, of, { reason: 'imprisoned', ending: recalled, endedOn: decidedOn })
  const taken = later(course, decidedOn, 1, 3)
  write(
    course,
    'custody-receipt',
    {
      by: county.city.prison,
      to: [province.prisonAdministration, county.procuratorate],
      copies: [county.corrections],
      on: taken,
      refers: { 'based-on': recalled },
    },
    {
      decision: { organ: recalled.by.name, number: recalled.number },
      takenOn: taken,
      prison: county.city.prison.name,
    },
  )
  return true
}

type Proposed = { readonly on: LegalDate; readonly answers?: Sheet }

function propose(course: Course, of: Case, { on, answers }: Proposed): Sheet {
  const { corrections, procuratorate } = course.county
  const given = {
    by: corrections,
    to: [of.decider],
    copies: [procuratorate],
    on,
    ...(answers ? { refers: { answers } } : {}),
  }
  return write(course, 'proposal-imprison', given, {
    kind: 'tpe',
    offence: course.offence,
    judgment: of.judgment,
    sentence: of.sentence,
    decision: decisionOf(of),
    ...period(of),
    facts: '暂予监外执行情形消失，刑期未满。',
    grounds: ['cause-ended'],
    uncounted: false,
    legalBasis: MEASURES,
  })
}

type Asked = { readonly proposal: Sheet; readonly on: LegalDate }

const askForMore = (course: Course, of: Case, { proposal, on }: Asked): Sheet =>
  write(
    course,
    'supplement-request',
    { by: of.decider, to: [course.county.corrections], on, refers: { answers: proposal } },
    {
      proposalNumber: proposal.number,
      materials: ['病情复查材料'],
      facts: '材料不足，请补充。',
      contact: CONTACT,
    },
  )

/** C33 thirty days before a fixed term ends, C34 to the end of the sentence. */
export function extend(course: Course, of: Case): Case {
  const { corrections, procuratorate, city } = course.county
  const { offence, judgment } = about(course, of)
  const end = of.sentence.to as LegalDate
  const letter = write(
    course,
    'tpe-expiry-letter',
    { by: corrections, to: [of.decider], copies: [procuratorate], on: addDays(of.to, -32) },
    {
      kind: 'tpe',
      judgment,
      decision: decisionOf(of),
      ...period(of),
      facts: '暂予监外执行期限即将届满。',
      legalBasis: LAW,
      contact: CONTACT,
    },
  )
  const given = {
    by: of.decider,
    to: [corrections, city.prison],
    copies: [procuratorate, city.procuratorate],
    on: addDays(of.to, -10),
    refers: { answers: letter, 'based-on': of.decision },
  }
  write(course, 'tpe-extension-decision', given, {
    kind: 'tpe',
    offence,
    judgment,
    decision: decisionOf(of),
    cause: 'medical',
    periodFrom: of.from,
    periodTo: end,
    sentenceTo: end,
    facts: '病情未愈，继续暂予监外执行。',
    legalBasis: LAW,
  })
  return { ...of, to: end }
}
