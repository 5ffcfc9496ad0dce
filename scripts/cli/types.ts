import type { CatalogueEntry } from '@xianjie/contracts'
import { catalogue, documentExamples } from '@xianjie/schemas'
import { type Command, Option } from 'commander'
import { misused } from './failure.ts'
import { exampleLines } from './help.ts'
import type { Io } from './io.ts'
import { section, show, table } from './show.ts'

export const FORMATS = ['xml', 'json'] as const
export type Format = (typeof FORMATS)[number]

/** `xianjie types`: the catalogue of documents, from this repository: no platform is needed. */
export function typesCommand(program: Command, io: Io): void {
  program
    .command('types')
    .description('文书目录、说明和样例 · the catalogue of documents, with examples; offline')
    .argument('[slug]', 'one type, e.g. ruling-parole')
    .addOption(new Option('--example <format>', 'print the type’s example').choices(FORMATS))
    .addHelpText(
      'after',
      exampleLines(
        ['目录 · all types', 'types'],
        ['样例 · an example', 'types ruling-parole --example xml'],
      ),
    )
    .action((slug: string | undefined, options: { example?: Format }, command: Command) => {
      if (slug === undefined) return listTypes(options.example, command, io)
      const entry = typeNamed(slug)
      if (options.example) return io.out(documentExamples(slug)[options.example])
      show(io, command, entry, () => typeLines(entry, io))
    })
}

function listTypes(example: Format | undefined, command: Command, io: Io): void {
  if (example)
    throw misused('name the type whose example you want: xianjie types <slug> --example …')
  const types = catalogue.map(({ slug, row, title, issuers }) => ({ slug, row, title, issuers }))
  show(io, command, { types }, () =>
    table(catalogue.map(({ slug, row, title }) => [row, slug, title.zh, title.en])),
  )
}

/** Throws a `Failure` that names the types which the reader may have meant. */
export function typeNamed(slug: string): CatalogueEntry {
  const found = catalogue.find((entry) => entry.slug === slug)
  if (found) return found
  const words = slug
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 2)
  const near = catalogue.filter((entry) => words.some((word) => entry.slug.includes(word)))
  throw misused(
    `没有该文书类型 · there is no document type "${slug}"`,
    near.length > 0
      ? `是否指 · did you mean ${near.map((entry) => entry.slug).join(', ')}?`
      : '全部类型 · all types: xianjie types',
  )
}

const typeLines = (entry: CatalogueEntry, io: Io): readonly string[] =>
  section(io, `${entry.title.zh} ${entry.title.en}`, [
    ['类型 type', `${entry.slug} (${entry.row})`],
    ['出具 issuers', entry.issuers.map(issuerOf).join(' · ')],
    ['主送 recipients', listed(entry.recipients)],
    ['抄送 copies', listed(entry.copies)],
    ['依据 basis', listed(entry.basis)],
    ['适用 kinds', listed(entry.kinds)],
    ['效果 effect', entry.effect],
    ['起算 clocks start', listed(entry.clocks.starts)],
    ['终止 clocks stop', listed(entry.clocks.stops)],
  ])

const issuerOf = ({ kind, levels }: CatalogueEntry['issuers'][number]): string =>
  levels ? `${kind} (${levels.join(', ')})` : kind

const listed = (words: readonly string[]): string => words.join(' · ') || '—'
