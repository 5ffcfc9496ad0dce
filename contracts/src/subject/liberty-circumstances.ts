/** Out of supervision, penalised, held: circumstances 4, 5 and 6 of the eight (CCM 11; law.md §3.4). */
import type { DocumentId } from '../ids.ts'
import type { LegalDate } from '../time.ts'
import { dateOf, daysBetween } from '../time.ts'
import { AFTER_EVASION, PROVING } from './circumstance-documents.ts'
import type { Sight } from './circumstance-sight.ts'
import { eachId, idsOf, sinceDay, untilDay } from './circumstance-sight.ts'
import type { Entry } from './entry.ts'
import { actAt } from './entry.ts'
import type { Measure } from './measures.ts'
import { weight } from './measures.ts'
import type { Moment } from './moment.ts'
import { compareMoments, holdsAt } from './moment.ts'
import { absencesIn, measuresIn, supervisionAt } from './overlays.ts'
import type { Circumstance } from './status.ts'

/** 脱离监管. 脱管 counts from its own beginning, not from the last contact (OP26-13, -26). */
export function evasion(sight: Sight, papers: readonly Entry[]): Circumstance {
  const { episode, line, moment } = sight
  const begun = absencesIn(episode, line).filter(({ from }) => compareMoments(from, moment) <= 0)
  const last = begun.at(-1)
  if (!last) {
    return { present: episode.state === 'ESCAPED', documents: eachId(papers) }
  }
  const { tuoguanFrom, to } = last
  const over = to !== null && compareMoments(to, moment) <= 0
  const ends = over ? dateOf(to.at) : null
  const until = tuoguanFrom && to && compareMoments(to, tuoguanFrom) < 0
  const tuoguan = tuoguanFrom !== null && !until && compareMoments(tuoguanFrom, moment) <= 0
  const lost = dateOf(last.from.at)
  const present =
    supervisionAt(episode, line, moment).absence !== null || episode.state === 'ESCAPED'
  return {
    present,
    ...sinceDay(tuoguan ? dateOf(tuoguanFrom.at) : lost),
    ...untilDay(ends),
    // §3.2 rule 9: a difference of dates, known only once it is over.
    detail: { tuoguan, lostSince: lost, ...(ends && { days: daysBetween(lost, ends) }) },
    documents: provingEvasion(sight, dateOf(begun[0]!.from.at)),
  }
}

/** Also what the first absence led to: reprimand, warning, a proposal to revoke. */
const provingEvasion = ({ episode }: Sight, since: LegalDate): readonly DocumentId[] =>
  eachId(
    episode.members.filter(
      ({ fact, original }) =>
        PROVING.evasion.has(fact.type) ||
        (AFTER_EVASION.has(fact.type) && original.madeOn >= since),
    ),
  )

const begunBy = ({ episode, line, moment }: Sight, penal: boolean): readonly Measure[] =>
  measuresIn(episode, line)
    .filter((each) => (each.restriction === 'ADMIN_DETENTION') === penal)
    .filter(({ from }) => compareMoments(from, moment) <= 0)

/** 被治安管理处罚: that it was imposed stays so after the detention is over. */
export function penalty(sight: Sight, papers: readonly Entry[]): Circumstance {
  const { members } = sight.episode
  const detention = begunBy(sight, true).at(-1)
  const decided = members.findLast(({ fact }) => fact.effect === 'decide-penalty')
  const documents = [...papers, ...(detention?.documents ?? [])]
  const proposed = sight.episode.proceedings.some(
    ({ proceeding }) => proceeding === 'PS_PENALTY_PROPOSED',
  )
  const imposed = decided?.fact.body.penalty
  const days = detention && detentionDays(detention, sight.moment)
  const detail = {
    ...(proposed && { proposed }),
    ...(decided && { penalty: imposed ?? 'none' }),
    ...(detention && { measure: detention.restriction }),
    ...(days !== undefined && { days }),
  }
  const since = decided && imposed ? dateOf(actAt(decided, decided.fact.body.decidedOn)) : null
  return {
    present: detention !== undefined || imposed !== undefined,
    ...(detention ? measured(detention, sight.moment) : sinceDay(since)),
    ...(Object.keys(detail).length > 0 && { detail }),
    documents: idsOf(documents),
  }
}

/** Days held, once that is over. */
const detentionDays = ({ from, to }: Measure, moment: Moment): number | undefined =>
  to !== null && compareMoments(to, moment) <= 0
    ? daysBetween(dateOf(from.at), dateOf(to.at))
    : undefined

/** 被采取强制措施 and other restrictions: present while one of them holds. */
export function coercion(sight: Sight, papers: readonly Entry[]): Circumstance {
  const begun = begunBy(sight, false)
  const held = begun
    .filter((each) => holdsAt(each, sight.moment))
    .sort((a, b) => weight(a.restriction) - weight(b.restriction))[0]
  const shown = held ?? begun.at(-1)
  if (!shown) return { present: false, documents: idsOf(papers) }
  const lifts = begun.flatMap(({ lifted, to }) =>
    lifted && to && compareMoments(to, sight.moment) <= 0 ? [lifted] : [],
  )
  const documents = idsOf([...begun.flatMap((each) => each.documents), ...lifts, ...papers])
  const organ = shown.documents[0]?.fact.issuer.code
  const detail = { measure: shown.restriction, ...(organ && { organ }) }
  return { present: held !== undefined, ...measured(shown, sight.moment), detail, documents }
}

function measured({ from, to }: Measure, moment: Moment) {
  const over = to !== null && compareMoments(to, moment) <= 0
  return { ...sinceDay(dateOf(from.at)), ...untilDay(over ? dateOf(to.at) : null) }
}
