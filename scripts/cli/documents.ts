import type { Bilingual } from '@xianjie/contracts'
import type { Command } from 'commander'
import { type AskingOptions, askAbout, withAskingOptions } from './asking.ts'
import { exampleLines, SANDBOX_NOTE } from './help.ts'
import type { Io } from './io.ts'
import { section, show } from './show.ts'

type Listed = {
  readonly documentId: string
  readonly type: string
  readonly title?: Bilingual
  readonly number: string
  readonly madeOn: string
  readonly acceptedAt: string
}
type Documents = {
  readonly subjectId: string
  readonly documents: readonly Listed[]
  readonly knownAt: string
}

/** `xianjie documents`: the documents that concern one person, as they arrived. */
export function documentsCommand(program: Command, io: Io): void {
  const command = program
    .command('documents')
    .description('有关对象的全部文书 · the documents that concern a person')
    .addHelpText(
      'after',
      `${exampleLines([
        '全部文书 · all of them',
        'documents sub_… --agency keys/qingshi-corrections',
      ])}${SANDBOX_NOTE}`,
    )
  withAskingOptions(command).action(
    async (subject: string | undefined, options: AskingOptions, self: Command) => {
      const { value } = await askAbout(subject, options, 'documents', io)
      show(io, self, value, () => documentLines(value as Documents, io))
    },
  )
}

const documentLines = ({ subjectId, documents, knownAt }: Documents, io: Io): readonly string[] => [
  ...section(io, `对象 subject ${subjectId}`, [
    ['接收 accepted', '作出 made', '文书 document', '文号 number', 'type', 'id'],
    ...documents.map((one) => [
      one.acceptedAt.slice(0, 16).replace('T', ' '),
      one.madeOn,
      one.title?.zh ?? one.type,
      one.number,
      one.type,
      one.documentId,
    ]),
  ]),
  `所知 known at ${knownAt}`,
]
