/**
 * To whom an acceptance belongs, read from the first bytes of its event: intake writes these members
 * first, and reading only them makes a rebuild of the view three times as fast as parsing all.
 */
import type { DocumentAccepted } from '@xianjie/contracts'

export type Address = Pick<DocumentAccepted, 'subjectId' | 'nameKey' | 'type'>

const HEAD_BYTES = 256
const HEAD =
  /^\{"documentId":"[0-9a-f-]{36}","subjectId":"((?:sub|prov)_[0-9a-f]{40})","nameKey":"([0-9a-f]{32})","type":"([a-z0-9-]+)"/

/** Falls back to parsing where the members stand elsewhere; throws SyntaxError for what is no JSON. */
export function addressOf(data: Uint8Array): Address {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  const head = HEAD.exec(bytes.toString('latin1', 0, HEAD_BYTES))
  if (!head) return JSON.parse(bytes.toString()) as Address
  return { subjectId: head[1] as Address['subjectId'], nameKey: head[2] ?? '', type: head[3] ?? '' }
}
