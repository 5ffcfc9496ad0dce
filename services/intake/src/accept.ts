/**
 * Accepting a document is one append, to the document's own stream, which must not exist yet. That
 * alone makes the id unique and a repeated push harmless; nothing else has to be kept in step.
 */

import type { Codec } from '@xianjie/codec'
import {
  type AgencyCode,
  type AgencyDirectory,
  ATTACHMENT_BYTES_MAX,
  type AttachmentEntry,
  type BlobStore,
  type Clock,
  DOCUMENT_ACCEPTED,
  type DocumentAccepted,
  dateOf,
  documentStream,
  type EventId,
  type EventLog,
  type Finding,
  formatInstant,
  type Instant,
  intakeFindings,
  type Party,
  type Problem,
  packEvidence,
  type Verdict,
} from '@xianjie/contracts'
import type { Caller } from '@xianjie/http'
import type { Draft } from './examine.ts'
import type { Receipts } from './receipts.ts'
import { readAccepted } from './stored-document.ts'
import { type SentAttachment, type Submission, violation } from './submission.ts'

export type AcceptDeps = {
  readonly log: EventLog
  readonly blobs: BlobStore
  readonly codec: Codec
  readonly directory: AgencyDirectory
  readonly clock: Clock
  readonly receipts: Receipts
}

export type Outcome =
  | { readonly ok: true; readonly repeated: boolean; readonly receipt: unknown }
  | { readonly ok: false; readonly problem: Problem }

/** Stores what was examined and found good; the receipt is made from what the log then holds. */
export async function accept(
  draft: Draft,
  submission: Submission,
  caller: Caller,
  deps: AcceptDeps,
): Promise<Outcome> {
  const mismatch = await attachmentMismatch(draft.attachments, submission.attachments, deps.blobs)
  if (mismatch) return { ok: false, problem: mismatch }
  if (submission.attachments.length > 0) {
    // An id used before must not leave attachments behind; without any, the append alone finds out.
    const before = await acceptedBefore(draft, deps)
    if (before) return before
    await keepAttachments(submission.attachments, deps.blobs)
  }
  const event = await acceptedEvent(draft, submission, caller, deps)
  const appended = await deps.log.append(documentStream(draft.documentId), 'no-stream', [
    {
      id: draft.documentId as string as EventId,
      type: DOCUMENT_ACCEPTED,
      data: Buffer.from(JSON.stringify(event)),
      evidence: await deps.codec.seal(
        draft.subjectId,
        packEvidence({
          document: submission.document,
          signature: submission.signature as Uint8Array,
        }),
        `${draft.documentId} evidence`,
      ),
    },
  ])
  if (appended.ok && !appended.repeated) {
    return { ok: true, repeated: false, receipt: await deps.receipts.of(event, appended.position) }
  }
  const before = await acceptedBefore(draft, deps)
  if (!before) throw new Error('the stream of an accepted document is empty')
  return before
}

/** Undefined unless the id is taken: by this very document (the same receipt again) or another one. */
async function acceptedBefore(
  draft: Draft,
  { log, receipts }: AcceptDeps,
): Promise<Outcome | undefined> {
  const stored = await readAccepted(log, draft.documentId)
  if (!stored) return undefined
  if (stored.event.digest !== draft.digest) {
    return { ok: false, problem: { code: 'document-id-reused' } }
  }
  return { ok: true, repeated: true, receipt: await receipts.of(stored.event, stored.position) }
}

async function acceptedEvent(
  draft: Draft,
  submission: Submission,
  { registered, operator }: Caller,
  deps: AcceptDeps,
): Promise<DocumentAccepted> {
  const { agency, revision } = registered
  const now = deps.clock.now()
  const person = await deps.codec.seal(
    draft.subjectId,
    Buffer.from(draft.person),
    `${draft.documentId} person`,
  )
  return {
    documentId: draft.documentId,
    subjectId: draft.subjectId,
    nameKey: draft.nameKey,
    type: draft.type,
    number: draft.number,
    issuer: { code: agency.code, kind: agency.kind, level: agency.level, region: agency.region },
    recipients: draft.recipients.map((code) => partyOf(code, deps.directory)),
    copies: draft.copies.map((code) => partyOf(code, deps.directory)),
    references: draft.references,
    attachments: draft.attachments.map(({ mediaType, size, digest }) => ({
      mediaType,
      size,
      digest,
    })),
    madeOn: draft.madeOn,
    ...(draft.effectiveOn ? { effectiveOn: draft.effectiveOn } : {}),
    minor: draft.minor,
    sealed: draft.sealed,
    facts: draft.facts,
    digest: draft.digest,
    mediaType: submission.mediaType,
    verdict: { ...(draft.verdict as Omit<Verdict, 'registration'>), registration: revision },
    findings: await findingsOf(draft, now, deps),
    submittedBy: { agency: agency.code, operator },
    acceptedAt: formatInstant(now),
    receiptKey: deps.receipts.currentKey,
    person: Buffer.from(person).toString('base64'),
  }
}

/** The agency with the kind and level registered at this moment, where it is registered. */
export function partyOf(code: AgencyCode, directory: AgencyDirectory): Party {
  const agency = directory.find(code)?.agency
  return agency ? { code, kind: agency.kind, level: agency.level } : { code }
}

/** What is odd about the document, to be said in the receipt. */
export async function findingsOf(
  draft: Draft,
  now: Instant,
  { log, directory }: Pick<AcceptDeps, 'log' | 'directory'>,
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

async function countUnknown({ references }: Draft, log: EventLog): Promise<number> {
  let unknown = 0
  for (const { documentId } of references) {
    if (documentId && (await log.read(documentStream(documentId))).length === 0) unknown += 1
  }
  return unknown
}

/** What is listed must be sent, or be here already (several defendants share one file); no more. */
export async function attachmentMismatch(
  listed: readonly AttachmentEntry[],
  sent: readonly SentAttachment[],
  blobs: BlobStore,
): Promise<Problem | undefined> {
  const violations = []
  for (const [at, { digest, size }] of listed.entries()) {
    const found = sent.find((one) => one.digest === digest)
    if (found ? found.size !== size : !(await blobs.has(digest))) {
      violations.push(
        violation(
          `/header/attachments/attachment/${at}`,
          found ? 'size-differs' : 'missing',
          '所列附件未随文书提交，或大小不符',
          'the listed attachment was not sent, or has another size',
        ),
      )
    }
  }
  for (const [at, { digest }] of sent.entries()) {
    if (!listed.some((one) => one.digest === digest)) {
      violations.push(
        violation(
          `attachment/${at}`,
          'not-listed',
          '提交的附件未列入文书，或内容与所列摘要不符',
          'the attachment is not listed in the document, or its content has another digest',
        ),
      )
    }
  }
  return violations.length > 0 ? { code: 'attachment-mismatch', violations } : undefined
}

/** On disk before the event that names them. */
async function keepAttachments(sent: readonly SentAttachment[], blobs: BlobStore): Promise<void> {
  for (const attachment of sent) await blobs.put(attachment.open(), ATTACHMENT_BYTES_MAX)
}
