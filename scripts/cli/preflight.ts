import type { SubjectStatus } from '@xianjie/contracts'
import { type Command, Option } from 'commander'
import { findingRows } from './finding-rows.ts'
import { exampleLines, SANDBOX_NOTE } from './help.ts'
import type { Io } from './io.ts'
import { section, show, table } from './show.ts'
import { deadlineRows, stateRows } from './status-lines.ts'
import { type SubmissionOptions, sendDocument, withSubmissionOptions } from './submission.ts'

type Foreseen = {
  readonly documentId: string
  readonly subjectId: string
  readonly digest: string
  readonly signature: 'valid' | 'absent'
  readonly findings?: SubjectStatus['findings']
  readonly status: Omit<SubjectStatus, 'holdsUntil'>
  readonly clocks?: { readonly starts: readonly string[]; readonly stops: readonly string[] }
  readonly deadlines?: SubjectStatus['openDeadlines']
  readonly deliveries?: readonly { readonly agency: string; readonly as: string }[]
}

/** `xianjie preflight`: what the platform would say to a document and what would follow. */
export function preflightCommand(program: Command, io: Io): void {
  const command = program
    .command('preflight')
    .description('试提交，不留存 · try a document; nothing is stored')
    .addHelpText(
      'after',
      `${exampleLines([
        '试一份草稿 · try a draft',
        'preflight draft.xml --unsigned --agency keys/yunxi-court',
      ])}${SANDBOX_NOTE}`,
    )
  withSubmissionOptions(command)
    .addOption(new Option('--unsigned', 'send no signature').conflicts('signature'))
    .action(async (document: string, options: SubmissionOptions, self: Command) => {
      const answer = await sendDocument(document, options, '/v1/documents/preflight', io)
      show(io, self, answer.value, () => foreseenLines(answer.value as Foreseen, io))
    })
}

const foreseenLines = (foreseen: Foreseen, io: Io): readonly string[] => [
  '可以接收，未作留存 · would be accepted; nothing was stored',
  ...table([
    ['文书 document', foreseen.documentId],
    ['摘要 digest', foreseen.digest],
    ['签名 signature', foreseen.signature === 'valid' ? '有效 valid' : '未附 absent'],
    ['对象 subject', foreseen.subjectId],
    ...(foreseen.clocks
      ? [
          [
            '时限 clocks',
            `起 starts ${listed(foreseen.clocks.starts)} · 止 stops ${listed(foreseen.clocks.stops)}`,
          ],
        ]
      : []),
  ]),
  ...section(io, '接收后的状态 status that follows', stateRows(foreseen.status)),
  ...section(io, '未办结期限 open deadlines', deadlineRows(foreseen.deadlines)),
  ...section(
    io,
    '送达 deliveries',
    (foreseen.deliveries ?? []).map(({ agency, as }) => [
      as === 'copy' ? '抄送 copy' : '主送 recipient',
      agency,
    ]),
  ),
  ...section(io, '提示 findings', findingRows(foreseen.findings)),
]

const listed = (ids: readonly string[]): string => ids.join(' ') || '—'
