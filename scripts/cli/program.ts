/** The command line as a whole: its commands, and how it ends. */
import { Command, CommanderError } from 'commander'
import { agencyMakeCommand } from './agency-make.ts'
import { authorityMakeCommand } from './authority-make.ts'
import { deadlinesCommand } from './deadlines.ts'
import { documentsCommand } from './documents.ts'
import { EXIT, type ExitCode, Failure } from './failure.ts'
import { EXIT_CODES, exampleLines } from './help.ts'
import type { Io } from './io.ts'
import { newCommand } from './new.ts'
import { parkedCommand } from './parked.ts'
import { preflightCommand } from './preflight.ts'
import { redriveCommand } from './redrive.ts'
import { wantsJson } from './show.ts'
import { signCommand } from './sign.ts'
import { statusCommand } from './status.ts'
import { submitCommand } from './submit.ts'
import { timelineCommand } from './timeline.ts'
import { tokenCommand } from './token.ts'
import { typesCommand } from './types.ts'
import { verifyCommand } from './verify.ts'

const HELP_COLUMNS = 100

/** Runs one command; whatever goes wrong ends in an exit code and a few lines, never in a stack. */
export async function runCli(args: readonly string[], io: Io): Promise<ExitCode> {
  const program = createProgram(io)
  try {
    await program.parseAsync(args, { from: 'user' })
    return EXIT.done
  } catch (error) {
    return report(error, program, io)
  }
}

export function createProgram(io: Io): Command {
  const program = new Command('xianjie')
    .description('衔接：社区矫正法律文书交换平台命令行 · the command line of Xianjie')
    .option('--json', 'results as JSON on standard output')
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      getOutHelpWidth: () => HELP_COLUMNS,
      getErrHelpWidth: () => HELP_COLUMNS,
      getOutHasColors: () => io.colours,
    })
    .showHelpAfterError('用法 Usage: add --help to the command')
    .addHelpText('after', `${exampleLines(...FIRST_STEPS)}${EXIT_CODES}`)
  const group = (name: string, description: string) =>
    program.command(name).description(description)
  authorityMakeCommand(
    group('authority', '演示证书颁发机构 · certification authorities for demos'),
    io,
  )
  agencyMakeCommand(group('agency', '机关的密钥和登记 · keys and registration of agencies'), io)
  const commands = [typesCommand, newCommand, signCommand, tokenCommand, preflightCommand]
  const about = [statusCommand, timelineCommand, documentsCommand, deadlinesCommand]
  const asking = [submitCommand, verifyCommand, ...about]
  const operating = [parkedCommand, redriveCommand]
  for (const command of [...commands, ...asking, ...operating]) command(program, io)
  return program
}

const FIRST_STEPS = [
  ['证书机构 · an authority', 'authority make --out keys/ca'],
  [
    '一个机关 · an agency',
    'agency make --ca keys/ca --code 111399000000000515 --name 云溪市中级人民法院 ' +
      '--kind court --level municipal --region 139900 --out keys/yunxi-court',
  ],
  ['起草 · a document', 'new ruling-parole --out ruling.xml'],
  ['试提交 · try it', 'preflight ruling.xml --agency keys/yunxi-court'],
  ['提交 · push it', 'submit ruling.xml --agency keys/yunxi-court --save receipt.json'],
  ['核验 · verify the receipt', 'verify receipt.json --document ruling.xml'],
] as const

function report(error: unknown, program: Command, io: Io): ExitCode {
  // Commander has printed its own explanation, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.misused
  if (!(error instanceof Failure)) {
    io.err(`xianjie: ${error instanceof Error ? error.message : String(error)}\n`)
    return EXIT.refused
  }
  if (error.answer !== undefined && wantsJson(program)) {
    io.out(`${JSON.stringify(error.answer, null, 2)}\n`)
  }
  io.err(`xianjie: ${error.lines.join('\n')}\n`)
  return error.exitCode
}
