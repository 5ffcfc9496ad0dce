/**
 * What the main state does without a document: LOUGUAN after the time for reporting (OP26-11), the
 * end of the period (CCL 44), and with it the release that a certificate proves, however late.
 */
import type { Instant, LegalDate } from '../time.ts'
import { endOf } from '../time.ts'
import { releaseBy } from './effects/ending.ts'
import { isExcused } from './effects/enrolment.ts'
import type { Entry } from './entry.ts'
import { refersTo } from './entry.ts'
import type { Episode, Line } from './model.ts'
import { enter, noting, RUNNING } from './model.ts'

export type ClockChange = {
  readonly at: Instant
  readonly run: (episode: Episode, at: Instant) => Episode
}

/** The next change of state by the clock, or null. Its instant may have passed already. */
export function nextClockChange(episode: Episode, line: Line): ClockChange | null {
  const { state, reportDue } = episode
  const expiry = RUNNING.has(state) ? episode.period.expiresAt : null
  if (state === 'EFFECTIVE_AWAITING_REPORT' && reportDue) {
    const at = endOf(reportDue)
    if ((expiry === null || at < expiry) && !isExcused(episode, line)) return { at, run: overdue }
  }
  return expiry === null ? null : { at: expiry, run: expired }
}

const overdue = (episode: Episode, at: Instant): Episode =>
  enter(episode, 'LOUGUAN', at, [...decisionOf(episode), ...episode.statements])

/** The end of the period; §9-24 where the person had not reported. */
function expired(episode: Episode, at: Instant): Episode {
  const by = [...decisionOf(episode), ...episode.period.sources]
  const over = enter(episode, 'EXPIRED_PENDING_CLOSE', at, [...new Set(by)])
  const reported = episode.enrolledAt !== null
  return reported ? over : noting(over, 'expired-before-enrolment', by.slice(0, 1))
}

const decisionOf = ({ decision }: Episode): readonly Entry[] => (decision ? [decision] : [])

/**
 * The first E2/E3 for this episode: made since its decision and after the one that released the
 * episode before, and naming no document of another episode (law.md §3.2 RELEASED, rule 11).
 */
export function releaseAtExpiry(
  episode: Episode,
  line: Line,
  others: readonly Episode[],
): { readonly episode: Episode; readonly entry: Entry } | null {
  if (episode.state !== 'EXPIRED_PENDING_CLOSE' || episode.stateAt === null) return null
  const since = (episode.decision ?? episode.enrolments[0])?.original.madeOn
  const used = others.map(releasedOn).sort().at(-1)
  const entry = line.entries.find(
    (each) =>
      each.fact.effect === 'release' &&
      (since === undefined || each.original.madeOn >= since) &&
      (!used || each.original.madeOn > used) &&
      !others.some((other) => other.members.some((member) => refersTo(each.fact, member))),
  )
  return entry ? { episode: releaseBy(episode, entry, episode.stateAt), entry } : null
}

const releasedOn = ({ state, ended }: Episode): LegalDate | '' =>
  state === 'RELEASED' && ended ? ended.entry.original.madeOn : ''
