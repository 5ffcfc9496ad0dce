/** Values that XML writes as plain text, read by the lexical rules of XML Schema Part 2. */

/** How a value without properties is written. */
export type Scalar = {
  readonly kind: 'scalar'
  readonly types: ReadonlySet<string>
  /** The values of an `enum` or `const`, by their text. */
  readonly values: ReadonlyMap<string, unknown>
  /** Whether white space around the value means nothing, as in tokens, dates and ids. */
  readonly collapsed: boolean
}

/** XML Schema Part 2 §4.3.6: white space at the ends goes, runs within become one space. */
export const collapse = (text: string): string =>
  text.replace(/[ \t\n\r]+/g, ' ').replace(/^ | $/g, '')

/** The value that the text stands for; text that fits no type stays text, for the validator to report. */
export function readScalar({ types, values, collapsed }: Scalar, text: string): unknown {
  const token = collapse(text)
  if (values.has(token)) return values.get(token)
  if (types.has('integer') || types.has('number')) {
    const number = readNumber(token, types.has('number'))
    if (number !== undefined) return number
  }
  if (types.has('boolean')) {
    const flag = booleans.get(token)
    if (flag !== undefined) return flag
  }
  return collapsed ? token : text
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
])

const INTEGER = /^[+-]?\d+$/
const DOUBLE = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/

// An integer that a double cannot hold exactly stays text: a wrong number would be worse than none.
function readNumber(token: string, fraction: boolean): number | undefined {
  const value = Number(token)
  if (INTEGER.test(token)) return Number.isSafeInteger(value) ? value + 0 : undefined
  return fraction && DOUBLE.test(token) && Number.isFinite(value) ? value : undefined
}
