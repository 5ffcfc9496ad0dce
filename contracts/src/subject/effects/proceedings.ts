/** Proceedings begin and end (law.md §3.2 "Proceeding"). */
import type { Entry } from '../entry.ts'
import { kindOf, refersTo } from '../entry.ts'
import type { Apply, Episode } from '../model.ts'
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
  const proceedings = episode.proceedings.filter(
    (open) =>
      !ending.includes(open.proceeding) ||
      (named.some(({ proceeding }) => proceeding === open.proceeding) && !named.includes(open)),
  )
  return { ...episode, proceedings }
}

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
