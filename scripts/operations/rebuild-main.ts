/** `npm run rebuild`. */
import process from 'node:process'
import { processIo } from '../cli/io.ts'
import { runRebuild } from './rebuild.ts'

process.exitCode = await runRebuild(process.argv.slice(2), {
  environment: process.env,
  io: processIo(),
})
