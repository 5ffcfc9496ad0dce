/** Leaves of some days and travel that comes again and again (CCL 27; CCM 26-29): C1 to C4. */
import { addDays, addMonths, type LegalDate } from '@xianjie/contracts'
import type { Case } from './case.ts'
import { CONTACT, type Course, write } from './sheet.ts'

export function leave(course: Course, _of: Case, on: LegalDate): void {
  const { county, random, province } = course
  const days = random.int(2, 12)
  const from = addDays(on, 3)
  const to = addDays(from, days - 1)
  const going = { from, to, destination: '邻县' }
  const approved = write(
    course,
    'leave-approval',
    { by: days <= LEAVE_OF_OFFICE_DAYS ? county.judicialOffice : county.corrections, on },
    {
      outcome: 'granted',
      kind: course.kind,
      appliedOn: addDays(on, -1),
      ...going,
      purpose: random.pick(['family', 'work', 'medical']),
      facts: '理由正当，情况属实。',
      approvedBy: '负责人丙',
    },
  )
  if (random.chance(SUPERVISED_THERE)) {
    const there = province.counties[(course.n + 1) % province.counties.length] ?? county
    const asked = {
      by: county.corrections,
      to: [there.corrections],
      on,
      refers: { 'based-on': approved },
    }
    write(course, 'leave-assist-letter', asked, {
      kind: course.kind,
      direction: 'request',
      approvalNumber: approved.number,
      ...going,
      requests: ['协助监督管理'],
      facts: '经批准外出，商请协助监督管理。',
      contact: CONTACT,
    })
  }
  write(
    course,
    'leave-return-record',
    { by: approved.by, on: addDays(to, 1), refers: { answers: approved } },
    { ...going, returnedAt: `${to}T18:00:00+08:00`, onTime: true, registeredBy: '工作人员甲' },
  )
}
/** CCM 27: the judicial office up to seven days. */
const LEAVE_OF_OFFICE_DAYS = 7
const SUPERVISED_THERE = 0.3

export function travelOften(course: Course, _of: Case, on: LegalDate): void {
  write(
    course,
    'recurring-travel-approval',
    { by: course.county.corrections, on },
    {
      outcome: 'granted',
      kind: course.kind,
      appliedOn: addDays(on, -3),
      places: [{ name: '邻县' }],
      purpose: 'work',
      frequency: '每周不超过三次',
      from: on,
      to: addDays(addMonths(on, 6), -1),
      facts: '因生产经营需要经常性跨县活动。',
      approvedBy: '负责人丙',
    },
  )
}
