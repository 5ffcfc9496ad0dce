/** The walk of one person: documents and news in the order of the log, then the clock. Bounded. */
import {
  type Calendar,
  type Fact,
  hear,
  type Instant,
  type News,
  type Watch,
  watchAt,
  watchUntil,
} from '@xianjie/contracts'

/** Documents and news taken of one person in one go. */
export const ITEMS_MAX = 200
/** Looks at instants between two of them, or behind the last, in one go. */
const LOOKS_MAX = 200

export type Heard = { readonly position: number; readonly news: News }

export type Path = {
  readonly watch: Watch
  /** Position up to which the person has been watched. */
  readonly walked: number
  /** Everything known up to `position`, oldest position first. */
  readonly facts: readonly Fact[]
  /** What the log said meanwhile, behind `walked`, oldest first; at most `ITEMS_MAX`. */
  readonly heard: readonly Heard[]
  readonly position: number
  /** The present. */
  readonly now: Instant
  readonly calendar: Calendar
}

export type Walked = {
  readonly watch: Watch
  /** `position` when all of it was taken, else the last position that was. */
  readonly walked: number
  /** False: there is more to walk. */
  readonly done: boolean
}

export function walk(path: Path): Walked {
  const { calendar, facts, now, position } = path
  let [watch, walked] = [path.watch, path.walked]
  const items = itemsOf(path)
  for (const item of items.slice(0, ITEMS_MAX)) {
    if ('news' in item) {
      watch = { ...watch, told: hear(watch.told, item.news) }
    } else {
      const before = facts.filter((each) => each.position < item.position)
      const reached = watchUntil(watch, before, item.recordedAt, { calendar, looksMax: LOOKS_MAX })
      watch = reached.watch
      if (!reached.done) return { watch, walked, done: false }
      const known = facts.filter((each) => each.position <= item.position)
      watch = watchAt(watch, known, item.recordedAt, calendar)
    }
    walked = Math.max(walked, item.position)
  }
  const complete = items.length <= ITEMS_MAX && path.heard.length < ITEMS_MAX
  if (!complete) return { watch, walked, done: false }
  const reached = watchUntil(watch, facts, now, { calendar, looksMax: LOOKS_MAX })
  if (!reached.done) return { watch: reached.watch, walked: position, done: false }
  const isSeen = reached.watch.look !== undefined && path.heard.length === 0
  if (isSeen) return { watch: reached.watch, walked: position, done: true }
  // Once more: the log may have said something else, and the rules may be those of another release.
  watch = watchAt(reached.watch, facts, later(reached.watch.at, now), calendar)
  return { watch, walked: position, done: true }
}

const later = (one: Instant, other: Instant): Instant => (one > other ? one : other)

function itemsOf({ facts, heard, walked }: Path): readonly (Fact | Heard)[] {
  const documents = facts.filter(({ position }) => position > walked)
  return [...documents, ...heard].sort((one, other) => one.position - other.position)
}
