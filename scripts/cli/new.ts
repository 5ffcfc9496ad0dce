import { randomUUID } from 'node:crypto'
import { extname } from 'node:path'
import { documentExamples } from '@xianjie/schemas'
import { type Command, Option } from 'commander'
import { writeNewFiles } from './files.ts'
import { exampleLines } from './help.ts'
import type { Io } from './io.ts'
import { show } from './show.ts'
import { FORMATS, type Format, typeNamed } from './types.ts'

type Options = { readonly out?: string; readonly format?: Format }

/** `xianjie new`: a type's example with a document id of its own, to start one's own document from. */
export function newCommand(program: Command, io: Io): void {
  program
    .command('new')
    .description('以样例起草新文书 · start a document of your own from a type’s example')
    .argument('<slug>', 'the type, e.g. ruling-parole')
    .option('--out <file>', 'where it is written; standard output unless told')
    .addOption(
      new Option('--format <format>', 'xml unless told, or as --out ends').choices(FORMATS),
    )
    .addHelpText(
      'after',
      `${exampleLines(['起草 · start', 'new ruling-parole --out ruling.xml'])}
Only the document id is new: dates, number, agencies and the person are the example’s, and fictitious.
`,
    )
    .action((slug: string, options: Options, command: Command) => {
      typeNamed(slug)
      const documentId = randomUUID()
      const text = withId(documentExamples(slug)[formatOf(options)], documentId)
      const { out } = options
      if (out === undefined) return io.out(text)
      writeNewFiles([{ path: out, text }])
      show(io, command, { documentId, file: out }, () => [`${out}  ${documentId}`])
    })
}

const formatOf = ({ out, format }: Options): Format =>
  format ?? (out !== undefined && extname(out).toLowerCase() === '.json' ? 'json' : 'xml')

/** The header comes first in a document, and the document's own id first in the header. */
const withId = (example: string, id: string): string =>
  example.replace(/(<DocumentId>|"documentId":\s*")[^<"]*/, (_, before: string) => before + id)
