/** Revocation of 缓刑 and 假释 after two warnings (CCL 46-48; CCM 46-48; law.md §1 D). */
import { addDays, type LegalDate } from '@xianjie/contracts'
import type { Unit } from '../workshop/agency-workshop.ts'
import { warn } from './appraised.ts'
import { about, type Case, decisionOf, LAW, MEASURES, period } from './case.ts'
import { search } from './evaded.ts'
import { CONTACT, type Course, caseNumber, later, PANEL, type Sheet, write } from './sheet.ts'
import { takeIntoCustody, terminate } from './terminated.ts'

const REFUSED = 0.15
const ARRESTED = 0.3
const ESCAPED = 0.2

/** False where the court refuses, and the correction goes on. */
export function proposeRevocation(course: Course, of: Case, from: LegalDate): boolean {
  warn(course, of, from)
  const second = addDays(from, 14)
  warn(course, of, second)
  const on = later(course, second, 8, 12)
  const proposal = propose(course, of, on)
  const arrested = course.random.chance(ARRESTED)
  if (arrested) arrest(course, of, proposal)
  const ruledOn = later(course, on, 14, 28)
  if (course.random.chance(REFUSED)) {
    refuse(course, of, { proposal, on: ruledOn, arrested })
    return false
  }
  // Whoever hides when the ruling is made is 在逃 (CCM 51).
  const escaped = !arrested && course.random.chance(ESCAPED)
  if (escaped) search(course, of, addDays(ruledOn, -6))
  const ruling = revoke(course, of, { proposal, on: ruledOn, arrested })
  const reason = course.kind === 'parole' ? 'parole-revoked' : 'probation-revoked'
  terminate(course, of, { reason, ending: ruling, endedOn: ruledOn })
  takeIntoCustody(course, of, { ending: ruling, escaped, from: ruledOn })
  return true
}

/** Of 缓刑 by the county, of 假释 by the city, whose court granted it (law.md §4.1). */
const proposerOf = ({ kind, county }: Course): Unit =>
  kind === 'parole' ? county.city.corrections : county.corrections

function propose(course: Course, of: Case, on: LegalDate): Sheet {
  const { county } = course
  const common = {
    offence: course.offence,
    judgment: of.judgment,
    sentence: of.sentence,
    ...period(of),
    facts: '受到两次警告仍不改正。',
    legalBasis: MEASURES,
  }
  const by = proposerOf(course)
  if (course.kind === 'parole') {
    const copies = [county.city.procuratorate, county.police, county.city.prison]
    return write(
      course,
      'proposal-revoke-parole',
      { by, to: [of.decider], copies, on },
      {
        kind: 'parole',
        ...common,
        decision: decisionOf(of),
        grounds: ['two-warnings-not-corrected'],
      },
    )
  }
  const copies = [county.procuratorate, county.police]
  return write(
    course,
    'proposal-revoke-probation',
    { by, to: [of.decider], copies, on },
    {
      kind: 'probation',
      ...common,
      grounds: ['two-warnings-not-corrected'],
    },
  )
}

const revocable = ({ kind }: Course) =>
  kind === 'parole' ? ('parole' as const) : ('probation' as const)

/** D3 with the proposal, D4 within 48 hours, D6. */
function arrest(course: Course, of: Case, proposal: Sheet): void {
  const { police, procuratorate, corrections, detentionHouse } = course.county
  const on = proposal.madeOn
  const refers = { 'based-on': proposal }
  const asked = write(
    course,
    'proposal-arrest',
    { by: proposal.by, to: [of.decider], copies: [procuratorate], on, refers },
    {
      kind: revocable(course),
      offence: course.offence,
      judgment: of.judgment,
      sentence: of.sentence,
      decision: decisionOf(of),
      ...period(of),
      grounds: ['may-flee'],
      facts: '可能逃跑。',
      legalBasis: LAW,
    },
  )
  const ordered = write(
    course,
    'decision-arrest',
    {
      by: of.decider,
      to: [corrections, police],
      copies: [procuratorate],
      on: addDays(on, 1),
      refers: { answers: asked },
    },
    {
      kind: revocable(course),
      offence: course.offence,
      applicant: proposal.by.name,
      proposalNumber: asked.number,
      grounds: ['may-flee'],
      facts: '可能逃跑，符合逮捕条件。',
      legalBasis: LAW,
      operative: '予以逮捕。',
      executedBy: police.name,
    },
  )
  write(
    course,
    'arrest-execution',
    {
      by: police,
      to: [of.decider, detentionHouse],
      copies: [corrections],
      on: addDays(on, 2),
      refers: { 'based-on': ordered },
    },
    {
      decision: { organ: ordered.by.name, number: ordered.number },
      arrestedOn: addDays(on, 2),
      custodyPlace: detentionHouse.name,
      contact: CONTACT,
    },
  )
}

type Ruled = { readonly proposal: Sheet; readonly on: LegalDate; readonly arrested: boolean }

const rulingOf = (course: Course, of: Case, { proposal, on }: Ruled) => ({
  given: {
    by: of.decider,
    to: [course.county.corrections, course.county.police],
    copies: [course.county.procuratorate],
    on,
    number: caseNumber(course.county.courtCode, '刑更', on, course.n),
    refers: { answers: proposal },
  },
  common: {
    offence: course.offence,
    judgment: of.judgment,
    sentence: of.sentence,
    applicant: proposal.by.name,
    proposalNumber: proposal.number,
    legalBasis: LAW,
    panel: PANEL,
  },
})

function revoke(course: Course, of: Case, ruled: Ruled): Sheet {
  const { given, common } = rulingOf(course, of, ruled)
  const body = { ...common, facts: '受到两次警告仍不改正，应予撤销。', operative: '予以撤销。' }
  return course.kind === 'parole'
    ? write(course, 'ruling-revoke-parole', given, {
        ...body,
        decision: decisionOf(of),
        grounds: ['two-warnings-not-corrected'],
      })
    : write(course, 'ruling-revoke-probation', given, {
        ...body,
        grounds: ['two-warnings-not-corrected'],
      })
}

function refuse(course: Course, of: Case, ruled: Ruled): void {
  const { given, common } = rulingOf(course, of, ruled)
  const { kind } = about(course, of)
  const ruling = write(course, 'ruling-not-revoked', given, {
    kind: revocable(course),
    ...common,
    ...(kind === 'parole' ? { decision: decisionOf(of) } : {}),
    facts: '尚未达到情节严重。',
    operative: '不予撤销。',
  })
  if (!ruled.arrested) return
  const { police, detentionHouse, procuratorate } = course.county
  const freed = { by: police, to: [detentionHouse], copies: [procuratorate], on: ruled.on }
  write(
    course,
    'release-notice',
    { ...freed, refers: { 'based-on': ruling } },
    {
      decision: { organ: ruling.by.name, number: ruling.number },
      custodyPlace: detentionHouse.name,
      ground: 'not-revoked',
      rulingNumber: ruling.number,
      endedOn: ruled.on,
      facts: '法院裁定不予撤销，立即释放。',
      legalBasis: LAW,
    },
  )
}
