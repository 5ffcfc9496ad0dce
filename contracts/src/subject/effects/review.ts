/** Whether the decision stands: appeal (B2), challenge and re-check (F4, F5, F7), retrial (F9). */
import type { Instant } from '../../time.ts'
import { startOf } from '../../time.ts'
import type { Entry } from '../entry.ts'
import { effectAt, kindOf, refersTo } from '../entry.ts'
import type { Mark } from '../marks.ts'
import { step } from '../marks.ts'
import type { Apply, Episode, Step } from '../model.ts'
import {
  CUT_SHORT,
  endedBy,
  enter,
  freshEpisode,
  noting,
  OVER,
  SUPERVISED,
  unchanged,
} from '../model.ts'
import { decidedBy, effectiveFrom, withPeriod } from './decision.ts'
import { finishNamedFirst, proposing } from './proceedings.ts'
import { isGone } from './revocation.ts'
import { decisionOf, pronouncedOn } from './statements.ts'

/** B2: takes effect when pronounced; may confirm, change or take the measure away (CPL 259). */
export function decideOnAppeal(entry: Entry, all: readonly Entry[]): readonly Mark[] {
  const at = startOf(pronouncedOn(entry))
  const judged = decisionOf(entry, all)
  // What happens to a judgment for a new crime shows in whether that one takes effect.
  if (judged?.fact.effect === 'judge-new-crime') return [step(at, unchanged)]
  if (entry.fact.body.outcome === 'annulled') return [ending(at, takenAway)]
  return [step(at, judged ? changedOnAppeal(judged) : appliedOnAppeal)]
}

const ending = (at: Instant, apply: Apply): Mark => ({
  ...step(at, apply),
  ends: true,
})

const changedOnAppeal =
  (judged: Entry): Apply =>
  (episode, { entry }) =>
    episode.decision === judged
      ? withPeriod({ ...episode, kind: kindOf(entry) ?? episode.kind })
      : episode

/** Correction is applied by the second instance itself: decided and in force at once. */
const appliedOnAppeal: Apply = (episode, step, line) => {
  const decided = decidedBy([])(episode, step, line)
  if (decided.decision !== step.entry) return decided
  return effectiveFrom(pronouncedOn(step.entry))(decided, step, line)
}

/** F4 (CPL 274), F5 (CPL 267). */
export const challengeRuling = proposing('RULING_CHALLENGED')
export const challengeDecision = proposing('DECISION_CHALLENGED')

/** F7: upheld, or cancelled: before the enrolment NONE, after it as D11-D13 (CPL 267, 274). */
export const recheck = (entry: Entry): readonly Mark[] => {
  const cancels = entry.fact.body.outcome === 'cancelled'
  return [cancels ? ending(effectAt(entry), cancelled) : step(effectAt(entry), answered)]
}

const answered: Apply = (episode, { entry }) =>
  finishNamedFirst(episode, ['RULING_CHALLENGED', 'DECISION_CHALLENGED'], entry)

const cancelled: Apply = (episode, step, line) => {
  const known = answered(episode, step, line)
  const commutation = commutationIn(episode, step.entry)
  if (commutation) {
    const amendments = episode.amendments.filter((each) => each !== commutation)
    return withPeriod({ ...known, amendments })
  }
  const state = isGone(episode, step, line) ? 'ESCAPED' : 'AWAIT_CUSTODY'
  return titleLost(known, step, state, 'imprisoned')
}

/** C32 that the re-check is about, by its own reference or by that of the challenge it answers. */
function commutationIn({ amendments, members }: Episode, { fact }: Entry): Entry | undefined {
  const challenges = members.filter(
    (each) => each.fact.effect === 'challenge-ruling' && refersTo(fact, each),
  )
  return amendments.find(
    (each) =>
      each.fact.effect === 'commute' &&
      [fact, ...challenges.map((challenge) => challenge.fact)].some((by) => refersTo(by, each)),
  )
}

/** F9: the sentence is changed, or the measure falls away (CPLI 541; PAR14 21). */
export const retry = (entry: Entry): readonly Mark[] => [
  entry.fact.body.outcome === 'void'
    ? ending(effectAt(entry), takenAway)
    : step(effectAt(entry), changedInRetrial),
]

/** Later than the end it is only a record (law.md §3.2 RELEASED). */
const changedInRetrial: Apply = (episode, { entry }) => {
  if (OVER.has(episode.state) || CUT_SHORT.has(episode.state)) {
    return noting(episode, 'document-after-end', [entry])
  }
  const amendments = [...episode.amendments, entry]
  return withPeriod({ ...episode, kind: kindOf(entry) ?? episode.kind, amendments })
}

const takenAway: Apply = (episode, step) => titleLost(episode, step, 'TERMINATED', 'other')

/** Before the enrolment NONE; after it the end: nobody stays in correction without a title (§9-33). */
function titleLost(
  episode: Episode,
  { entry, moment }: Step,
  state: 'TERMINATED' | 'AWAIT_CUSTODY' | 'ESCAPED',
  reason: string,
): Episode {
  if (OVER.has(episode.state)) return noting(episode, 'document-after-end', [entry])
  if (CUT_SHORT.has(episode.state)) return noting(episode, 'second-ending', [entry])
  if (SUPERVISED.has(episode.state)) {
    const ended = endedBy(entry, moment.at, reason)
    return enter({ ...episode, ended }, state, moment.at, [entry])
  }
  if (episode.decision === null) return noting(episode, 'no-correction-to-end', [entry])
  return enter(undecided(episode), 'NONE', moment.at, [entry])
}

/** As if nothing had been decided: another decision may follow in the same episode. */
function undecided(episode: Episode): Episode {
  const { openedAt, now, members, findings, proceedings, fellBackAt } = episode
  return { ...freshEpisode(openedAt), now, members, findings, proceedings, fellBackAt }
}
