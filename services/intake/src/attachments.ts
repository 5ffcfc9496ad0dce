/** Attachments against the list that the signed document carries. */
import {
  ATTACHMENT_BYTES_MAX,
  type AttachmentEntry,
  type BlobStore,
  type Problem,
} from '@xianjie/contracts'
import { type SentAttachment, violation } from './submission.ts'

/** What is listed must be sent, or be here already (several defendants share one file); no more. */
export async function attachmentMismatch(
  listed: readonly AttachmentEntry[],
  sent: readonly SentAttachment[],
  blobs: BlobStore,
): Promise<Problem | undefined> {
  const violations = []
  for (const [at, { digest, size }] of listed.entries()) {
    const found = sent.find((one) => one.digest === digest)
    const present = found?.size ?? (await blobs.size(digest))
    if (present !== size) {
      violations.push(
        violation(
          `/header/attachments/attachment/${at}`,
          present === undefined ? 'missing' : 'size-differs',
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
export async function keepAttachments(
  sent: readonly SentAttachment[],
  blobs: BlobStore,
): Promise<void> {
  for (const attachment of sent) await blobs.put(attachment.open(), ATTACHMENT_BYTES_MAX)
}
