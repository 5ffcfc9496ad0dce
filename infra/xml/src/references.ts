/**
 * Entity and character references. sax would know 253 HTML entities, in any case of letters. The parser
 * asks this table instead, which knows the five of XML 1.0 §4.6 and legal character references.
 */
import { XmlRefused } from './refusal.ts'

const predefined: ReadonlyMap<unknown, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

/**
 * White space written as a reference stays as it is in an attribute, where a literal one becomes a space
 * (XML 1.0 §3.3.3). Characters that XML forbids, so that no document holds them, tell the two apart.
 */
const marks: ReadonlyMap<string, string> = new Map([
  ['\t', '\u0001'],
  ['\n', '\u0002'],
  ['\r', '\u0003'],
])

/** Answers every name with its character; refuses the name otherwise. Takes the place of sax's table. */
export const references: Readonly<Record<string, string>> = new Proxy(Object.create(null), {
  get: (_, name) => predefined.get(name) ?? numeric(String(name)),
})

function numeric(name: string): string {
  const digits = /^#(?:x([0-9A-Fa-f]+)|([0-9]+))$/.exec(name)
  if (!digits) throw new XmlRefused('entity')
  const code = digits[1] ? Number.parseInt(digits[1], 16) : Number(digits[2])
  if (!isXmlCharacter(code)) throw new XmlRefused('character')
  const character = String.fromCodePoint(code)
  return marks.get(character) ?? character
}

// XML 1.0 §2.2 Char
const isXmlCharacter = (code: number): boolean =>
  code === 0x9 ||
  code === 0xa ||
  code === 0xd ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff)

// biome-ignore lint/suspicious/noControlCharactersInRegex: the marks
const MARK = /[\u0001-\u0003]/g
const unmarked = '\t\n\r'

/** Text as the document means it. */
export const textValue = (parsed: string): string =>
  parsed.search(MARK) < 0
    ? parsed
    : parsed.replace(MARK, (mark) => unmarked.charAt(mark.charCodeAt(0) - 1))

/** An attribute's value as the document means it. */
export const attributeValue = (parsed: string): string =>
  textValue(/[\t\n]/.test(parsed) ? parsed.replace(/[\t\n]/g, ' ') : parsed)
