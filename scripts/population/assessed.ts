/** Assessment before the decision (law.md §1 A; CCL 18): A1, A2, A6, now and then A3. */
import { addDays, type LegalDate } from '@xianjie/contracts'
import type { Unit } from '../workshop/agency-workshop.ts'
import { LAW, MEASURES } from './case.ts'
import { ADDRESS, CONTACT, type Course, later, type Sheet, write } from './sheet.ts'

/** Entrusted so that the opinion is there before that day. */
export function assess(course: Course, entrusting: Unit, before: LegalDate): Sheet {
  const { county, random, kind, offence } = course
  const standing = {
    standing: kind === 'parole' || kind === 'tpe' ? 'offender' : 'defendant',
    kind,
    offence,
  } as const
  const on = addDays(before, -random.int(12, 16))
  const given = { by: entrusting, to: [county.corrections], on }
  let entrusted = write(course, 'assess-entrustment', given, {
    addressee: county.corrections.name,
    ...standing,
    fastTrack: false,
    residence: ADDRESS(county),
    facts: '拟适用社区矫正，经核实，其居住地在你县。',
    enclosures: ['起诉书副本或者判决书复印件一份', '居住地核实材料一份'],
    legalBasis: LAW,
    contact: CONTACT,
  })
  if (random.chance(SUPPLEMENTED)) entrusted = supplement(course, entrusted)
  const entrustment = entrustmentOf(entrusted)
  write(
    course,
    'assess-entrustment-notice',
    { by: county.corrections, to: [county.procuratorate], on, refers: { 'based-on': entrusted } },
    { entrustment, receivedOn: on, ...standing },
  )
  return write(
    course,
    'assess-opinion',
    {
      by: county.corrections,
      to: [entrusting],
      copies: [county.procuratorate],
      on: later(course, entrusted.madeOn, 4, 8),
      refers: { answers: entrusted },
    },
    {
      addressee: entrusting.name,
      entrustment,
      ...standing,
      investigatedFrom: addDays(entrusted.madeOn, 1),
      investigatedTo: addDays(entrusted.madeOn, 3),
      facts: '有固定住所，家属愿意协助监督，所在社区居民委员会无异议。',
      opinion: 'suitable',
      conclusion: '对所居住社区没有重大不良影响，具备监管条件，适宜适用社区矫正。',
      legalBasis: MEASURES,
    },
  )
}

/** Material was incomplete: A3, and a new A1 that answers it (OP26-4). */
const SUPPLEMENTED = 0.02

function supplement(course: Course, first: Sheet): Sheet {
  const { county } = course
  const asked = write(
    course,
    'assess-supplement-notice',
    {
      by: county.corrections,
      to: [first.by],
      on: addDays(first.madeOn, 1),
      refers: { answers: first },
    },
    {
      addressee: first.by.name,
      entrustment: entrustmentOf(first),
      receivedOn: first.madeOn,
      materials: ['居住地核实材料'],
      contact: CONTACT,
      counterfoil: { issuedBy: '工作人员甲', approvedBy: '负责人丙', issuedOn: first.madeOn },
    },
  )
  const { by, to } = first
  const given = { by, to, on: addDays(first.madeOn, 2), refers: { answers: asked } }
  return write(course, 'assess-entrustment', given, bodyAgain(course))
}

const bodyAgain = ({ kind, offence, county }: Course) => ({
  addressee: county.corrections.name,
  standing: kind === 'parole' || kind === 'tpe' ? ('offender' as const) : ('defendant' as const),
  kind,
  offence,
  fastTrack: false,
  residence: ADDRESS(county),
  facts: '补送材料，请继续调查评估。',
  enclosures: ['居住地核实材料一份'],
  contact: CONTACT,
})

const entrustmentOf = ({ by, number, madeOn }: Sheet) => ({ organ: by.name, number, madeOn })
