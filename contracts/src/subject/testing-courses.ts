/** Short courses of events that many tests begin with. */
import { AMENDMENT_RULES } from '../findings/rules-of-amendment.ts'
import { COURSE_RULES } from '../findings/rules-of-course.ts'
import type { DocumentId } from '../ids.ts'
import type { Fact } from './fact.ts'
import type { SubjectStatus } from './status.ts'
import { statusAt } from './status-at.ts'
import type { Given } from './testing.ts'
import { at, calendar, fact, UNITS } from './testing.ts'
import type { TypeName } from './testing-rows.ts'
import { ROWS } from './testing-rows.ts'

export const ask = (facts: readonly Fact[], valid: string, known?: string) =>
  statusAt(facts, at(valid, known), calendar)

const NOTED = new Set<string>([
  ...Object.keys(AMENDMENT_RULES),
  ...Object.keys(COURSE_RULES),
  'leave-not-closed',
  'tpe-term-ended',
])
/** What the state model notes; what papers show beside it has tests of its own in `findings/`. */
export const notedIn = ({ findings }: Pick<SubjectStatus, 'findings'>): readonly string[] =>
  findings.map(({ code }) => code).filter((code) => NOTED.has(code))
export const codes = (facts: readonly Fact[], valid: string) => notedIn(ask(facts, valid))

/** The open deadlines of these clocks. */
export const clocks = ({ openDeadlines }: SubjectStatus, ...ids: readonly string[]) =>
  openDeadlines.filter(({ clock }) => ids.includes(clock))

type Rest = Omit<Given, 'id' | 'madeOn'>

/** A document numbered by its type and identified by type and day. */
export function doc(type: TypeName, madeOn: string, given: Rest = {}): Fact {
  const rank = String(ROWS[type][0]).padStart(4, '0')
  const id = `00000000-0000-4000-8000-${rank}${madeOn.replaceAll('-', '')}` as DocumentId
  return { ...fact(type, { id: 'doc', number: `no. ${type}`, madeOn, ...given }), documentId: id }
}

export const judged = doc('judgment-probation', '2026-03-02', { body: { term: { years: 1 } } })
export const inForce = doc('execution-notice', '2026-03-20', {
  to: [],
  body: { judgmentEffectiveOn: '2026-03-13' },
})
export const enrolled = doc('enrolment-record', '2026-03-23', {
  body: { reportedOn: '2026-03-20', reportCode: '01' },
})
/** Probation from 2026-03-13 to 2027-03-12, enrolled on 2026-03-20. */
export const onProbation = [judged, inForce, enrolled]

export const control = doc('judgment-control', '2026-03-02', {
  effectiveOn: '2026-03-13',
  body: { periodFrom: '2026-03-13', periodTo: '2027-03-12' },
})
export const underControl = [control, enrolled]

const ruling = doc('ruling-parole', '2026-03-02', {
  body: { servedOn: '2026-03-03', periodFrom: '2026-03-05', periodTo: '2027-12-09' },
})
export const onParole = [ruling, enrolled]

export const tpe = doc('decision-tpe-prison', '2026-03-02', {
  body: { periodFrom: '2026-03-05', periodTo: '2026-09-04', sentenceTo: '2026-11-30' },
})
export const outside = [
  tpe,
  doc('handover-certificate', '2026-03-06', { body: { handedOverOn: '2026-03-05' } }),
]

export const lost = doc('search-bulletin', '2026-05-02', {
  body: { since: '2026-05-01', reason: 1, result: 'started' },
})
export const revoked = doc('ruling-revoke-probation', '2026-05-10')
export const released = doc('release-notice-cc', '2027-03-20')

/** A judgment for a new crime, and the paper that says when it became effective. */
export const newJudgment = (effective: string, given: Rest = {}) => [
  doc('judgment-new-crime', '2026-05-04', given),
  doc('notice-new-judgment', '2026-05-25', { body: { judgmentEffectiveOn: effective } }),
]

export const ELSEWHERE = UNITS.otherCorrections.code
