/** All findings about a course of events at one moment, and when they may change by time alone. */
import { AT_COURT_LEVEL } from '../competence/court-level.ts'
import type { Entry } from '../subject/entry.ts'
import type { Fold } from '../subject/fold.ts'
import type { Episode, Line } from '../subject/model.ts'
import type { Noted } from '../subject/notes.ts'
import { compareNotes } from '../subject/notes.ts'
import type { Instant } from '../time.ts'
import { checkAbsences, checkReprimand, checkSearchLetter } from './check-absence.ts'
import {
  ANSWERING,
  checkAnswer,
  checkApprovedTerm,
  checkArrest,
  checkArrestProposal,
  checkCourt,
  checkCustody,
  checkFreed,
  checkGround,
  checkLevel,
  checkUncounted,
} from './check-change.ts'
import { checkCopies } from './check-copies.ts'
import { checkDecision, checkEffect, checkEntrustment, checkIdentity } from './check-decision.ts'
import {
  checkNotice,
  checkObjection,
  checkRelease,
  checkReleased,
  checkTerminated,
} from './check-ending.ts'
import { checkEnrolment, checkLouguan } from './check-enrolment.ts'
import { checkLeaves, checkPermit, checkReturns } from './check-leave.ts'
import {
  checkCorrection,
  checkDates,
  checkIdentityCorrected,
  checkMeasure,
  checkReaders,
} from './check-papers.ts'
import {
  checkCommendation,
  checkDeath,
  checkEnrolled,
  checkMinor,
  checkMonitoring,
  checkPenaltyProposal,
  checkPlaceChange,
  checkSealed,
  checkUnsealing,
  SUPERVISION_TYPES,
} from './check-supervision.ts'
import type { Check, EpisodeCheck, Scene } from './scene.ts'

const OF_EVERY_DOCUMENT: readonly Check[] = [checkCopies, checkDates, checkReaders]

const BY_TYPE: readonly (readonly [Check, ...types: readonly string[]])[] = [
  [checkEntrustment, 'assess-entrustment'],
  [
    checkDecision,
    'judgment-control',
    'judgment-probation',
    'ruling-parole',
    'decision-tpe-court',
    'decision-tpe-prison',
    'decision-tpe-police',
  ],
  [checkEffect, 'judgment-new-crime'],
  [
    checkIdentity,
    'judgment-control',
    'judgment-probation',
    'ruling-second-instance',
    'ruling-parole',
    'deportation-handover',
  ],
  [checkEnrolment, 'enrolment-record', 'handover-certificate'],
  [checkIdentityCorrected, 'identity-correction'],
  [checkPermit, 'recurring-travel-approval'],
  [checkEnrolled, ...SUPERVISION_TYPES],
  [checkPlaceChange, 'place-change-decision'],
  [checkCommendation, 'decision-commendation'],
  [checkReprimand, 'decision-reprimand'],
  [checkPenaltyProposal, 'proposal-ps-penalty'],
  [checkMonitoring, 'emonitor-decision'],
  [checkSearchLetter, 'assist-search-letter'],
  [checkLevel, ...AT_COURT_LEVEL],
  [checkGround, 'proposal-revoke-probation', 'proposal-revoke-parole', 'proposal-imprison'],
  [checkArrestProposal, 'proposal-arrest'],
  [checkUncounted, 'proposal-imprison'],
  [checkAnswer, ...ANSWERING],
  [checkArrest, 'arrest-execution'],
  [checkCourt, 'ruling-revoke-probation', 'ruling-revoke-parole'],
  [checkFreed, 'release-notice'],
  [checkRelease, 'release-certificate', 'release-notice-cc', 'prison-release-certificate'],
  [checkNotice, 'termination-notice'],
  [checkDeath, 'death-notice'],
  [checkObjection, 'objection-parole-commutation', 'objection-tpe'],
  [checkMeasure, 'detention-notice'],
  [checkCorrection, 'ruling-correction'],
  [checkUnsealing, 'unsealing-decision', 'sealed-query-decision'],
]

const OF_EPISODE: readonly EpisodeCheck[] = [
  checkLouguan,
  checkLeaves,
  checkReturns,
  checkAbsences,
  checkMinor,
  checkCustody,
  checkApprovedTerm,
  checkReleased,
  checkTerminated,
  checkSealed,
]

const CHECKS: ReadonlyMap<string, readonly Check[]> = byType()

function byType(): ReadonlyMap<string, readonly Check[]> {
  const checks = new Map<string, Check[]>()
  for (const [check, ...types] of BY_TYPE) {
    for (const type of types) checks.set(type, [...(checks.get(type) ?? []), check])
  }
  return checks
}

export type FindingsAt = {
  readonly findings: readonly Noted[]
  /** Instants after the moment at which a finding may come or go without a document. */
  readonly wakes: readonly Instant[]
}

/** Of the documents, of the course of events, and of what has not happened by then. */
export function findingsAt({ episodes, passed }: Fold, line: Line, valid: Instant): FindingsAt {
  const found: Noted[] = [...line.findings]
  const wakes: Instant[] = []
  for (const episode of episodes) {
    found.push(...episode.findings)
    const scene = { episode, line, passed, valid, present: typesOf(episode), found, wakes }
    for (const check of OF_EPISODE) check(scene)
    for (const entry of episode.members) checkDocument(scene, entry)
  }
  return { findings: found.length > 1 ? found.sort(compareNotes) : found, wakes }
}

function checkDocument(scene: Scene, entry: Entry): void {
  for (const check of OF_EVERY_DOCUMENT) check(scene, entry)
  const checks = CHECKS.get(entry.fact.type)
  if (checks) for (const check of checks) check(scene, entry)
}

function typesOf({ members }: Episode): ReadonlySet<string> {
  const types = new Set<string>()
  for (const { fact } of members) types.add(fact.type)
  return types
}
