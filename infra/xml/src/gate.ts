/**
 * What the bytes must satisfy before the parser sees them. sax is laxer than XML 1.0 in strict mode too:
 * it takes `< a>`, `<![cdata[`, `<` in attribute values and `]]>` in text, and its time for an unclosed
 * `<!…` grows with the square of the length. One linear scan over the markup closes all of these.
 */
import { DOCUMENT_BYTES_MAX } from '@xianjie/contracts'
import { placeOf, type Reason, XmlRefused } from './refusal.ts'

const decoder = new TextDecoder('utf-8', { fatal: true })

// XML 1.0 §2.2 Char. Lone surrogates cannot come out of the fatal decoder.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ILLEGAL = /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]/

// XML 1.0 §2.8 XMLDecl, for version 1.0 only: 1.1 has other characters and other line ends.
const DECLARATION = new RegExp(
  [
    /^<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(?:"1\.0"|'1\.0')/,
    /(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(?:"([A-Za-z][\w.-]*)"|'([A-Za-z][\w.-]*)'))?/,
    /(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n]*\?>/,
  ]
    .map(({ source }) => source)
    .join(''),
)

// Comments, CDATA sections and tags as wholes; a `<` or `]]>` that is left over is out of place.
const MARKUP =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\/?[^\s<>"'/!?][^<>"']*(?:(?:"[^"<]*"|'[^'<]*')[^<>"']*)*>|<|\]\]>/g

/**
 * The text of a document: UTF-8, its line ends made one (XML 1.0 §2.11), with no markup but elements,
 * comments and CDATA sections. Throws XmlRefused.
 */
export function gate(bytes: Uint8Array): string {
  const text = decode(bytes)
  const illegal = text.search(ILLEGAL)
  if (illegal >= 0) throw new XmlRefused('character', placeOf(text, illegal))
  checkMarkup(text, declarationLength(text))
  return text
}

function decode(bytes: Uint8Array): string {
  if (bytes.byteLength > DOCUMENT_BYTES_MAX) throw new XmlRefused('too-large')
  const text = decodeUtf8(bytes)
  // The decoder has skipped one byte order mark; xml2js and sax would each skip another.
  if (text.startsWith('\uFEFF')) throw new XmlRefused('syntax')
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch {
    throw new XmlRefused('encoding')
  }
}

function declarationLength(text: string): number {
  if (!/^<\?xml[ \t\n]/.test(text)) return 0
  const declaration = DECLARATION.exec(text)
  if (!declaration) throw new XmlRefused('declaration', placeOf(text, 0))
  const encoding = declaration[1] ?? declaration[2] ?? 'utf-8'
  if (encoding.toLowerCase() !== 'utf-8') throw new XmlRefused('encoding', placeOf(text, 0))
  return declaration[0].length
}

function checkMarkup(text: string, from: number): void {
  MARKUP.lastIndex = from
  for (let found = MARKUP.exec(text); found; found = MARKUP.exec(text)) {
    const [markup] = found
    if (markup === '<' || markup === ']]>') refuseMarkup(text, found.index)
  }
}

function refuseMarkup(text: string, index: number): never {
  const start = text.slice(index, index + 9).toUpperCase()
  let reason: Reason = 'syntax'
  if (start.startsWith('<?')) reason = 'processing-instruction'
  if (start === '<!DOCTYPE') reason = 'document-type'
  throw new XmlRefused(reason, placeOf(text, index))
}
