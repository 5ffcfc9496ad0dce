/** `npx xianjie …`: the command line of an agency that joins, and of whoever looks after a platform. */
import { processIo } from './cli/io.ts'
import { runCli } from './cli/program.ts'

// A reader that has seen enough (`| head`) closes the pipe; that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})
process.exitCode = await runCli(process.argv.slice(2), processIo())
