/** Revocation, recall, arrest, flight, custody (CCL 46-51; law.md §1 D). */
import type { AgencyKind } from '../competence/agency.ts'
import { isNotAtCourtLevel } from '../competence/court-level.ts'
import { regionOf } from '../subject/effects/place.ts'
import type { Entry } from '../subject/entry.ts'
import { actAt, refersTo } from '../subject/entry.ts'
import type { Fact } from '../subject/fact.ts'
import { groundsIn } from '../subject/grounds.ts'
import { hasEnded, SUPERVISED } from '../subject/model.ts'
import { absencesIn, approvedTermEnds } from '../subject/overlays.ts'
import { addDays, dateOf, endOf } from '../time.ts'
import { immediatelyAfter, promptlyAfter } from './limits.ts'
import type { Check, EpisodeCheck } from './scene.ts'
import { has, isPast, madeOn, memberOf, tell } from './scene.ts'
import { sightAt } from './sight-at.ts'

/** T50; holidays do not extend it (CPL 105(4)). */
const ARREST_DAYS_MAX = 30

/** "执行地同级" (CCM 46-47; §9-29). */
export const checkLevel: Check = (scene, entry) => {
  const { type, issuer, recipients } = entry.fact
  const courts = recipients.filter(({ kind }) => kind === 'court')
  if (courts.some(({ level }) => isNotAtCourtLevel(type, issuer.level, level))) {
    tell(scene, 'proposal-not-at-court-level', entry)
  }
}

/** D3 only together with D1 or D2 (rule 6; CCL 47). */
export const checkArrestProposal: Check = (scene, entry) => {
  const named = (each: Entry) => refersTo(entry.fact, each)
  const based = REVOCATIONS.some((type) => memberOf(scene, type, named) !== undefined)
  if (!based) tell(scene, 'arrest-proposal-alone', entry)
}
const REVOCATIONS = ['proposal-revoke-probation', 'proposal-revoke-parole']

/** D1, D2, D10: a ground of CCM 46, 47 or 49 that the documents show (law.md §3.5). */
export const checkGround: Check = (scene, entry) => {
  const sight = sightAt(scene, entry)
  const { kind } = scene.episode
  if (sight === null || kind === null || !entry.fact.kinds.includes(kind)) return
  const grounds = groundsIn(sight).filter(
    ({ allows }) => allows === 'revoke' || allows === 'recall',
  )
  if (grounds.length === 0) return tell(scene, 'proposal-ground-not-documented', entry)
  // §9-1: CCM 49(4) is content with two warnings, CPLI 516(4) is not.
  if (grounds.every(({ disputedBy }) => disputedBy !== undefined)) {
    tell(scene, 'two-warnings-disputed', entry, ...sight.episode.warnings)
  }
}

/** D10 of somebody who was out of supervision states the time that is not counted (TPE14 26). */
export const checkUncounted: Check = (scene, entry) => {
  const { uncountedFrom, uncountedDays } = entry.fact.body
  if (uncountedFrom !== undefined || uncountedDays !== undefined) return
  const gone = absencesIn(scene.episode, scene.line).find(
    ({ tuoguanFrom, to }) =>
      tuoguanFrom !== null &&
      (to === null || to.at > tuoguanFrom.at) &&
      dateOf(tuoguanFrom.at) <= madeOn(entry),
  )
  const [paper] = gone?.documents ?? []
  if (paper) tell(scene, 'uncounted-period-not-stated', entry, paper)
}

/** What each decision answers (law.md §3.2 "Proceeding"). */
const ANSWERS: { readonly [type: string]: readonly string[] } = {
  'ruling-parole': ['proposal-parole'],
  'decision-tpe-prison': ['proposal-tpe'],
  'decision-tpe-police': ['proposal-tpe'],
  'ruling-commutation': ['proposal-commutation'],
  'decision-arrest': ['proposal-arrest'],
  'decision-no-arrest': ['proposal-arrest'],
  'ruling-revoke-probation': ['proposal-revoke-probation'],
  'ruling-revoke-parole': ['proposal-revoke-parole'],
  'ruling-not-revoked': REVOCATIONS,
  'decision-imprison-court': ['proposal-imprison'],
  'decision-imprison-prison': ['proposal-imprison'],
  'decision-imprison-police': ['proposal-imprison'],
  'decision-not-imprison': ['proposal-imprison'],
  'ruling-uncounted-period': ['proposal-uncounted-period'],
  'place-change-decision': ['place-change-consult'],
}
export const ANSWERING = Object.keys(ANSWERS)
/** Missing ones of these have a finding of their own, or the decision may do without. */
const WITHOUT_PROPOSAL: ReadonlySet<string> = new Set([
  'place-change-decision',
  'ruling-parole',
  'decision-tpe-prison',
  'decision-tpe-police',
])

/** A decision before its proposal, or without one (CCL 33, 46-49). */
export const checkAnswer: Check = (scene, entry) => {
  const { line } = scene
  const proposals = ANSWERS[entry.fact.type] ?? []
  const known = line.entries.filter(({ fact }) => proposals.includes(fact.type))
  const named = known.filter((each) => refersTo(entry.fact, each))
  const later = named.find((each) => madeOn(each) > madeOn(entry))
  if (later) {
    if (scene.episode.members.includes(later)) tell(scene, 'decided-before-proposal', entry, later)
    return
  }
  if (named.length > 0 || known.some((each) => madeOn(each) <= madeOn(entry))) return
  if (!WITHOUT_PROPOSAL.has(entry.fact.type)) tell(scene, 'decided-without-proposal', entry)
}

/** D6 executes a D4 (CCL 47), and holds for thirty days at most (T50). */
export const checkArrest: Check = (scene, entry) => {
  if (!has(scene, 'decision-arrest')) tell(scene, 'arrest-without-order', entry)
  const { arrestedOn, from } = entry.fact.body
  const day = dateOf(actAt(entry, arrestedOn ?? from))
  const measure = scene.line.measures.find(({ documents }) => documents.includes(entry))
  const limit = endOf(addDays(day, ARREST_DAYS_MAX))
  if (!measure || hasEnded(scene.episode.state)) return
  if (measure.to !== null && measure.to.at <= limit) return
  const over = measure.to !== null && isPast(scene, measure.to.at)
  if (!over && isPast(scene, limit)) tell(scene, 'arrest-over-thirty-days', entry)
}

const provinceOf = ({ code }: Fact['issuer']): string => code.slice(2, 4)

/** D7, D8: CT-0, or the court of the execution place where CT-0 is in another province (CCM 46-47). */
export const checkCourt: Check = (scene, entry) => {
  const { decision, place } = scene.episode
  const { issuer } = entry.fact
  if (!decision || decision.fact.issuer.code === issuer.code) return
  const original = decision.fact.issuer
  // Of a measure that the second instance applied, the first instance is not named here.
  if (original.kind !== 'court' || decision.fact.effect === 'decide-on-appeal') return
  const region = place?.region ?? regionOf(place?.agency ?? undefined)
  const province = region?.slice(0, 2)
  const may = provinceOf(original) !== province && provinceOf(issuer) === province
  if (province !== undefined && !may) tell(scene, 'ruled-by-other-court', entry, decision)
  const told = [...entry.fact.recipients, ...entry.fact.copies].some(
    ({ code }) => code === original.code,
  )
  if (!told) tell(scene, 'original-court-not-told', entry, decision)
}

const ORDERING: ReadonlySet<string> = new Set(['revoke', 'imprison'])

/** D17 after a ruling that orders custody (CCL 48-49). */
export const checkFreed: Check = (scene, entry) => {
  const { ended, endedAt } = scene.episode
  if (!ended || endedAt === null || !ORDERING.has(ended.entry.fact.effect)) return
  const at = actAt(entry, entry.fact.body.endedOn)
  if (at > endedAt) tell(scene, 'freed-despite-custody-ruling', entry, ended.entry)
}

const COURTS: readonly AgencyKind[] = ['court']

/** The papers for custody, the report of a flight and the pursuit (OP26-18, -21; CCM 51). */
export const checkCustody: EpisodeCheck = (scene) => {
  const { ended, state, stateAt } = scene.episode
  if (!ended || stateAt === null) return
  const { fact } = ended.entry
  const isCourt = fact.issuer.kind !== undefined && COURTS.includes(fact.issuer.kind)
  if (state === 'AWAIT_CUSTODY' && isCourt && ORDERING.has(fact.effect)) {
    const missing = !has(scene, 'execution-notice-revocation')
    if (missing && isPast(scene, promptlyAfter(scene.line.calendar, ended.on))) {
      tell(scene, 'custody-papers-missing', ended.entry)
    }
  }
  if (state !== 'ESCAPED') return
  const notice = memberOf(scene, 'escape-notice')
  if (!notice) {
    if (isPast(scene, immediatelyAfter(stateAt))) tell(scene, 'escape-not-reported', ended.entry)
  } else if (!has(scene, 'wanted-notice')) {
    const at = actAt(notice, notice.fact.body.since)
    if (isPast(scene, immediatelyAfter(at))) tell(scene, 'pursuit-missing', notice)
  }
}

/** Rule 7: the approved term of 暂外 is over, which releases nobody (OP26-16). */
export const checkApprovedTerm: EpisodeCheck = (scene) => {
  const { decision, state } = scene.episode
  if (!decision || !SUPERVISED.has(state)) return
  const term = approvedTermEnds(scene.episode)
  if (term !== null && isPast(scene, term.at)) tell(scene, 'tpe-term-ended', decision)
}
