/** Which code, schema and test carry each row of the law; a row without one of them is missing. */
import { existsSync } from 'node:fs'
import { CLOCK_RULES } from '@xianjie/contracts'
import { catalogue } from '@xianjie/schemas'
import { lawFiles, naming, quoted, type Text, testFiles } from './files.ts'
import { CIRCUMSTANCES, CLOCKS, GROUNDS, MODEL, ROWS, RULES } from './law.ts'

export type Carried = {
  readonly section: string
  readonly row: string
  /** What the law calls it. */
  readonly what: string
  readonly code: readonly string[]
  /** Null where a row is no document. */
  readonly schema: readonly string[] | null
  readonly test: readonly string[]
}

/** Every row of §1, §2, §3.2-§3.5. */
export function coverage(): readonly Carried[] {
  const [law, tests] = [lawFiles(), testFiles()]
  return [
    ...ROWS.map((row) => document(row, law, tests)),
    ...CLOCKS.map((id) => clock(id, law, tests)),
    ...Object.entries(MODEL).flatMap(([what, words]) =>
      words.map((word) => named('§3.2', word, what, quoted(word), law, tests)),
    ),
    ...RULES.map((rule) => named('§3.2', `rule ${rule}`, 'rule', numberedRule(rule), law, tests)),
    named('§3.3', '漏管', 'definition', /漏管|LOUGUAN/, law, tests),
    named('§3.3', '脱管', 'definition', /脱管|TUOGUAN/, law, tests),
    ...CIRCUMSTANCES.map((word) => named('§3.4', word, 'circumstance', quoted(word), law, tests)),
    ...GROUNDS.map((word) => named('§3.5', word, 'ground', quoted(word), law, tests)),
  ]
}

/** §1: the entry and schemas of its slugs, the code of its effect, the tests that name them. */
function document(row: string, law: readonly Text[], tests: readonly Text[]): Carried {
  const entries = catalogue.filter((entry) => entry.row === row)
  const slugs = entries.map(({ slug }) => quoted(slug))
  const effects = entries.map(({ effect }) => quoted(effect))
  return {
    section: '§1',
    row,
    what: entries.map(({ title, effect }) => `${title.zh} (${effect})`).join('; '),
    code: all(effects.map((effect) => naming(law, effect))),
    schema: all(entries.map(({ slug }) => schemasOf(slug))),
    test: all(slugs.map((slug) => naming(tests, slug))),
  }
}

const schemasOf = (slug: string): readonly string[] =>
  ['body.schema.json', 'document.xsd', 'example.json', 'example.xml', 'invalid.json']
    .map((name) => `schemas/documents/${slug}/${name}`)
    .filter((file) => existsSync(file))

function clock(id: string, law: readonly Text[], tests: readonly Text[]): Carried {
  const rules = CLOCK_RULES.filter((rule) => rule.id === id)
  return {
    section: '§2',
    row: id,
    what: rules.map(({ title }) => title.zh).join('; '),
    code: naming(law, new RegExp(`clock\\('${id}'`)),
    schema: null,
    test: naming(tests, new RegExp(`\\b${id}\\b`)),
  }
}

const numberedRule = (rule: number): RegExp => new RegExp(`([Rr]ules?|规则) ?${rule}(?!\\d)`)

const named = (
  section: string,
  row: string,
  what: string,
  pattern: RegExp,
  law: readonly Text[],
  tests: readonly Text[],
): Carried => ({
  section,
  row,
  what,
  code: naming(law, pattern),
  schema: null,
  test: naming(tests, pattern),
})

/** Of several lists each has to hold something; nothing where one of them is empty. */
const all = (lists: readonly (readonly string[])[]): readonly string[] =>
  lists.length === 0 || lists.some((list) => list.length === 0) ? [] : [...new Set(lists.flat())]

export const isMissing = ({ code, schema, test }: Carried): boolean =>
  code.length === 0 || test.length === 0 || schema?.length === 0
