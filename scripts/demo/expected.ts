/** Compares an answer with what law.md §7 says. */
import type { Expected } from './story.ts'
import type { StatusAnswer } from './visitor.ts'

/** What differs, as `member: expected, got`; nothing when the answer is right. */
export function differencesOf(expected: Expected, answer: StatusAnswer): readonly string[] {
  const { state, supervision = 'NORMAL', restriction = 'NONE', warnings = 0 } = expected
  const { overlays, counters } = answer
  const compared: readonly Compared[] = [
    ['state', state, answer.state],
    ['supervision', supervision, overlays.supervision],
    ['restriction', restriction, overlays.restriction],
    ['proceeding', listed(expected.proceeding), listed(overlays.proceeding)],
    ['flags', listed(expected.flags), listed(overlays.flags)],
    ['warnings', warnings, counters.warnings],
    ...statedIn(expected, answer),
  ]
  return compared
    .filter(([, wanted, got]) => wanted !== got)
    .map(([member, wanted, got]) => `${member}: expected ${wanted}, got ${got}`)
}

type Compared = readonly [member: string, wanted: unknown, got: unknown]

/** What only some rows of the table state. */
function statedIn(expected: Expected, { period, ended, ...answer }: StatusAnswer) {
  const all: readonly Compared[] = [
    ['period', expected.period?.join('…'), `${period?.from}…${period?.to}`],
    ['since', expected.since, answer.stateSince],
    ['ended', expected.ended?.join(' '), `${ended?.on} ${ended?.reason}`],
    ['new crime', expected.newCrimeStage, answer.circumstances.newCrime.detail?.stage],
  ]
  return all.filter(([, wanted]) => wanted !== undefined)
}

const listed = (codes: readonly string[] = []): string => codes.toSorted().join(' ') || 'none'
