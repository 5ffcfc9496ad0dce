/** What an acceptance says in the open, made from the draft, the register and the moment. */
import {
  type Agency,
  type AgencyCode,
  type AgencyDirectory,
  dateOf,
  documentStream,
  type EventLog,
  type Finding,
  formatInstant,
  type Instant,
  intakeFindings,
  type OpenPart,
  type Party,
} from '@xianjie/contracts'
import type { Draft } from './examine.ts'

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
    findings: await findingsOf(draft, now, around),
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
  now: Instant,
  { log, directory }: Around,
): Promise<readonly Finding[]> {
  const addressed = [...draft.recipients, ...draft.copies]
  return intakeFindings({
    madeOn: draft.madeOn,
    ...(draft.effectiveOn ? { effectiveOn: draft.effectiveOn } : {}),
    facts: draft.facts,
    acceptedOn: dateOf(now),
    unregistered: addressed.filter((code) => !directory.find(code)).length,
    unknownReferences: await countUnknown(draft, log),
    revocation: draft.verdict?.revocation ?? 'good',
    identityDiffers: draft.identityDiffers,
  })
}

async function countUnknown({ references }: Draft, log: Around['log']): Promise<number> {
  let unknown = 0
  for (const { documentId } of references) {
    if (documentId && (await log.read(documentStream(documentId))).length === 0) unknown += 1
  }
  return unknown
}
