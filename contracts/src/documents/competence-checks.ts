/**
 * Competence that the law leaves to supervision or that no text settles: accepted, and found
 * (law.md §2.1 T28, §9-6, §9-29). What refuses stands in `competence/content.ts`.
 */
import { dateOf, daysBetween, instantOf } from '../time.ts'
import type { FactBody } from './fact-fields.ts'
import { finding, type IntakeCheck } from './intake-check.ts'

/** 社区矫正法实施办法27: days of a leave = last − first + 1 (law.md T28). */
const STATION_LEAVE_DAYS_MAX = 7
const COUNTY_LEAVE_DAYS_MAX = 30

const leaveDays = ({ from, to }: FactBody): number =>
  from && to ? daysBetween(dateOf(instantOf(from)), dateOf(instantOf(to))) + 1 : 0

/** Proposals of the corrections agency at the level of the court (执行地同级; CCM 42, 46-48). */
const TO_COURT_OF_LEVEL: ReadonlySet<string> = new Set([
  'proposal-revoke-probation',
  'proposal-revoke-parole',
  'proposal-arrest',
  'proposal-commutation',
])

export const COMPETENCE_CHECKS: readonly IntakeCheck[] = [
  {
    // 人民检察院刑事诉讼规则643(2): leave granted beyond competence is for the procuratorate.
    finding: finding(
      'leave-over-competence',
      'serious',
      '准予外出的天数超出批准机构的权限：司法所七日以内，县级社区矫正机构三十日以内。',
      'The leave is longer than its issuer may grant: seven days for a judicial office, thirty for a county.',
      '社区矫正法实施办法27；人民检察院刑事诉讼规则643(2)',
    ),
    holds: ({ type, issuer, facts }) => {
      if (type !== 'leave-approval' || facts.outcome !== 'granted') return false
      const days = leaveDays(facts)
      return (
        (issuer.kind === 'judicial-office' && days > STATION_LEAVE_DAYS_MAX) ||
        (issuer.level === 'county' && days > COUNTY_LEAVE_DAYS_MAX)
      )
    },
  },
  {
    // law.md §9-29: accepted, because the court itself may refuse it.
    finding: finding(
      'proposal-not-at-court-level',
      'warning',
      '建议书应由与受文人民法院同级的社区矫正机构提出。',
      'The proposal should come from the corrections agency of the same level as the court.',
      '社区矫正法实施办法42、46-48',
    ),
    holds: ({ type, issuer, courtLevels }) =>
      TO_COURT_OF_LEVEL.has(type) && courtLevels.some((level) => level !== issuer.level),
  },
  {
    // law.md §9-6: PSA25 72(4) names control, suspended sentences and 暂外, and omits parole.
    finding: finding(
      'penalty-proposal-for-parolee',
      'warning',
      '治安管理处罚法第七十二条第四项未列假释，请核对处罚依据。',
      'Article 72(4) of the public-security penalties law does not name parole; check the basis.',
      '治安管理处罚法72(4)',
    ),
    holds: ({ type, facts }) => type === 'proposal-ps-penalty' && facts.kind === 'parole',
  },
]
