import type { Command } from 'commander'
import { type AskingOptions, askAbout, withAskingOptions, withValidAt } from './asking.ts'
import { exampleLines, SANDBOX_NOTE } from './help.ts'
import type { Io } from './io.ts'
import { show } from './show.ts'
import { type StatusAnswer, statusLines } from './status-lines.ts'

/** `xianjie status`: one person's status at one moment, as known at another. */
export function statusCommand(program: Command, io: Io): void {
  const command = program
    .command('status')
    .description('查询对象状态和八项情形 · a person’s status and the eight circumstances')
    .addHelpText(
      'after',
      `${exampleLines(
        ['现在 · now', 'status --id-number 139921198807090137 --agency keys/qingshi-corrections'],
        [
          '某日的状态，按某日所知 · on one day, as known on another',
          'status sub_… --valid-at 2026-06-01 --known-at 2026-06-10 --agency keys/qingshi-corrections',
        ],
      )}${SANDBOX_NOTE}`,
    )
  withValidAt(withAskingOptions(command)).action(
    async (subject: string | undefined, options: AskingOptions, self: Command) => {
      const { value } = await askAbout(subject, options, 'status', io)
      show(io, self, value, () => statusLines(value as StatusAnswer, io))
    },
  )
}
