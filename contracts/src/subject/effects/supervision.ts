/** Leave, search and the three counters (CCL 27-30; CCM 26-28, 32-35, 38). */
import { dateOf, instantOf, startOf } from '../../time.ts'
import type { Entry } from '../entry.ts'
import { actAt, effectAt } from '../entry.ts'
import type { Mark } from '../marks.ts'
import { instantAfter, step } from '../marks.ts'
import type { Apply } from '../model.ts'
import { hasEnded, noting, unchanged } from '../model.ts'

/** C1: 00:00 of the first to 24:00 of the last approved day; a refusal grants nothing. */
export function grantLeave(entry: Entry): readonly Mark[] {
  const { from, to, outcome } = entry.fact.body
  const recorded = step(effectAt(entry), unchanged)
  if (outcome === 'refused' || from === undefined || to === undefined) return [recorded]
  return [recorded, { mark: 'leave', at: startOf(dateOf(instantOf(from))), to: instantAfter(to) }]
}

/** C3: back from leave, and so back in contact. */
export function endLeave(entry: Entry): readonly Mark[] {
  const at = actAt(entry, entry.fact.body.returnedAt)
  return [step(at, unchanged), { mark: 'return', at }, { mark: 'found', at }]
}

/** C21: out of contact since; found again; with or without good reason (OP26-13, -14). */
export function search(entry: Entry): readonly Mark[] {
  const { since, foundAt, result, goodReason } = entry.fact.body
  const found = result === 'found' || foundAt !== undefined
  const lostAt = since === undefined ? null : instantOf(since)
  const foundOn = found ? actAt(entry, foundAt) : null
  const first = lostAt ?? foundOn ?? effectAt(entry)
  const last = foundOn ?? first
  return [
    step(first, unchanged),
    ...(lostAt === null ? [] : ([{ mark: 'lost', at: lostAt }] as const)),
    ...(foundOn === null
      ? []
      : ([step(foundOn, unchanged), { mark: 'found', at: foundOn }] as const)),
    ...(goodReason === true ? ([{ mark: 'excuse', at: first, to: last }] as const) : []),
  ]
}

/** C22: asks the police to help; states the same absence. */
export function requestSearch(entry: Entry): readonly Mark[] {
  const { since } = entry.fact.body
  const at = actAt(entry, since)
  return since === undefined ? [step(at, unchanged)] : [step(at, unchanged), { mark: 'lost', at }]
}

/** C14 (CCM 32-33). */
export const commend = (entry: Entry): readonly Mark[] => [
  step(actAt(entry, entry.fact.body.decidedOn), counted('commendations')),
]

/** C15 (CCM 34). */
export const reprimand = (entry: Entry): readonly Mark[] => [
  step(actAt(entry, entry.fact.body.decidedOn), counted('reprimands')),
]

/** C16 (CCM 35). */
export const warn = (entry: Entry): readonly Mark[] => [
  step(actAt(entry, entry.fact.body.decidedOn), counted('warnings')),
]

const counted =
  (counter: 'commendations' | 'reprimands' | 'warnings'): Apply =>
  (episode, { entry }) =>
    hasEnded(episode.state)
      ? noting(episode, 'document-after-end', [entry])
      : { ...episode, [counter]: [...episode[counter], entry] }
