/**
 * The watch over one person's deadlines and findings: a pure function of the facts, of what was told
 * and of the time. The clock service only carries its result to the log and back.
 *
 * Facts are met in the order of the log, each at the time at which it was recorded; between them the
 * watch stops at every instant at which something changes. So what is told does not depend on whether
 * anybody watched while a due time passed.
 */
import type { Calendar } from '../deadlines/calendar.ts'
import type { Fact } from '../subject/fact.ts'
import type { Instant } from '../time.ts'
import { instant } from '../time.ts'
import { judgeDeadline, judgeFinding, judgeVanished, topicsIn } from './judge.ts'
import { type Look, lookAt } from './look.ts'
import { addNews, isFinding, type News, NOTHING_TOLD, type Told, toldAt } from './news.ts'

export type Watch = {
  /** The moment looked at last. */
  readonly at: Instant
  /** When there may be something new to see; null: not before another document. */
  readonly next: Instant | null
  readonly told: Told
  /** What was seen then, unless that was before a restart. */
  readonly look?: Look
}

export const NOT_WATCHED: Watch = { at: instant(0), next: null, told: NOTHING_TOLD }

/** One look, at the moment `at` or, where facts are of a later time, at theirs. */
export function watchAt(
  watch: Watch,
  facts: readonly Fact[],
  at: Instant,
  calendar: Calendar,
): Watch {
  if (facts.length === 0) return watch
  const moment = instant(facts.reduce<number>((to, { recordedAt }) => Math.max(to, recordedAt), at))
  const look = lookAt(facts, moment, calendar)
  const looks = laterLooks(look, (later) => lookAt(facts, later, calendar))
  const { last } = watch.told
  const news = topicsIn(look, last).flatMap((topic) => newsOf(topic, last.get(topic), looks))
  return { at: moment, next: look.next, told: addNews(watch.told, news), look }
}

/**
 * Looks at every instant up to `to` at which something may change, at most `looksMax`; `done` is false
 * when there are more of them. The facts stay the same.
 */
export function watchUntil(
  watch: Watch,
  facts: readonly Fact[],
  to: Instant,
  { calendar, looksMax }: { readonly calendar: Calendar; readonly looksMax: number },
): { readonly watch: Watch; readonly done: boolean } {
  let current = watch
  for (let looks = 0; current.next !== null && current.next <= to; looks += 1) {
    if (looks >= looksMax) return { watch: current, done: false }
    current = watchAt(current, facts, current.next, calendar)
  }
  return { watch: current, done: true }
}

function newsOf(
  topic: string,
  last: News | undefined,
  looks: (from: News | undefined) => Look,
): readonly News[] {
  const { at, deadlines, findings } = looks(last)
  const deadline = deadlines.get(topic)
  const found = findings.get(topic)
  if (last === undefined) {
    if (deadline) return judgeDeadline(undefined, deadline, at)
    return judgeFinding(undefined, found, at)
  }
  if (isFinding(last)) return judgeFinding(last, found, at)
  return deadline ? judgeDeadline(last, deadline, at) : judgeVanished(last, at)
}

/**
 * What was said at a later time than this one is judged at that time: a clock that was set back, or a
 * document that was under way while the watch went on, makes nothing unsaid by itself.
 */
function laterLooks(look: Look, lookAt: (at: Instant) => Look) {
  const known = new Map<Instant, Look>([[look.at, look]])
  return (from: News | undefined): Look => {
    if (from === undefined || toldAt(from) <= look.at) return look
    const at = toldAt(from)
    const found = known.get(at) ?? lookAt(at)
    known.set(at, found)
    return found
  }
}
