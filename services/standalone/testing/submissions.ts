/** The two forms of a submission (api.md "Pushing a document") as bytes, sound or not. */

/** What a request carries: its headers and its body. */
export type Body = {
  readonly headers: Readonly<Record<string, string>>
  readonly payload: string | Buffer
}

export type JsonSubmission = {
  readonly document: Uint8Array
  readonly mediaType?: string
  readonly signature?: Uint8Array
  readonly attachments?: readonly Uint8Array[]
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** Any value, or text as it stands, as a JSON body. */
export const json = (value: unknown): Body => ({
  headers: { 'content-type': 'application/json' },
  payload: typeof value === 'string' || value instanceof Buffer ? value : JSON.stringify(value),
})

export const jsonBody = ({
  document,
  mediaType = 'application/json',
  signature,
  attachments,
}: JsonSubmission): Body =>
  json({
    document: base64(document),
    mediaType,
    ...(signature ? { signature: base64(signature) } : {}),
    ...(attachments ? { attachments: attachments.map((one) => ({ content: base64(one) })) } : {}),
  })

export type Part = {
  readonly name: string
  /** No Content-Type line when absent. */
  readonly type?: string
  readonly content: Uint8Array | string
  readonly file?: string
}

export const BOUNDARY = 'xianjie-6f1d2c'

/** A multipart/form-data body (RFC 7578); `cut` leaves bytes off its end, `said` names another boundary. */
export function multipart(parts: readonly Part[], { cut = 0, said = BOUNDARY } = {}): Body {
  const whole = Buffer.concat([
    ...parts.flatMap(({ name, type, content, file }) => [
      Buffer.from(
        `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"` +
          `${file ? `; filename="${file}"` : ''}\r\n${type ? `Content-Type: ${type}\r\n` : ''}\r\n`,
      ),
      Buffer.from(content),
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ])
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${said}` },
    payload: whole.subarray(0, whole.length - cut),
  }
}

/** The parts of a sound submission. */
export const parts = (
  document: Uint8Array,
  type: string,
  signature: Uint8Array,
  ...attachments: readonly Uint8Array[]
): readonly Part[] => [
  { name: 'document', type, content: document, file: 'document' },
  {
    name: 'signature',
    type: 'application/pkcs7-signature',
    content: signature,
    file: 'document.p7s',
  },
  ...attachments.map((content, at) => ({
    name: 'attachment',
    type: 'application/octet-stream',
    content,
    file: `${at}.ofd`,
  })),
]
