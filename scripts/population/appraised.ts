/** Decisions of CC-x about how somebody behaves: C14 to C16 and C19 (CCM 32-37; CCL 28-29). */
import { addDays, addMonths, type LegalDate } from '@xianjie/contracts'
import { type Case, LAW, MEASURES, period } from './case.ts'
import { type Course, write } from './sheet.ts'

const decided = ({ county }: Course, on: LegalDate) => ({
  by: county.corrections,
  copies: [county.procuratorate],
  on,
})

export function commend(course: Course, of: Case, on: LegalDate): void {
  write(course, 'decision-commendation', decided(course, on), {
    kind: course.kind,
    ...period(of),
    outstandingDeed: false,
    facts: '接受社区矫正六个月以上，表现良好。',
    legalBasis: MEASURES,
  })
}

export function reprimand(course: Course, of: Case, on: LegalDate, absentDays?: number): void {
  write(course, 'decision-reprimand', decided(course, on), {
    kind: course.kind,
    ...period(of),
    ...(absentDays === undefined
      ? { ground: 'education-missed' as const }
      : { ground: 'late-or-absent' as const, absentDays }),
    facts: '违反监督管理规定。',
    legalBasis: MEASURES,
  })
}

export function warn(course: Course, of: Case, on: LegalDate, absentDays?: number) {
  return write(course, 'decision-warning', decided(course, on), {
    kind: course.kind,
    ...period(of),
    ...(absentDays === undefined
      ? { ground: 'rules-breached' as const }
      : { ground: 'late-or-absent' as const, absentDays }),
    facts: '违反监督管理规定，情节较重。',
    legalBasis: MEASURES,
  })
}

export function monitor(course: Course, _of: Case, on: LegalDate): void {
  write(course, 'emonitor-decision', decided(course, on), {
    action: 'impose',
    kind: course.kind,
    from: on,
    to: addDays(addMonths(on, course.random.int(1, 3)), -1),
    grounds: ['reports-refused-and-warned'],
    facts: '拒不按照规定报告，经批准使用电子定位装置。',
    legalBasis: LAW,
    approvedBy: '司法局负责人甲',
  })
}
