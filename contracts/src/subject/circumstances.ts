/** The eight circumstances (八项情形; CCM 11; law.md §3.4) of the current episode. */

import { dateOf, daysBetween, legalDate } from '../time.ts'
import { PROVING } from './circumstance-documents.ts'
import type { Sight } from './circumstance-sight.ts'
import { eachId, proofsIn, sinceDay, untilDay } from './circumstance-sight.ts'
import type { Entry } from './entry.ts'
import { flaggedIn, isProhibited } from './flags-at.ts'
import { coercion, evasion, penalty } from './liberty-circumstances.ts'
import { SUPERVISED } from './model.ts'
import { compareMoments } from './moment.ts'
import { measuresIn, supervisionAt } from './overlays.ts'
import type { Circumstance, Circumstances, Proceeding } from './status.ts'

export function circumstancesAt(sight: Sight): Circumstances {
  const proofs = proofsIn(sight.episode)
  return {
    delivery: delivery(sight, proofs.delivery),
    supervision: supervision(sight, proofs.supervision),
    assistance: assistance(proofs.assistance),
    evasion: evasion(sight, proofs.evasion),
    publicSecurityPenalty: penalty(sight, proofs.publicSecurityPenalty),
    coerciveMeasure: coercion(sight, proofs.coerciveMeasure),
    changeOfExecution: change(sight, proofs.changeOfExecution),
    newCrime: newCrime(sight),
  }
}

/** 交付接收: by whom decided, since when in force, reported, 漏管. */
function delivery(sight: Sight, papers: readonly Entry[]): Circumstance {
  const { decision, effectiveOn, enrolledAt, state, enrolments } = sight.episode
  const reportCode = enrolments[0]?.fact.body.reportCode
  return {
    present: decision !== null || enrolledAt !== null,
    ...sinceDay(effectiveOn ?? decision?.original.madeOn),
    detail: {
      effective: effectiveOn !== null,
      reported: enrolledAt !== null,
      louguan: state === 'LOUGUAN',
      ...(decision && { decidedBy: decision.fact.issuer.code }),
      ...(reportCode && { reportCode }),
      ...(state === 'TRANSFERRING' && { transferring: true }),
    },
    documents: eachId(papers),
  }
}

/** 监督管理: counters, permits, orders; deadlines of reports are clocks, not a circumstance. */
function supervision(sight: Sight, papers: readonly Entry[]): Circumstance {
  const { episode, line, moment } = sight
  const { enrolledAt, endedAt, state } = episode
  if (enrolledAt === null) return { present: false, documents: [] }
  const flagged = new Set(flaggedIn(episode, line, moment).map(({ flag }) => flag))
  return {
    present: SUPERVISED.has(state),
    ...sinceDay(dateOf(enrolledAt)),
    ...untilDay(endedAt === null ? null : dateOf(endedAt)),
    detail: {
      ...(episode.kind && { kind: episode.kind }),
      commendations: episode.commendations.length,
      reprimands: episode.reprimands.length,
      warnings: episode.warnings.length,
      onLeave: supervisionAt(episode, line, moment).leave !== null,
      travelPermit: flagged.has('TRAVEL_PERMIT'),
      emonitor: flagged.has('EMONITOR'),
      prohibitionOrder: isProhibited(episode, moment),
    },
    documents: eachId(papers),
  }
}

/** 教育帮扶: since the first paper about it. */
function assistance(papers: readonly Entry[]): Circumstance {
  const first = papers.map(({ original }) => original.madeOn).sort()[0]
  return { present: papers.length > 0, ...sinceDay(first), documents: eachId(papers) }
}

const CHANGES: ReadonlySet<Proceeding> = new Set<Proceeding>([
  'REVOKE_PROPOSED',
  'IMPRISON_PROPOSED',
  'COMMUTE_PROPOSED',
  'UNCOUNTED_PROPOSED',
  'RULING_CHALLENGED',
  'DECISION_CHALLENGED',
])

/** 变更刑事执行: what ended or changed the execution, else what is proposed or challenged. */
function change(sight: Sight, papers: readonly Entry[]): Circumstance {
  const { proceedings, ended, amendments } = sight.episode
  const documents = eachId(papers)
  if (ended !== null && ended.reason !== 'expiry') {
    const days = arrestDays(sight)
    const detail = { outcome: ended.reason, ...(days !== undefined && { arrestDays: days }) }
    return { present: true, since: ended.on, detail, documents }
  }
  const open = proceedings.find(({ proceeding }) => CHANGES.has(proceeding))
  if (open) {
    const detail = { proceeding: open.proceeding }
    return { present: true, since: open.entry.original.madeOn, detail, documents }
  }
  const last = amendments.findLast(({ fact }) => fact.effect in OUTCOMES)
  if (!last) return { present: false, documents }
  const outcome = OUTCOMES[last.fact.effect] ?? 'changed'
  return { present: true, since: last.original.madeOn, detail: { outcome }, documents }
}

/**
 * Rule 4: days of an arrest before the execution count one for one on the sentence (CCL 48(3)). From
 * the day of the arrest to the day before custody, which is the sentence's own; known once it is over.
 */
function arrestDays({ episode, line, moment }: Sight): number | undefined {
  const arrest = measuresIn(episode, line).findLast(
    ({ onOrder, to }) => onOrder && to !== null && compareMoments(to, moment) <= 0,
  )
  return arrest?.to ? daysBetween(dateOf(arrest.from.at), dateOf(arrest.to.at)) : undefined
}

const OUTCOMES: { readonly [effect: string]: string } = {
  commute: 'commuted',
  'rule-uncounted': 'uncounted',
  retrial: 'retried',
}

/** 办理重新犯罪案件: how far the case has come; a judgment ends the case, not the circumstance. */
function newCrime(sight: Sight): Circumstance {
  const { proceedings, members, ended } = sight.episode
  const open = proceedings.find(({ proceeding }) => proceeding === 'NEW_CRIME_CASE')
  const began = open && (open.entry.fact.body.decidedOn ?? open.entry.original.madeOn)
  const judgedBy = ended?.entry.fact.effect === 'judge-new-crime' ? ended.entry : undefined
  const documents = members.filter(
    ({ fact: { type, effect, body } }) =>
      PROVING.newCrime.has(type) ||
      body.newCrime === true ||
      body.caseEnded === true ||
      (judgedBy !== undefined && effect === 'terminate'),
  )
  const prosecuted = documents.some(({ fact }) => fact.effect === 'prosecute')
  const stage = judgedBy ? 'judged' : prosecuted ? 'prosecuted' : 'investigated'
  const happens = open !== undefined || judgedBy !== undefined
  return {
    present: happens,
    ...sinceDay(legalDate(began ?? '') ?? judgedBy?.original.madeOn),
    ...(happens && { detail: { stage, ...(judgedBy && { court: judgedBy.fact.issuer.code }) } }),
    documents: eachId(documents),
  }
}
