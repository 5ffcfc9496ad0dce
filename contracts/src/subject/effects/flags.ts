/** Documents that raise or lower a flag and do no more (law.md §3.2 "Flags"). */
import { received } from '../../deadlines/received.ts'
import type { Instant } from '../../time.ts'
import { dateOf, endOf, instant, instantOf, startOf, termEnd } from '../../time.ts'
import type { Entry } from '../entry.ts'
import { actAt, effectAt, refersTo } from '../entry.ts'
import type { Mark, MarkedFlag } from '../marks.ts'
import { instantAfter, step } from '../marks.ts'
import { unchanged } from '../model.ts'

/** A travel permit is a term of six months (CCM 29; T30). */
const PERMIT_MONTHS = 6

const raise = (flag: MarkedFlag, at: Instant, to: Instant | null = null): readonly Mark[] => [
  step(at, unchanged),
  { mark: 'raise', at, flag, to },
]

const lower = (flag: MarkedFlag, at: Instant): readonly Mark[] => [
  step(at, unchanged),
  { mark: 'lower', at, flag },
]

/** B17: restricted until the deciding organ lifts it or the person is released (EEA 12(2), 65). */
export function restrictExit(entry: Entry): readonly Mark[] {
  const { action, from } = entry.fact.body
  const at = actAt(entry, from)
  return action === 'lift' ? lower('EXIT_RESTRICTED', at) : raise('EXIT_RESTRICTED', at)
}

/** C4: six months, or shorter as it prints (CCM 29). */
export function permitTravel(entry: Entry): readonly Mark[] {
  const { outcome, from, to } = entry.fact.body
  const at = startOf(dateOf(actAt(entry, from)))
  if (outcome === 'refused') return [step(at, unchanged)]
  const longest = endOf(termEnd(dateOf(at), { months: PERMIT_MONTHS }))
  const ends = to === undefined ? longest : instantAfter(to)
  return raise('TRAVEL_PERMIT', at, instant(Math.min(ends, longest)))
}

/** C19: three months at most, and each extension (CCL 29). */
export function monitor(entry: Entry): readonly Mark[] {
  const { action = 'impose', from, to, endedOn } = entry.fact.body
  const lifts = action === 'lift'
  const at = actAt(entry, lifts ? (endedOn ?? from) : undefined)
  const first = lifts || from === undefined ? null : dateOf(instantOf(from))
  const last = to === undefined ? null : dateOf(instantOf(to))
  return [step(at, unchanged), { mark: 'monitor', at, action, from: first, last }]
}

/** F11: due for sealing; sealed only after the sentence (CPL 286; SEAL22 11-13). */
export const orderSealing = (entry: Entry): readonly Mark[] => raise('SEAL_DUE', effectAt(entry))

/** F12 (SEAL22 18-19); a refusal lifts nothing. */
export function unseal(entry: Entry): readonly Mark[] {
  const at = effectAt(entry)
  return entry.fact.body.outcome === 'refused' ? [step(at, unchanged)] : lower('SEAL_DUE', at)
}

/** B23: incomplete until CC-x has every paper that it lists, else its first answer (CCM 16(3)). */
export function listMissing(entry: Entry, all: readonly Entry[]): readonly Mark[] {
  const at = effectAt(entry)
  return raise('DOCS_INCOMPLETE', at, completeAt(entry, all, at))
}

function completeAt(entry: Entry, all: readonly Entry[], at: Instant): Instant | null {
  const answers = all.filter((each) => refersTo(each.fact, entry) && isAnswer(each))
  const { missing = [] } = entry.fact.body
  if (missing.length === 0) return latest(at, firstArrival(answers, all))
  let complete: Instant | null = at
  for (const type of missing) {
    const sent = all.filter(({ fact }) => fact.type === type)
    const arrived = firstArrival(sent, all)
    complete = complete && latest(complete, arrived)
  }
  return complete
}

const isAnswer = ({ fact }: Entry): boolean =>
  fact.references.some(({ relation }) => relation === 'answers') && fact.effect !== 'prove-service'

/** When the corrections agency first received one of them; having a paper is a matter of receipt. */
function firstArrival(papers: readonly Entry[], all: readonly Entry[]): Instant | null {
  const arrivals = papers.flatMap((each) => received(each, ['corrections'], all)?.at ?? [])
  return arrivals.length === 0 ? null : instant(Math.min(...arrivals))
}

const latest = (a: Instant, b: Instant | null): Instant | null =>
  b === null ? null : instant(Math.max(a, b))
