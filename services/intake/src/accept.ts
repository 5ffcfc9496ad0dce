/**
 * Accepting a document is one append, to the document's own stream, which must not exist yet. That
 * alone makes the id unique and a repeated push harmless; nothing else has to be kept in step.
 */
import { type BlobStore, documentStream, type EventLog, type Problem } from '@xianjie/contracts'
import type { Caller } from '@xianjie/http'
import { type AcceptanceDeps, acceptanceOf } from './acceptance.ts'
import { attachmentMismatch, keepAttachments } from './attachments.ts'
import type { Draft } from './examine.ts'
import type { Receipts } from './receipts.ts'
import { readAccepted } from './stored-document.ts'
import type { Submission } from './submission.ts'

export type AcceptDeps = AcceptanceDeps & {
  readonly log: EventLog
  readonly blobs: BlobStore
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
  const { event, written } = await acceptanceOf(draft, submission, caller, deps)
  const stream = documentStream(draft.documentId)
  const appended = await deps.log.append(stream, 'no-stream', [written])
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
  if (stored.event.proof.digest !== draft.digest) {
    return { ok: false, problem: { code: 'document-id-reused' } }
  }
  return { ok: true, repeated: true, receipt: await receipts.of(stored.event, stored.position) }
}
