/**
 * Strict JSON. Two readers of the same signed bytes must see the same document, so what parsers are
 * known to differ on is refused: bad UTF-8, a byte order mark, duplicate names, names in escapes, lone
 * surrogates (RFC 7493). What XML 1.0 cannot carry is refused too, because both forms have one shape.
 */
import type { Violation } from '@xianjie/contracts'
import { type NameFault, nameFaults, namesWritten } from './names-written.ts'
import { pointer, VIOLATIONS_MAX } from './violations.ts'

/** Levels of arrays and objects; the outermost is the first. */
export const JSON_DEPTH_MAX = 32
/** Members of all objects and items of all arrays together. */
export const JSON_MEMBERS_MAX = 20_000

export type JsonRead =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly violations: readonly Violation[] }

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Takes the bytes of a JSON text, returns its value or all that is wrong, with code `malformed`.
 * Never throws, and never repeats what was sent: it may be personal data.
 */
export function readJson(bytes: Uint8Array): JsonRead {
  let text: string
  try {
    text = utf8.decode(bytes)
  } catch {
    return refused('', '不是有效的 UTF-8 编码', 'The text is not valid UTF-8')
  }
  if (text.startsWith('\uFEFF')) {
    return refused(
      '',
      '不得以字节顺序标记（BOM）开头',
      'The text must not begin with a byte order mark',
    )
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    const [zh, en] = placeOf(error)
    return refused('', `不是有效的 JSON${zh}`, `The text is not valid JSON${en}`)
  }
  return checked(value, text)
}

function checked(value: unknown, text: string): JsonRead {
  const count: Count = { names: 0, members: 0 }
  const sound = isSound(value, 1, count) && !(mayHoldForbidden(text) && holdsForbidden(value))
  if (sound && namesWritten(text) === count.names) return { ok: true, value }
  if (count.members > JSON_MEMBERS_MAX) return { ok: false, violations: [tooMany()] }
  const faults = sound ? [] : faultsOf(value)
  const found = faults.length > 0 ? faults : nameFaults(text, VIOLATIONS_MAX).map(wrongName)
  return { ok: false, violations: found.slice(0, VIOLATIONS_MAX) }
}

type Count = { names: number; members: number }

/** Counts names while it looks for what is refused; no paths are made, since nearly all is sound. */
function isSound(value: unknown, depth: number, count: Count): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (depth > JSON_DEPTH_MAX) return false
  if (Array.isArray(value)) {
    count.members += value.length
    if (count.members > JSON_MEMBERS_MAX) return false
    for (const item of value) if (!isSound(item, depth + 1, count)) return false
    return true
  }
  const members = value as Readonly<Record<string, unknown>>
  for (const name of Object.keys(members)) {
    count.names += 1
    count.members += 1
    if (RESERVED.has(name) || count.members > JSON_MEMBERS_MAX) return false
    if (!isSound(members[name], depth + 1, count)) return false
  }
  return true
}

/** Names that would reach a JavaScript object's prototype in careless hands. */
const RESERVED: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/** XML 1.0 §2.2 Char: no C0 controls but tab, line feed and carriage return, no U+FFFE, U+FFFF. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
const NOT_IN_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/

const isForbidden = (text: string): boolean => !text.isWellFormed() || NOT_IN_XML.test(text)

/** Raw controls are no JSON and raw surrogates no UTF-8: all but two need one of three escapes. */
const mayHoldForbidden = (text: string): boolean =>
  (text.includes('\\') && /\\[ubf]/.test(text)) ||
  text.includes('\uFFFE') ||
  text.includes('\uFFFF')

function holdsForbidden(value: unknown): boolean {
  if (typeof value === 'string') return isForbidden(value)
  if (Array.isArray(value)) return value.some(holdsForbidden)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(value).some(([name, member]) => isForbidden(name) || holdsForbidden(member))
}

/** What is wrong, with paths; only for what is already known to be unsound. */
function faultsOf(value: unknown): readonly Violation[] {
  const found: Violation[] = []
  const visit = (node: unknown, path: string, depth: number): void => {
    if (found.length >= VIOLATIONS_MAX) return
    if (typeof node === 'string' && isForbidden(node)) found.push(forbidden(path))
    if (typeof node !== 'object' || node === null) return
    if (depth > JSON_DEPTH_MAX) {
      found.push(tooDeep(path))
      return
    }
    for (const [name, member] of Object.entries(node)) {
      const at = pointer(path, name)
      if (RESERVED.has(name)) found.push(reserved(at))
      if (isForbidden(name)) found.push(forbidden(path))
      visit(member, at, depth + 1)
    }
  }
  visit(value, '', 1)
  return found
}

const wrongName = ({ path, fault: kind }: NameFault): Violation =>
  kind === 'repeated'
    ? fault(path, '同一对象内的名称不得重复', 'A name stands only once in an object')
    : fault(path, '名称中不得使用转义', 'A name is written without escapes')

const forbidden = (path: string): Violation =>
  fault(
    path,
    '含有控制字符、非字符或不成对的代理项，XML 1.0 无法承载',
    'Holds control characters, noncharacters or lone surrogates, which XML 1.0 cannot carry',
  )
const reserved = (path: string): Violation =>
  fault(path, '不得使用该名称', 'This name is not permitted')
const tooDeep = (path: string): Violation =>
  fault(path, `嵌套不得超过 ${JSON_DEPTH_MAX} 层`, `Nested deeper than ${JSON_DEPTH_MAX} levels`)
const tooMany = (): Violation =>
  fault(
    '',
    `成员总数不得超过 ${JSON_MEMBERS_MAX}`,
    `Holds more than ${JSON_MEMBERS_MAX} members and items`,
  )

/** Line and column of the parser's message. The rest of it quotes the text and is dropped. */
function placeOf(error: unknown): readonly [string, string] {
  const place = /\(line (\d+) column (\d+)\)$/.exec(error instanceof Error ? error.message : '')
  if (!place) return ['', '']
  return [`（第 ${place[1]} 行第 ${place[2]} 列）`, ` (line ${place[1]}, column ${place[2]})`]
}

const fault = (path: string, zh: string, en: string): Violation => ({
  path,
  code: 'malformed',
  message: { zh: `${zh}。`, en: `${en}.` },
})

const refused = (path: string, zh: string, en: string): JsonRead => ({
  ok: false,
  violations: [fault(path, zh, en)],
})
