/** Operations on the whole log, as commands. */
import { Command, CommanderError } from 'commander'
import { EXIT, type ExitCode, Failure } from '../cli/failure.ts'
import { backupCommand } from './backup.ts'
import { carryOverCommand } from './carry-over.ts'
import { explained } from './faults.ts'
import type { Operator } from './operator.ts'
import { replayCommand } from './replay.ts'
import { restoreCommand } from './restore.ts'

const HELP_COLUMNS = 100
const EXIT_CODES = `
退出码 Exit codes:
  0  完成 · done
  1  拒绝、缺失或不一致 · refused, something is missing, or both sides differ
  2  用法或配置有误 · wrong usage or configuration
  3  日志或存储不可达 · the log or a store cannot be reached; run it again

The platform is configured by the same variables as for npm run platform.
Paths are relative to the repository's top folder.
`

/** Runs one operation; whatever goes wrong ends in an exit code and what to do, never in a stack. */
export async function runOperation(args: readonly string[], operator: Operator): Promise<ExitCode> {
  const program = createProgram(operator)
  try {
    await program.parseAsync(args, { from: 'user' })
    return EXIT.done
  } catch (error) {
    return report(explained(error), operator)
  }
}

function createProgram(operator: Operator): Command {
  const { io } = operator
  const program = new Command('npm run')
    .usage('<command> -- [options]')
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
    .showHelpAfterError('用法 Usage: add -- --help to the command')
    .addHelpText('afterAll', EXIT_CODES)
  for (const command of [backupCommand, restoreCommand, carryOverCommand, replayCommand]) {
    command(program, operator)
  }
  for (const command of program.commands) command.usage('-- [options]')
  return program
}

function report(error: unknown, { io }: Operator): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.misused
  if (!(error instanceof Failure)) {
    io.err(`xianjie: ${error instanceof Error ? error.message : String(error)}\n`)
    return EXIT.refused
  }
  io.err(`xianjie: ${error.lines.join('\n')}\n`)
  return error.exitCode
}
