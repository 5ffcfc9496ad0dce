/** What changes the period: C31-C34, D22, D23, and the review before its end, E1 (CCL 33; CPL 268). */
import { legalDate, startOf } from '../../time.ts'
import type { Entry } from '../entry.ts'
import { effectAt, laterDate } from '../entry.ts'
import type { Mark } from '../marks.ts'
import { step } from '../marks.ts'
import type { Apply } from '../model.ts'
import { hasEnded, noting, OVER } from '../model.ts'
import { uncountedDaysIn } from '../period.ts'
import { withPeriod } from './decision.ts'
import { finish, finishing, proposing } from './proceedings.ts'

/** C31 (CCL 33; CCM 42). */
export const proposeCommutation = proposing('COMMUTE_PROPOSED')
/** C33 and E1 (OP26-16; CCM 53). */
export const reviewExpiry = proposing('EXPIRY_REVIEW')
/** D22 (CPL 268(3); TPE14 26). */
export const proposeUncounted = proposing('UNCOUNTED_PROPOSED')

/** C32: answers when made; changes the period once it is served (§0.3-15). */
export function commute(entry: Entry): readonly Mark[] {
  const { outcome, servedOn } = entry.fact.body
  const answered = finishing('COMMUTE_PROPOSED')(entry).map((mark) => ({
    ...mark,
    at: startOf(entry.original.madeOn),
  }))
  const date = entry.fact.effectiveOn ?? legalDate(servedOn ?? '')
  if (outcome === 'refused' || date === undefined) return answered
  return [...answered, step(startOf(laterDate(date, entry.fact.madeOn)), amended)]
}

/** C34: the approved term ends later (TPE23). */
export const extendTpe = (entry: Entry): readonly Mark[] => [
  step(effectAt(entry), (episode, at, line) =>
    amended(finish(episode, ['EXPIRY_REVIEW'], entry), at, line),
  ),
]

/** D23: the sentence ends later; known after the recall too, since it outlives the correction. */
export const ruleUncounted = (entry: Entry): readonly Mark[] => [step(effectAt(entry), uncounted)]

const amended: Apply = (episode, { entry }) =>
  hasEnded(episode.state)
    ? noting(episode, 'document-after-end', [entry])
    : withPeriod({ ...episode, amendments: [...episode.amendments, entry] })

const uncounted: Apply = (episode, { entry }) => {
  const answered = finish(episode, ['UNCOUNTED_PROPOSED'], entry)
  if (OVER.has(episode.state)) return noting(answered, 'document-after-end', [entry])
  const known = withPeriod({ ...answered, amendments: [...answered.amendments, entry] })
  const { uncountedDays } = entry.fact.body
  const printed = uncountedDaysIn(entry.fact.body)
  // §9-28: the printed dates and the stated number are two facts; neither is derived from the other.
  return printed === null || uncountedDays === undefined || printed === uncountedDays
    ? known
    : noting(known, 'uncounted-days-differ', [entry])
}
