/** `npm run platform`: one process, all services, on either backbone. */
import { createLog } from '@xianjie/log'
import { describeFault, readConfig } from '@xianjie/process'
import { serve } from './serve.ts'

const read = readConfig(process.env)
if (read.ok) {
  await serve(read.config, createLog({ service: 'standalone' }))
} else {
  for (const fault of read.faults) console.error(describeFault(fault))
  process.exitCode = 2
}
