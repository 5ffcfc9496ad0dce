/** `npm run backup|restore|carry-over|replay`: operations on the whole log of a platform. */
import process from 'node:process'
import { processIo } from './cli/io.ts'
import { runOperation } from './operations/program.ts'

process.exitCode = await runOperation(process.argv.slice(2), {
  environment: process.env,
  io: processIo(),
})
