/**
 * The names of members as a JSON text has them written. `JSON.parse` keeps the last of two equal names
 * and says nothing, so that they are counted in the text: fewer kept than written means a duplicate.
 * Both functions expect a text that `JSON.parse` has accepted.
 */
import { pointer } from './violations.ts'

const BACKSLASH = 0x5c
const COLON = 0x3a
const SPACE = 0x20

/** How many names are written. */
export function namesWritten(text: string): number {
  let names = 0
  for (let open = text.indexOf('"'); open !== -1; ) {
    const close = closingQuote(text, open)
    if (text.charCodeAt(skipSpace(text, close + 1)) === COLON) names += 1
    open = text.indexOf('"', close + 1)
  }
  return names
}

/** JSON pointers of the names that repeat an earlier one of the same object, at most `max`. */
export function duplicateNames(text: string, max: number): readonly string[] {
  const found: string[] = []
  const open: Frame[] = []
  for (let at = 0; at < text.length && found.length < max; at += 1) {
    const frame = open.at(-1)
    const character = text[at]
    if (character === '{' || character === '[') {
      open.push({ path: frame ? pointer(frame.path, frame.name) : '', names: new Set(), ...FIRST })
    } else if (character === '}' || character === ']') {
      open.pop()
    } else if (character === ',' && frame) {
      frame.index += 1
      frame.name = String(frame.index)
    } else if (character === '"') {
      const close = closingQuote(text, at)
      const isName = text.charCodeAt(skipSpace(text, close + 1)) === COLON
      if (isName && frame) {
        const name = String(JSON.parse(text.slice(at, close + 1)))
        if (frame.names.has(name)) found.push(pointer(frame.path, name))
        frame.names.add(name)
        frame.name = name
      }
      at = close
    }
  }
  return found
}

/** One open object or array: where it is, and which member is being read. */
type Frame = { path: string; names: Set<string>; index: number; name: string }
const FIRST = { index: 0, name: '0' }

function closingQuote(text: string, open: number): number {
  let close = text.indexOf('"', open + 1)
  while (isEscaped(text, close)) close = text.indexOf('"', close + 1)
  return close
}

/** An odd number of backslashes stands before it. */
function isEscaped(text: string, at: number): boolean {
  let before = at - 1
  while (text.charCodeAt(before) === BACKSLASH) before -= 1
  return (at - before) % 2 === 0
}

/** JSON's white space is what stands at or below U+0020. */
function skipSpace(text: string, from: number): number {
  let at = from
  while (text.charCodeAt(at) <= SPACE) at += 1
  return at
}
