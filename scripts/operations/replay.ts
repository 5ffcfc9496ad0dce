import { type Command, InvalidArgumentError, Option } from 'commander'
import { misused } from '../cli/failure.ts'
import { show } from '../cli/show.ts'
import { type Operator, whole } from './operator.ts'
import { replayTopic } from './replay-topic.ts'
import { replayView } from './replay-view.ts'
import { configFrom } from './site.ts'

type Options = {
  readonly from: number
  readonly toPosition?: number
  readonly topic?: string
  readonly view?: string
}

/** `npm run replay`: a part of the log once more, onto a topic or into a view. */
export function replayCommand(program: Command, operator: Operator): void {
  program
    .command('replay')
    .description('重放 · publish a part of the log again, or build a view from it')
    .requiredOption('--from <position>', 'the first position', positionOption)
    .option(
      '--to-position <position>',
      'the last position; the end of the log unless told',
      positionOption,
    )
    .addOption(
      new Option('--topic <name>', 'the topic that gets its records again').conflicts('view'),
    )
    .addOption(new Option('--view <folder>', 'a new folder for a view of subjects'))
    .addHelpText(
      'after',
      `
Records come again with the same ids and the same bytes: readers drop those that they have seen. On the
embedded backbone the platform must be stopped for --topic; a topic that keeps the last record of each key
is replayed to its end, while no publisher runs.

示例 Examples:
  npm run replay -- --from 1 --topic xianjie.documents.v1
  npm run replay -- --from 1 --to-position 4000 --view ./as-of-4000
`,
    )
    .action(async (options: Options, command: Command) => {
      const { environment, io } = operator
      const { from, toPosition: to, topic, view } = options
      if (to !== undefined && to < from) throw misused('--to-position lies before --from')
      const config = configFrom(environment)
      const range = { after: Math.max(0, from - 1), to }
      if (topic !== undefined) {
        const replayed = await replayTopic(config, { ...range, topic, now: io.now() })
        show(io, command, replayed, () => [
          `已重发 · published again to ${topic}: ${whole(replayed.records)} records`,
        ])
        return
      }
      if (view === undefined) throw misused('say where it goes: --topic <name> or --view <folder>')
      const built = await replayView(config, { ...range, folder: view })
      show(io, command, built, () => [
        `已建立 · view in ${view}: ${whole(built.documents)} documents up to position ${whole(built.position)}`,
        ...(built.parked > 0 ? [`未能读入 · could not be taken: ${whole(built.parked)}`] : []),
      ])
    })
}

function positionOption(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('It must be a position of the log: a whole number.')
}
