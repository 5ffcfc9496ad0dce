/** Public-security penalties: C17, C18 (CCL 28; CCM 36; PSA25 72-73). */
import type { Entry } from '../entry.ts'
import { actAt } from '../entry.ts'
import type { Mark } from '../marks.ts'
import { step } from '../marks.ts'
import type { Apply } from '../model.ts'
import { finish, proposing } from './proceedings.ts'
import { custodyStep, measureMark, startOfMeasure } from './restriction.ts'

/** C17. */
export const proposePenalty = proposing('PS_PENALTY_PROPOSED')

/** C18: only detention restricts liberty; a warning, a fine and no penalty do not. */
export function decidePenalty(entry: Entry): readonly Mark[] {
  const { penalty, decidedOn } = entry.fact.body
  const decided = step(actAt(entry, decidedOn), penaltyDecided)
  if (penalty !== 'detention') return [decided]
  const at = startOfMeasure(entry)
  return [decided, custodyStep(at, (episode) => episode), measureMark(entry, 'ADMIN_DETENTION', at)]
}

const penaltyDecided: Apply = (episode, { entry }) =>
  finish(episode, ['PS_PENALTY_PROPOSED'], entry)
