import type { DocumentId, Problem } from '@xianjie/contracts'
import type { Caller } from '@xianjie/http'
import { type AcceptDeps, accept } from './accept.ts'
import type { Examiner } from './examiner.ts'
import { type Submission, violation } from './submission.ts'

/** What became of a submission; the document's id is known once the document was found good. */
export type Pushed =
  | {
      readonly ok: true
      readonly documentId: DocumentId
      /** This very document was accepted before; the receipt is the same. */
      readonly repeated: boolean
      readonly receipt: unknown
    }
  | { readonly ok: false; readonly documentId?: DocumentId; readonly problem: Problem }

export type PushParts = AcceptDeps & { readonly examiner: Examiner }

/**
 * Everything between a submission with its caller and the outcome, whichever way they came. Rejects
 * with the faults of log, keys and blobs; repeating it as it was is always safe.
 */
export async function pushSubmission(
  submission: Submission,
  caller: Caller,
  parts: PushParts,
): Promise<Pushed> {
  const { document, mediaType, signature } = submission
  if (!signature) {
    return { ok: false, problem: { code: 'invalid-signature', violations: [unsigned] } }
  }
  const examined = await parts.examiner.examine(
    { document, mediaType, signature, now: parts.clock.now() },
    caller.registered,
  )
  if (!examined.ok) return examined
  const { documentId } = examined.draft
  return { ...(await accept(examined.draft, submission, caller, parts)), documentId }
}

const unsigned = violation('signature', 'missing', '缺少签名部分', 'the signature is missing')
