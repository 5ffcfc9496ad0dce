/** What an agency sends, whichever of the two forms it chose (api.md "Pushing a document"). */
import { type Digest, DOCUMENT_BYTES_MAX, type Violation } from '@xianjie/contracts'
import { Refused } from '@xianjie/http'
import type { MediaType } from './examine.ts'

export type SentAttachment = {
  readonly digest: Digest
  /** Bytes. */
  readonly size: number
  open(): AsyncIterable<Uint8Array>
}

export type Submission = {
  readonly document: Uint8Array
  readonly mediaType: MediaType
  readonly signature?: Uint8Array
  readonly attachments: readonly SentAttachment[]
  /** Frees what was held outside memory; to be called once, whatever became of the submission. */
  dispose(): Promise<void>
}

/** One signature, bytes. */
export const SIGNATURE_BYTES_MAX = 65_536

/** `application/xml; charset=utf-8` → `application/xml`; throws `Refused` for any other type. */
export function documentMediaType(value: string | undefined): MediaType {
  const [type = '', ...parameters] = (value ?? '')
    .toLowerCase()
    .split(';')
    .map((part) => part.trim())
  const utf8 = parameters.every(
    (one) => !one.startsWith('charset=') || /^charset="?utf-?8"?$/.test(one),
  )
  if (utf8 && (type === 'application/xml' || type === 'application/json')) return type
  throw new Refused({
    code: 'unsupported-media-type',
    violations: [
      violation(
        'document',
        'media-type',
        '文书须为 UTF-8 的 application/xml 或 application/json',
        'the document is application/xml or application/json in UTF-8',
      ),
    ],
  })
}

export function checkSizes(document: Uint8Array, signature: Uint8Array | undefined): void {
  if (document.length > DOCUMENT_BYTES_MAX || (signature?.length ?? 0) > SIGNATURE_BYTES_MAX) {
    throw new Refused({ code: 'too-large' })
  }
}

export const violation = (path: string, code: string, zh: string, en: string): Violation => ({
  path,
  code,
  message: { zh, en },
})

export const malformed = (path: string, code: string, zh: string, en: string): Refused =>
  new Refused({ code: 'malformed', violations: [violation(path, code, zh, en)] })
