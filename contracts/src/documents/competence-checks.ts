/**
 * Competence that the law leaves to supervision or that no text settles: accepted, and found
 * (law.md §2.1 T28, §9-6, §9-29). What refuses stands in `competence/content.ts`.
 */
import { isNotAtCourtLevel } from '../competence/court-level.ts'
import { daysOf, isOverCompetence } from '../competence/leave.ts'
import { findingOf } from '../findings/catalogue.ts'
import type { IntakeCheck } from './intake-check.ts'

export const COMPETENCE_CHECKS: readonly IntakeCheck[] = [
  {
    finding: findingOf('leave-over-competence'),
    holds: ({ type, issuer, facts }) => {
      if (type !== 'leave-approval' || facts.outcome === 'refused') return false
      const days = daysOf(facts)
      return days !== null && isOverCompetence(issuer, days)
    },
  },
  {
    finding: findingOf('proposal-not-at-court-level'),
    holds: ({ type, issuer, courtLevels }) =>
      courtLevels.some((level) => isNotAtCourtLevel(type, issuer.level, level)),
  },
  {
    finding: findingOf('penalty-proposal-for-parolee'),
    holds: ({ effect, facts }) => effect === 'propose-penalty' && facts.kind === 'parole',
  },
]
