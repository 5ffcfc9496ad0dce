/** `npm run rebuild`: a view beside the one in use, what would change with it, and the switch. */
import { join } from 'node:path'
import { Command, CommanderError } from 'commander'
import { EXIT, Failure, misused } from '../cli/failure.ts'
import { momentOption, urlOption } from '../cli/options.ts'
import { show, table } from '../cli/show.ts'
import { explained } from './faults.ts'
import { type Operator, progress, whole } from './operator.ts'
import { type Compared, compareWithLive } from './rebuild-compare.ts'
import { differenceText } from './rebuild-differences.ts'
import { switchView } from './rebuild-switch.ts'
import { buildBeside } from './rebuild-view.ts'
import { configFrom } from './site.ts'

/** Of this command alone: 3 is a result here. */
const REBUILD_EXIT = { ...EXIT, changes: 3, unreachable: 4 } as const
export type RebuildExit = (typeof REBUILD_EXIT)[keyof typeof REBUILD_EXIT]

type Options = {
  readonly beside: string
  readonly url?: string
  readonly data?: string
  readonly validAt?: string
  readonly knownAt?: string
  readonly switch?: string
}

const HELP_COLUMNS = 100
const HELP = `
The log is that of npm run platform (the same variables). An embedded platform may run meanwhile. The folder
lies on the file system of the data folder; an interrupted run is gone on with. With --switch nothing is built
or compared: stop the process of the data folder, switch, start it again.

示例 Examples:
  npm run rebuild -- --beside ./data-beside --url http://127.0.0.1:8080
  npm run rebuild -- --beside ./data-beside --switch ./data

退出码 Exit codes:
  0  无变化，或已切换 · no status would change, or the view was switched
  1  拒绝 · refused
  2  用法或配置有误 · wrong usage or configuration
  3  有状态将变化 · some statuses would change: they are listed
  4  日志或进程不可达 · the log or the live process cannot be reached; run it again
`

/** Runs the command; whatever goes wrong ends in an exit code and what to do, never in a stack. */
export async function runRebuild(
  args: readonly string[],
  operator: Operator,
): Promise<RebuildExit> {
  let exit: RebuildExit = REBUILD_EXIT.done
  const program = createProgram(operator).action(async (options: Options, command: Command) => {
    exit = options.switch
      ? await installed(options.switch, options, { ...operator, command })
      : await compared(options, { ...operator, command })
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return exit
  } catch (error) {
    return report(explained(error), operator)
  }
}

function createProgram({ io }: Operator): Command {
  return new Command('npm run rebuild --')
    .description('重建 · build the view of subjects beside the one in use, and compare them')
    .requiredOption('--beside <folder>', 'a folder for the view')
    .option('--url <url>', 'the status process in use; as configured unless told', urlOption)
    .option('--data <folder>', 'its data folder, which proves you may ask; as configured')
    .option('--valid-at <moment>', 'compare as of then; its present unless told', momentOption)
    .option('--known-at <moment>', 'compare as known then; its present unless told', momentOption)
    .option('--switch <data folder>', 'put the view into use there; the process is stopped')
    .option('--json', 'results as JSON on standard output')
    .exitOverride()
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      getOutHelpWidth: () => HELP_COLUMNS,
      getErrHelpWidth: () => HELP_COLUMNS,
      getOutHasColors: () => io.colours,
    })
    .showHelpAfterError('用法 Usage: add -- --help to the command')
    .addHelpText('after', HELP)
}

type Commanded = Operator & { readonly command: Command }

async function compared(
  { beside: folder, validAt, knownAt, ...options }: Options,
  { environment, io, command }: Commanded,
): Promise<RebuildExit> {
  const config = configFrom(environment)
  const host = config.host.includes(':') ? `[${config.host}]` : config.host
  const url = options.url ?? `http://${host}:${config.port}`
  const data = options.data ?? config.data
  const beside = await buildBeside(config, folder, progress(io, 'events'))
  try {
    io.err(`已建立 · built in ${folder} up to position ${whole(beside.position)}\n`)
    const moments = { ...(validAt ? { validAt } : {}), ...(knownAt ? { knownAt } : {}) }
    const found = await compareWithLive(beside, { url, data, ...moments }, io)
    const { parked } = beside
    show(io, command, { ...found, parked }, () => reportLines(found, parked))
    return found.changing > 0 ? REBUILD_EXIT.changes : REBUILD_EXIT.done
  } finally {
    beside.close()
  }
}

function reportLines(found: Compared, parked: number): readonly string[] {
  const { subjects, position, changing, changed } = found
  const omitted = changing - changed.length
  return [
    `${whole(subjects)} subjects compared at position ${position}: ${whole(changing)} would change`,
    ...changed.flatMap(({ subjectId, differences }) => [
      subjectId,
      ...table(differences.map((one) => [one.member, differenceText(one)])),
    ]),
    ...(omitted > 0 ? [`… and ${whole(omitted)} more`] : []),
    ...(parked > 0 ? [`未能读入 · could not be taken, and are parked: ${whole(parked)}`] : []),
  ]
}

async function installed(
  data: string,
  { beside, url }: Options,
  { environment, io, command }: Commanded,
): Promise<RebuildExit> {
  if (url !== undefined) throw misused('--url asks a process; --switch needs it stopped')
  const position = await switchView(configFrom(environment), beside, data)
  show(io, command, { position, views: join(data, 'views') }, () => [
    `已切换 · in use from the next start on: the view up to position ${whole(position)}`,
  ])
  return REBUILD_EXIT.done
}

function report(error: unknown, { io }: Operator): RebuildExit {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.misused
  if (!(error instanceof Failure)) {
    io.err(`xianjie: ${error instanceof Error ? error.message : String(error)}\n`)
    return EXIT.refused
  }
  io.err(`xianjie: ${error.lines.join('\n')}\n`)
  return error.exitCode === EXIT.unreachable ? REBUILD_EXIT.unreachable : error.exitCode
}
