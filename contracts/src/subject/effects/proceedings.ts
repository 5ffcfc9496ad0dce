/** Proceedings begin and end (law.md §3.2 "Proceeding"). */
import type { Entry } from '../entry.ts'
import { effectAt, kindOf, refersTo } from '../entry.ts'
import type { Mark } from '../marks.ts'
import { step } from '../marks.ts'
import type { Apply, Episode, OpenProceeding } from '../model.ts'
import { hasEnded, noting, outlives } from '../model.ts'
import type { Proceeding } from '../status.ts'

/** Adds the proceeding; after the end of the correction only those begin that outlive it. */
export const begin = (episode: Episode, proceeding: Proceeding, entry: Entry): Episode =>
  hasEnded(episode.state) && !outlives(proceeding)
    ? noting(episode, 'document-after-end', [entry])
    : { ...episode, proceedings: [...episode.proceedings, { proceeding, entry }] }

/** Ends the start that the document names; where it names none, all begun by then. */
export function finish(episode: Episode, ending: readonly Proceeding[], by: Entry): Episode {
  const named = episode.proceedings.filter(
    ({ proceeding, entry }) => ending.includes(proceeding) && refersTo(by.fact, entry),
  )
  return without(
    episode,
    (open) =>
      ending.includes(open.proceeding) &&
      (named.includes(open) || !named.some(({ proceeding }) => proceeding === open.proceeding)),
  )
}

/** Ends all begun by then, whatever the document names: a case has many papers that start it. */
export const finishAll = (episode: Episode, proceeding: Proceeding): Episode =>
  without(episode, (open) => open.proceeding === proceeding)

/** F7: only the challenge that it names, if it names one. */
export function finishNamedFirst(
  episode: Episode,
  ending: readonly Proceeding[],
  by: Entry,
): Episode {
  const isOne = (open: OpenProceeding) => ending.includes(open.proceeding)
  const named = episode.proceedings.filter((open) => isOne(open) && refersTo(by.fact, open.entry))
  return without(episode, (open) => (named.length > 0 ? named.includes(open) : isOne(open)))
}

const without = (episode: Episode, gone: (open: OpenProceeding) => boolean): Episode => ({
  ...episode,
  proceedings: episode.proceedings.filter((open) => !gone(open)),
})

/** A proposal; for another kind than the platform knows it is taken, and said (rule 6). */
export const propose =
  (proceeding: Proceeding): Apply =>
  (episode, { entry }) => {
    const begun = begin(episode, proceeding, entry)
    const kind = kindOf(entry)
    return episode.kind === null || kind === null || kind === episode.kind
      ? begun
      : noting(begun, 'proposal-of-other-kind', [entry])
  }

/** A document that does no more than begin a proceeding. */
export const proposing =
  (proceeding: Proceeding) =>
  (entry: Entry): readonly Mark[] => [step(effectAt(entry), propose(proceeding))]

/** A document that does no more than end proceedings. */
export const finishing =
  (...ending: readonly Proceeding[]) =>
  (entry: Entry): readonly Mark[] => [
    step(effectAt(entry), (episode) => finish(episode, ending, entry)),
  ]

const PROPOSALS: ReadonlySet<Proceeding> = new Set<Proceeding>([
  'PAROLE_PROPOSED',
  'TPE_PROPOSED',
  'PS_PENALTY_PROPOSED',
  'COMMUTE_PROPOSED',
  'REVOKE_PROPOSED',
  'ARREST_PROPOSED',
  'IMPRISON_PROPOSED',
  'UNCOUNTED_PROPOSED',
])

/** D26 (CPLI 540). */
export const withdrawProposal = (entry: Entry): readonly Mark[] => [
  step(effectAt(entry), withdrawn),
]

/** Its issuer's own proposal and the D3 based on that; where it names none, all of its issuer. */
const withdrawn: Apply = (episode, { entry: { fact } }) => {
  const own = episode.proceedings.filter(
    ({ proceeding, entry }) =>
      PROPOSALS.has(proceeding) && entry.fact.issuer.code === fact.issuer.code,
  )
  if (fact.references.length === 0) return without(episode, (open) => own.includes(open))
  const named = own.filter(({ entry }) => refersTo(fact, entry))
  const arrests = own.filter(
    ({ proceeding, entry }) =>
      proceeding === 'ARREST_PROPOSED' && named.some((each) => refersTo(entry.fact, each.entry)),
  )
  return without(episode, (open) => named.includes(open) || arrests.includes(open))
}
