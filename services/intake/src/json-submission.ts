import { createHash } from 'node:crypto'
import { ATTACHMENT_BYTES_MAX, ATTACHMENTS_MAX, type Digest } from '@xianjie/contracts'
import { Refused } from '@xianjie/http'
import { readJson } from '@xianjie/validate'
import {
  checkSizes,
  documentMediaType,
  malformed,
  type SentAttachment,
  type Submission,
  violation,
} from './submission.ts'

/** A submission as JSON, bytes; larger attachments travel as multipart/form-data. */
export const JSON_BODY_BYTES_MAX = 16 * 1_048_576

const MEMBERS = new Set(['document', 'mediaType', 'signature', 'attachments'])
const ATTACHMENT_MEMBERS = new Set(['name', 'mediaType', 'content'])

/** Reads `{ document, mediaType, signature, attachments }`; throws `Refused`. */
export function jsonSubmission(bytes: Uint8Array): Submission {
  const read = readJson(bytes)
  if (!read.ok) throw new Refused({ code: 'malformed', violations: read.violations })
  const body = membersOf(read.value, MEMBERS, '')
  const document = base64(body.document, '/document')
  const signature = body.signature === undefined ? undefined : base64(body.signature, '/signature')
  checkSizes(document, signature)
  return {
    document,
    mediaType: documentMediaType(typeof body.mediaType === 'string' ? body.mediaType : undefined),
    ...(signature ? { signature } : {}),
    attachments: attachments(body.attachments),
    dispose: async () => {},
  }
}

function membersOf(
  value: unknown,
  allowed: ReadonlySet<string>,
  path: string,
): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw malformed(path, 'wrong-type', '须为 JSON 对象', 'must be a JSON object')
  }
  const unknown = Object.keys(value).filter((name) => !allowed.has(name))
  if (unknown.length === 0) return value as Record<string, unknown>
  throw new Refused({
    code: 'malformed',
    violations: unknown.map((name) =>
      violation(
        `${path}/${name.slice(0, 50).replaceAll('~', '~0').replaceAll('/', '~1')}`,
        'unknown',
        '提交内容中没有此成员',
        'a submission has no such member',
      ),
    ),
  })
}

function base64(value: unknown, path: string): Uint8Array {
  if (typeof value !== 'string' || value === '') {
    throw malformed(
      path,
      'missing',
      '须为非空的 base64 文本',
      'must be base64 text that is not empty',
    )
  }
  // Node skips what is no base64: only what comes out again as it went in was all of it.
  const bytes = Buffer.from(value, 'base64')
  if (bytes.toString('base64') === value) return bytes
  throw malformed(path, 'wrong-format', '不是有效的 base64', 'is not valid base64')
}

function attachments(value: unknown): readonly SentAttachment[] {
  if (value === undefined) return []
  if (!Array.isArray(value))
    throw malformed('/attachments', 'wrong-type', '须为数组', 'must be an array')
  if (value.length > ATTACHMENTS_MAX) throw new Refused({ code: 'too-large' })
  return value.map((item: unknown, at) => {
    const { content } = membersOf(item, ATTACHMENT_MEMBERS, `/attachments/${at}`)
    return attachment(base64(content, `/attachments/${at}/content`))
  })
}

function attachment(content: Uint8Array): SentAttachment {
  if (content.length > ATTACHMENT_BYTES_MAX) throw new Refused({ code: 'too-large' })
  return {
    digest: `sha256:${createHash('sha256').update(content).digest('hex')}` as Digest,
    size: content.length,
    open: async function* () {
      yield content
    },
  }
}
