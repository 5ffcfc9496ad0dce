/** Reads source text just well enough to measure it: imports, and functions with their length. */

const IMPORT = /^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm
const DYNAMIC = /\bimport\('([^']+)'\)/g

/** The modules that a source names; without `types`, those needed only for types are left out. */
export function importsOf(text: string, { types = true } = {}): readonly string[] {
  const fixed = [...text.matchAll(IMPORT)]
    .filter(([, type]) => types || !type)
    .map(([, , from = '']) => from)
  return [...fixed, ...[...text.matchAll(DYNAMIC)].map(([, from = '']) => from)]
}

export type MeasuredFunction = { readonly name: string; readonly lines: number }

const DECLARED = /^(\s*)(?:export\s+)?(?:async\s+)?function\*?\s+(\w+)/
const ASSIGNED =
  /^(\s*)(?:export\s+)?(?:const|let)\s+(\w+)[^=]*=\s*(?:async\s*)?(?:<[^>]+>)?\(.*(?:=>|\($)/
const METHOD = /^(\s+)(?:async\s+|static\s+|get\s+|set\s+|\*)*(#?\w+)\s*(?:<[^>]+>)?\([^;]*\{$/
const NOT_FUNCTIONS = new Set(['if', 'for', 'while', 'switch', 'catch', 'return', 'else'])

/**
 * Functions by their indentation, which the formatter keeps: a function ends at the first line that is
 * indented like its start and closes something, or that begins what follows.
 */
export function functionsIn(text: string): readonly MeasuredFunction[] {
  const lines = text.split('\n')
  return lines.flatMap((line, at) => {
    const [, indent = '', name] =
      DECLARED.exec(line) ?? ASSIGNED.exec(line) ?? METHOD.exec(line) ?? []
    if (!name || NOT_FUNCTIONS.has(name)) return []
    return [{ name, lines: lengthFrom(lines, at, indent) }]
  })
}

function lengthFrom(lines: readonly string[], at: number, indent: string): number {
  for (let end = at + 1; end < lines.length; end += 1) {
    const line = lines[end] ?? ''
    const same = line.startsWith(indent) && !line.startsWith(`${indent} `)
    if (line.trim() === '' || !same) continue
    const closes = /^[})\]]/.test(line.trim())
    // `}): Type {` closes the parameters and goes on with the body.
    if (closes && /[{(]$/.test(line)) continue
    return closes ? end - at + 1 : end - at
  }
  return lines.length - at
}
