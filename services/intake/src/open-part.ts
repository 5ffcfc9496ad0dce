/** What an acceptance says in the open, made from the draft, the register and the moment. */
import {
  type Agency,
  type AgencyCode,
  type AgencyDirectory,
  type AgencyLevel,
  agencyCode,
  dateOf,
  type EventLog,
  type Finding,
  formatInstant,
  type Instant,
  intakeFindings,
  type OpenPart,
  type Party,
} from '@xianjie/contracts'
import { knownEntry, regions } from '@xianjie/schemas'
import type { Draft } from './examine.ts'
import { countReferences } from './references.ts'

type Around = { readonly log: Pick<EventLog, 'read'>; readonly directory: AgencyDirectory }

/** Members in the order in which they are written (`DocumentAccepted`). */
export async function openPartOf(
  draft: Draft,
  issuer: Agency,
  now: Instant,
  around: Around,
): Promise<OpenPart> {
  const { code, kind, level, region } = issuer
  return {
    documentId: draft.documentId,
    subjectId: draft.subjectId,
    nameKey: draft.nameKey,
    type: draft.type,
    number: draft.number,
    issuer: { code, kind, level, region },
    recipients: draft.recipients.map((one) => partyOf(one, around.directory)),
    copies: draft.copies.map((one) => partyOf(one, around.directory)),
    references: draft.references,
    attachments: draft.attachments.map(({ mediaType, size, digest }) => ({
      mediaType,
      size,
      digest,
    })),
    madeOn: draft.madeOn,
    ...(draft.effectiveOn ? { effectiveOn: draft.effectiveOn } : {}),
    minor: draft.minor,
    underage: draft.underage,
    sealed: draft.sealed,
    facts: draft.facts,
    findings: await findingsOf(draft, issuer, now, around),
    acceptedAt: formatInstant(now),
  }
}

/** The agency with the kind and level registered at this moment, where it is registered. */
function partyOf(code: AgencyCode, directory: AgencyDirectory): Party {
  const agency = directory.find(code)?.agency
  return agency ? { code, kind: agency.kind, level: agency.level } : { code }
}

/** What is odd about the document, to be said in the receipt. */
async function findingsOf(
  draft: Draft,
  issuer: Agency,
  now: Instant,
  { log, directory }: Around,
): Promise<readonly Finding[]> {
  const addressed = [...draft.recipients, ...draft.copies]
  const place = agencyCode(draft.facts.agency ?? '')
  const placeAgency = place && directory.find(place)?.agency
  const entry = knownEntry(draft.type)
  return intakeFindings({
    type: draft.type,
    effect: entry.effect,
    issuer,
    madeOn: draft.madeOn,
    ...(draft.effectiveOn ? { effectiveOn: draft.effectiveOn } : {}),
    facts: draft.facts,
    acceptedOn: dateOf(now),
    unregistered: addressed.filter((code) => !directory.find(code)).length,
    courtLevels: draft.recipients.flatMap((code) => courtLevel(directory.find(code)?.agency)),
    references: await countReferences(draft.references, entry, log),
    revocation: draft.verdict?.revocation ?? 'good',
    identityDiffers: draft.identityDiffers,
    regions,
    ...(placeAgency ? { placeAgency } : {}),
  })
}

const courtLevel = (agency: Agency | undefined): readonly AgencyLevel[] =>
  agency?.kind === 'court' ? [agency.level] : []
