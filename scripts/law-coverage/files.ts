/** Where a word of the law stands in the repository. */
import { globSync, readFileSync } from 'node:fs'

export type Text = { readonly file: string; readonly text: string }

const read = (patterns: readonly string[]): readonly Text[] =>
  globSync(patterns)
    .sort()
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }))

const isTest = ({ file }: Text): boolean => /\.test\.ts$|\/testing|law-vectors/.test(file)

/** The law in code, without its tests. */
export const lawFiles = (): readonly Text[] =>
  read(['contracts/src/**/*.ts']).filter((each) => !isTest(each))

/** What tests it: beside the code, the vectors, the worked cases and the scenarios. */
export const testFiles = (): readonly Text[] =>
  read([
    'contracts/src/**/*.ts',
    'contracts/conformance/law-vectors.json',
    'schemas/src/**/*.test.ts',
    'scripts/demo/*.ts',
    'services/**/*.test.ts',
    'infra/validate/src/*.test.ts',
  ]).filter((each) => isTest(each) || each.file.startsWith('scripts/demo/'))

/** The files that say it as a word, and how many there are. */
export function naming(texts: readonly Text[], pattern: RegExp): readonly string[] {
  return texts.filter(({ text }) => pattern.test(text)).map(({ file }) => file)
}

/** A code as a whole word. */
export const quoted = (word: string): RegExp => new RegExp(`(?<![\\w-])${word}(?![\\w-])`)
