/** The eight circumstances (八项情形; CCM 11; law.md §3.4) of the current episode. */
import type { Effect } from '../documents/catalogue.ts'
import type { DocumentId } from '../ids.ts'
import type { LegalDate } from '../time.ts'
import { dateOf, daysBetween } from '../time.ts'
import type { Entry } from './entry.ts'
import type { Measure } from './measures.ts'
import { weight } from './measures.ts'
import type { Episode, Line } from './model.ts'
import { SUPERVISED } from './model.ts'
import type { Moment } from './moment.ts'
import { compareMoments, holdsAt } from './moment.ts'
import { absencesIn, measuresIn, supervisionAt } from './overlays.ts'
import type { Circumstance, Circumstances, Proceeding } from './status.ts'

/** A person's episode, seen at one moment. */
export type Sight = { readonly episode: Episode; readonly line: Line; readonly moment: Moment }

export const circumstancesAt = (sight: Sight): Circumstances => ({
  delivery: delivery(sight),
  supervision: supervision(sight),
  assistance: { present: false, documents: [] },
  evasion: evasion(sight),
  publicSecurityPenalty: penalty(sight),
  coerciveMeasure: coercion(sight),
  changeOfExecution: change(sight),
  newCrime: newCrime(sight),
})

const DELIVERY: readonly Effect[] = [
  'decide',
  'state-effect',
  'determine-place',
  'prove-service',
  'hand-over',
  'enrol',
]
const SUPERVISION: readonly Effect[] = ['grant-leave', 'end-leave', 'reprimand', 'warn']
const EVASION: readonly Effect[] = ['search', 'request-search', 'end-leave', 'capture']
const CHANGE: readonly Effect[] = [
  'propose-revocation',
  'revoke',
  'refuse-revocation',
  'propose-imprisonment',
  'imprison',
  'refuse-imprisonment',
  'capture',
  'take-into-custody',
  'release',
  'terminate',
]
const CHANGES: readonly Proceeding[] = ['REVOKE_PROPOSED', 'IMPRISON_PROPOSED', 'COMMUTE_PROPOSED']

const idsOf = (entries: readonly Entry[]): readonly DocumentId[] => [
  ...new Set(entries.map(({ fact }) => fact.documentId)),
]

const documentsOf = ({ episode }: Sight, effects: readonly Effect[]): readonly DocumentId[] =>
  idsOf(episode.members.filter(({ fact }) => effects.includes(fact.effect)))

const dated = (name: 'since' | 'until', date: LegalDate | null | undefined) =>
  date ? { [name]: date } : {}

function delivery(sight: Sight): Circumstance {
  const { decision, effectiveOn, enrolledAt, state } = sight.episode
  const since = effectiveOn ?? decision?.original.madeOn
  return {
    present: decision !== null || enrolledAt !== null,
    ...dated('since', since),
    detail: {
      effective: effectiveOn !== null,
      reported: enrolledAt !== null,
      louguan: state === 'LOUGUAN',
    },
    documents: documentsOf(sight, DELIVERY),
  }
}

function supervision(sight: Sight): Circumstance {
  const { enrolledAt, endedAt, state, reprimands, warnings } = sight.episode
  if (enrolledAt === null) return { present: false, documents: [] }
  return {
    present: SUPERVISED.has(state),
    ...dated('since', dateOf(enrolledAt)),
    ...dated('until', endedAt === null ? null : dateOf(endedAt)),
    detail: { reprimands: reprimands.length, warnings: warnings.length },
    documents: documentsOf(sight, SUPERVISION),
  }
}

/** 脱管 counts from its own beginning, not from the last contact (OP26-13, -26). */
function evasion(sight: Sight): Circumstance {
  const { episode, line, moment } = sight
  const begun = absencesIn(episode, line).filter(({ from }) => compareMoments(from, moment) <= 0)
  const last = begun.at(-1)
  const documents = documentsOf(sight, EVASION)
  if (!last) return { present: episode.state === 'ESCAPED', documents }
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
    ...dated('since', tuoguan ? dateOf(tuoguanFrom.at) : lost),
    ...dated('until', ends),
    // §3.2 rule 9: a difference of dates, known only once it is over.
    detail: { tuoguan, lostSince: lost, ...(ends && { days: daysBetween(lost, ends) }) },
    documents,
  }
}

const begunBy = ({ episode, line, moment }: Sight, penal: boolean): readonly Measure[] =>
  measuresIn(episode, line)
    .filter((each) => (each.restriction === 'ADMIN_DETENTION') === penal)
    .filter(({ from }) => compareMoments(from, moment) <= 0)

/** 被治安管理处罚: that it was imposed stays so after the detention is over. */
function penalty(sight: Sight): Circumstance {
  const last = begunBy(sight, true).at(-1)
  if (!last) return { present: false, documents: [] }
  const documents = idsOf(last.documents)
  return { present: true, ...measured(last, sight.moment), documents }
}

/** 被采取强制措施 and other restrictions: present while one of them holds. */
function coercion(sight: Sight): Circumstance {
  const begun = begunBy(sight, false)
  const held = begun
    .filter((each) => holdsAt(each, sight.moment))
    .sort((a, b) => weight(a.restriction) - weight(b.restriction))[0]
  const shown = held ?? begun.at(-1)
  if (!shown) return { present: false, documents: [] }
  const lifts = begun.flatMap(({ lifted, to }) =>
    lifted && to && compareMoments(to, sight.moment) <= 0 ? [lifted] : [],
  )
  const documents = idsOf([...begun.flatMap((each) => each.documents), ...lifts])
  return { present: held !== undefined, ...measured(shown, sight.moment), documents }
}

function measured({ from, to, restriction }: Measure, moment: Moment) {
  const over = to !== null && compareMoments(to, moment) <= 0
  return {
    since: dateOf(from.at),
    ...dated('until', over ? dateOf(to.at) : null),
    detail: { measure: restriction },
  }
}

function change(sight: Sight): Circumstance {
  const { proceedings, ended } = sight.episode
  const documents = documentsOf(sight, CHANGE)
  const changed = ended !== null && ended.reason !== 'expiry'
  const open = proceedings.find(({ proceeding }) => CHANGES.includes(proceeding))
  if (changed) {
    return { present: true, since: ended.on, detail: { outcome: ended.reason }, documents }
  }
  if (!open) return { present: false, documents }
  const detail = { proceeding: open.proceeding }
  return { present: true, since: open.entry.original.madeOn, detail, documents }
}

function newCrime(sight: Sight): Circumstance {
  const { proceedings, members } = sight.episode
  const open = proceedings.find(({ proceeding }) => proceeding === 'NEW_CRIME_CASE')
  const began = open && (open.entry.fact.body.decidedOn ?? open.entry.original.madeOn)
  const documents = idsOf(
    members.filter(({ fact }) => fact.body.newCrime === true || fact.body.caseEnded === true),
  )
  return {
    present: open !== undefined,
    ...dated('since', began as LegalDate | undefined),
    documents,
  }
}
