/**
 * The names of members as a JSON text has them written, for `JSON.parse` hides two things. It keeps the
 * last of two equal names and says nothing: fewer kept than written means a duplicate. And V8 may read
 * a name that is written with an escape as another one that it has seen before (nodejs/node#63785),
 * so that such a name cannot be trusted; no field of ours needs one.
 * Both functions expect a text that `JSON.parse` has accepted.
 */
import { pointer } from './violations.ts'

const BACKSLASH = 0x5c
const COLON = 0x3a
const SPACE = 0x20

/** How many names are written, or undefined where one is written with an escape. */
export function namesWritten(text: string): number | undefined {
  let names = 0
  let slash = text.indexOf('\\')
  for (let open = text.indexOf('"'); open !== -1; ) {
    const close = closingQuote(text, open)
    if (slash !== -1 && slash < open) slash = text.indexOf('\\', open)
    if (text.charCodeAt(skipSpace(text, close + 1)) === COLON) {
      if (slash !== -1 && slash < close) return undefined
      names += 1
    }
    open = text.indexOf('"', close + 1)
  }
  return names
}

export type NameFault = { readonly path: string; readonly fault: 'repeated' | 'escaped' }

/** JSON pointers of the names that repeat one of the same object or hold an escape, at most `max`. */
export function nameFaults(text: string, max: number): readonly NameFault[] {
  const found: NameFault[] = []
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
      if (isName && frame) found.push(...faultOf(frame, text.slice(at, close + 1)))
      at = close
    }
  }
  return found
}

/** Enters a name, as it is written, into its object, and tells what is wrong with it. */
function faultOf(frame: Frame, written: string): readonly NameFault[] {
  const name = String(JSON.parse(written))
  const isRepeated = frame.names.has(name)
  frame.names.add(name)
  frame.name = name
  if (!isRepeated && !written.includes('\\')) return []
  return [{ path: pointer(frame.path, name), fault: isRepeated ? 'repeated' : 'escaped' }]
}

/** One open object or array: where it is, and which member is being read. */
type Frame = {
  readonly path: string
  readonly names: Set<string>
  index: number
  name: string
}
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
