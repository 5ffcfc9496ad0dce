/** `npm run law-coverage`: which code, schema and test carry each row of the law. */

import { unnamedRules } from './law-coverage/articles.ts'
import { coverage, isMissing } from './law-coverage/coverage.ts'

const short = (files: readonly string[]): string => {
  const [first = '–'] = files
  const name = first.replace('contracts/src/', '').replace('schemas/documents/', '')
  return files.length > 1 ? `${name} +${files.length - 1}` : name
}

const rows = coverage()
const table = rows.map(({ section, row, code, schema, test, what }) => [
  section,
  row,
  short(code),
  schema === null ? '' : short(schema),
  short(test),
  what,
])
const head = ['', 'row', 'code', 'schema', 'test', 'what']
const widths = head.map((word, at) =>
  Math.max(word.length, ...table.map((line) => (line[at] ?? '').length)),
)
for (const line of [head, ...table]) {
  console.log(line.map((cell, at) => (at === 5 ? cell : cell.padEnd(widths[at] ?? 0))).join('  '))
}
const missing = rows.filter(isMissing)
const unnamed = unnamedRules()
console.log(
  `\n${rows.length} rows, ${missing.length} missing, ${unnamed.length} rules name no article`,
)
for (const { section, row } of missing) console.log(`missing: ${section} ${row}`)
for (const name of unnamed) console.log(`names no article: ${name}`)
process.exitCode = missing.length + unnamed.length > 0 ? 1 : 0
