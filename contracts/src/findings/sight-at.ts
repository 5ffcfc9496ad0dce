/** The episode as it stood when one of its documents took effect: grounds (law.md §3.5) are asked for at that moment. */
import type { Sight } from '../subject/circumstance-sight.ts'
import type { Entry } from '../subject/entry.ts'
import type { Scene } from './scene.ts'

export function sightAt({ passed, episode, line }: Scene, entry: Entry): Sight | null {
  for (const each of passed) {
    if (each.entry === entry && each.episode.openedAt === episode.openedAt) {
      return { episode: each.episode, line, moment: each.moment }
    }
  }
  return null
}
