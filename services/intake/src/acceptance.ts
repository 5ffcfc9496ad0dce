/** The one event of an acceptance, as the log gets it: thin data in the open, everything else encrypted. */
import type { Codec } from '@xianjie/codec'
import {
  type AgencyDirectory,
  type Clock,
  DOCUMENT_ACCEPTED,
  type DocumentAccepted,
  type EventId,
  type EventLog,
  type NewEvent,
  packEvidence,
  type Verdict,
} from '@xianjie/contracts'
import type { Caller } from '@xianjie/http'
import type { Draft } from './examine.ts'
import { openPartOf } from './open-part.ts'
import type { Receipts } from './receipts.ts'
import type { Submission } from './submission.ts'

export type AcceptanceDeps = {
  /** Read to see which references are known. */
  readonly log: Pick<EventLog, 'read'>
  readonly codec: Codec
  readonly directory: AgencyDirectory
  readonly clock: Clock
  readonly receipts: Pick<Receipts, 'currentKey'>
}

export type Acceptance = { readonly event: DocumentAccepted; readonly written: NewEvent }

/** What accepting this document at this moment appends to its stream. */
export async function acceptanceOf(
  draft: Draft,
  submission: Pick<Submission, 'document' | 'mediaType' | 'signature'>,
  caller: Caller,
  deps: AcceptanceDeps,
): Promise<Acceptance> {
  const event = await acceptedEvent(draft, submission, caller, deps)
  const evidence = packEvidence({
    document: submission.document,
    signature: submission.signature as Uint8Array,
  })
  const written = {
    id: draft.documentId as string as EventId,
    type: DOCUMENT_ACCEPTED,
    data: Buffer.from(JSON.stringify(event)),
    evidence: await deps.codec.seal(draft.subjectId, evidence, `${draft.documentId} evidence`),
  }
  return { event, written }
}

async function acceptedEvent(
  draft: Draft,
  submission: Pick<Submission, 'mediaType'>,
  caller: Caller,
  deps: AcceptanceDeps,
): Promise<DocumentAccepted> {
  const { agency, revision } = caller.registered
  const person = await deps.codec.seal(
    draft.subjectId,
    Buffer.from(draft.person),
    `${draft.documentId} person`,
  )
  return {
    ...(await openPartOf(draft, agency, deps.clock.now(), deps)),
    proof: {
      digest: draft.digest,
      mediaType: submission.mediaType,
      verdict: { ...(draft.verdict as Omit<Verdict, 'registration'>), registration: revision },
      submittedBy: { agency: agency.code, operator: caller.operator },
      receiptKey: deps.receipts.currentKey,
      person: Buffer.from(person).toString('base64'),
    },
  }
}
