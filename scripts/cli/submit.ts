import type { Finding } from '@xianjie/contracts'
import type { Command } from 'commander'
import { writeOutput } from './files.ts'
import { findingRows } from './finding-rows.ts'
import { exampleLines, SANDBOX_NOTE } from './help.ts'
import type { Io } from './io.ts'
import { section, show, table } from './show.ts'
import { type SubmissionOptions, sendDocument, withSubmissionOptions } from './submission.ts'

type Options = SubmissionOptions & { readonly save?: string }
type Receipt = {
  readonly documentId: string
  readonly digest: string
  readonly subjectId: string
  readonly position: number
  readonly acceptedAt: string
  readonly findings?: readonly Finding[]
}

/** `xianjie submit`: pushes a signed document and shows the receipt. */
export function submitCommand(program: Command, io: Io): void {
  const command = program
    .command('submit')
    .description('提交文书并取得回执 · push a document and get its receipt')
    .addHelpText(
      'after',
      `${exampleLines(
        [
          '签名并提交 · sign and push',
          'submit ruling.xml --agency keys/yunxi-court --save receipt.json',
        ],
        [
          '提交已签名的文书 · push with a signature made before',
          'submit ruling.xml --signature ruling.xml.p7s --attachment ruling.ofd --agency keys/yunxi-court',
        ],
      )}${SANDBOX_NOTE}`,
    )
  withSubmissionOptions(command)
    .option('--save <file>', 'keep the receipt, exactly as the platform gave it')
    .action(async (document: string, options: Options, self: Command) => {
      const { status, text, value } = await sendDocument(document, options, '/v1/documents', io)
      if (options.save !== undefined) writeOutput(options.save, text)
      show(io, self, value, () => [
        status === 201 ? '已接收 · accepted' : '此前已接收 · accepted before; the same receipt',
        ...receiptLines(value as Receipt, io),
        ...(options.save === undefined ? [] : [`回执已存 · receipt kept in ${options.save}`]),
      ])
    })
}

const receiptLines = (receipt: Receipt, io: Io): readonly string[] => [
  ...table([
    ['文书 document', receipt.documentId],
    ['摘要 digest', receipt.digest],
    ['对象 subject', receipt.subjectId],
    ['序号 position', String(receipt.position)],
    ['接收 accepted at', receipt.acceptedAt],
  ]),
  ...section(io, '提示 findings', findingRows(receipt.findings)),
]
