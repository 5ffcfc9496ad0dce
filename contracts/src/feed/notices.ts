/**
 * The payloads: what records say. Each is written out member by member, so that nothing gets in
 * which its schema (`schemas/feed/`) does not list; what a document says in its body stays out.
 */
import type { AgencyKind, AgencyLevel } from '../competence/agency.ts'
import type { CatalogueEntry, Effect, Kind } from '../documents/catalogue.ts'
import type { Relation } from '../documents/document.ts'
import type { OpenPart } from '../events/document-accepted.ts'
import { type AgencyCode, agencyCode, type DocumentId, type SubjectId } from '../ids.ts'
import type { Party } from '../subject/fact.ts'
import type { Finding, Severity } from '../subject/finding.ts'
import type { Circumstances, State, SubjectStatus } from '../subject/status.ts'
import { formatInstant, type Instant, type LegalDate } from '../time.ts'

/** A document as the log holds it: what is open about it, and where. */
export type AcceptedAt = {
  readonly open: OpenPart
  readonly position: number
  readonly entry: CatalogueEntry
}

export type NamedParty = {
  readonly code: AgencyCode
  readonly kind?: AgencyKind
  readonly level?: AgencyLevel
}

/** `xianjie.document.accepted.v1`. */
export type DocumentNotice = {
  readonly documentId: DocumentId
  readonly subjectId: SubjectId
  readonly type: string
  readonly effect: Effect
  readonly number: string
  readonly issuer: NamedParty & { readonly region: string }
  readonly recipients: readonly NamedParty[]
  readonly copies: readonly NamedParty[]
  readonly references: readonly {
    readonly relation: Relation
    readonly documentId?: DocumentId
    readonly number?: string
  }[]
  /** How many there are; what they are, the document says. */
  readonly attachments: number
  readonly madeOn: LegalDate
  readonly effectiveOn?: LegalDate
  readonly minor: boolean
  readonly sealed: boolean
  readonly acceptedAt: string
  readonly position: number
}

export const documentNotice = ({ open, position, entry }: AcceptedAt): DocumentNotice => ({
  documentId: open.documentId,
  subjectId: open.subjectId,
  type: open.type,
  effect: entry.effect,
  number: open.number,
  issuer: { ...named(open.issuer), region: open.issuer.region },
  recipients: open.recipients.map(named),
  copies: open.copies.map(named),
  references: open.references.map(({ relation, documentId, number }) => ({
    relation,
    ...(documentId === undefined ? {} : { documentId }),
    ...(number === undefined ? {} : { number }),
  })),
  attachments: open.attachments.length,
  madeOn: open.madeOn,
  ...(open.effectiveOn === undefined ? {} : { effectiveOn: open.effectiveOn }),
  minor: open.minor,
  sealed: open.sealed,
  acceptedAt: open.acceptedAt,
  position,
})

const named = ({ code, kind, level }: Party): NamedParty => ({
  code,
  ...(kind === undefined ? {} : { kind }),
  ...(level === undefined ? {} : { level }),
})

/** Why a document is put before the procuratorates. */
export type SupervisionReason = 'procuratorate-named' | 'status-changed' | 'finding'

export type NoticedFinding = {
  readonly code: string
  readonly severity: Severity
  readonly basis?: string
}

/** `xianjie.supervision.document.v1`. */
export type SupervisionNotice = DocumentNotice & {
  readonly reasons: readonly SupervisionReason[]
  readonly findings: readonly NoticedFinding[]
}

/** Undefined where none of the reasons holds. */
export function supervisionNotice(
  accepted: AcceptedAt,
  statusChanged: boolean,
): SupervisionNotice | undefined {
  const { open, entry } = accepted
  const findings = open.findings.map(noticed)
  const reasons: readonly SupervisionReason[] = [
    ...(namesProcuratorate(open, entry) ? (['procuratorate-named'] as const) : []),
    ...(statusChanged ? (['status-changed'] as const) : []),
    ...(findings.length > 0 ? (['finding'] as const) : []),
  ]
  return reasons.length > 0 ? { ...documentNotice(accepted), reasons, findings } : undefined
}

/** By the catalogue, which says who has to get it, or by the document itself. */
const namesProcuratorate = (open: OpenPart, { recipients, copies }: CatalogueEntry): boolean =>
  [...recipients, ...copies].some((role) => role === 'PR-x' || role === 'PR-=') ||
  [...open.recipients, ...open.copies].some(({ kind }) => kind === 'procuratorate')

const noticed = ({ code, severity, basis }: Finding): NoticedFinding => ({
  code,
  severity,
  ...(basis === undefined ? {} : { basis }),
})

export type NoticedCircumstance = {
  readonly present: boolean
  readonly since?: LegalDate
  readonly until?: LegalDate
}

/** What of a status is told, and what makes it another one. */
export type NoticedStatus = {
  readonly kind: Kind | null
  readonly state: State
  readonly stateSince: LegalDate | null
  readonly overlays: SubjectStatus['overlays']
  readonly counters: SubjectStatus['counters']
  readonly period: SubjectStatus['period']
  readonly executionPlace: SubjectStatus['executionPlace']
  readonly ended: SubjectStatus['ended']
  readonly circumstances: { readonly [Name in keyof Circumstances]: NoticedCircumstance }
}

/** What the status follows from: a document, or the course of time since the last one. */
export type StatusCause =
  | { readonly cause: 'document'; readonly documentId: DocumentId }
  | { readonly cause: 'clock' }

/** `xianjie.status.changed.v1`: what holds at `asOf`, by all documents up to `position`. */
export type StatusNotice = StatusCause &
  NoticedStatus & {
    readonly subjectId: SubjectId
    readonly asOf: string
    readonly position: number
  }

export type StatusAsOf = {
  readonly subject: SubjectId
  readonly at: Instant
  /** Where the log holds the subject's last document. */
  readonly position: number
  readonly cause: StatusCause
  readonly status: SubjectStatus
}

export const statusNotice = ({
  subject,
  at,
  position,
  cause,
  status,
}: StatusAsOf): StatusNotice => ({
  subjectId: subject,
  asOf: formatInstant(at),
  position,
  ...(cause.cause === 'document'
    ? { cause: cause.cause, documentId: cause.documentId }
    : { cause: cause.cause }),
  ...noticedStatus(status),
})

export function noticedStatus(status: SubjectStatus): NoticedStatus {
  const { overlays, counters, period, ended } = status
  return {
    kind: status.kind,
    state: status.state,
    stateSince: status.stateSince,
    overlays: {
      supervision: overlays.supervision,
      restriction: overlays.restriction,
      proceeding: overlays.proceeding,
      flags: overlays.flags,
    },
    counters: {
      commendations: counters.commendations,
      reprimands: counters.reprimands,
      warnings: counters.warnings,
    },
    period: period && { from: period.from, to: period.to },
    executionPlace: placeOf(status),
    ended: ended && { documentId: ended.documentId, on: ended.on, reason: ended.reason },
    circumstances: circumstancesOf(status.circumstances),
  }
}

/** A correction (补正) may have put any text here; only codes are told. */
function placeOf({ executionPlace }: SubjectStatus): SubjectStatus['executionPlace'] {
  if (!executionPlace) return null
  const { region, agency } = executionPlace
  return {
    region: region !== null && /^\d{6}$/.test(region) ? region : null,
    agency: agency === null ? null : (agencyCode(agency) ?? null),
  }
}

const circumstancesOf = (all: Circumstances): NoticedStatus['circumstances'] => ({
  delivery: dated(all.delivery),
  supervision: dated(all.supervision),
  assistance: dated(all.assistance),
  evasion: dated(all.evasion),
  publicSecurityPenalty: dated(all.publicSecurityPenalty),
  coerciveMeasure: dated(all.coerciveMeasure),
  changeOfExecution: dated(all.changeOfExecution),
  newCrime: dated(all.newCrime),
})

const dated = ({ present, since, until }: NoticedCircumstance): NoticedCircumstance => ({
  present,
  ...(since === undefined ? {} : { since }),
  ...(until === undefined ? {} : { until }),
})

/** Whether a follower would be told another status. */
export const sameStatus = (one: SubjectStatus, other: SubjectStatus): boolean =>
  JSON.stringify(noticedStatus(one)) === JSON.stringify(noticedStatus(other))
