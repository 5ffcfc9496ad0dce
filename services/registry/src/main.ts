/** Registry as a process of its own: brings the agency files into the log; SIGHUP reads them again. */
import { systemClock } from '@xianjie/backbone'
import { logCheck, openEdge, runService, StartRefused } from '@xianjie/process'
import { openRegister, readAgain, readAtStart } from './register.ts'

await runService('registry', async (core) => {
  const { config, directory, logger, following } = core
  const { log, signal } = following
  const folder = config.agencies
  const read = openRegister({ folder, log, directory, clock: systemClock, signal })
  const wrong = await readAtStart(read, logger)
  if (wrong.length > 0) throw new StartRefused(wrong)
  const app = await openEdge(core, { health: [logCheck(core, true)], parkings: {} })
  return { app, hangUp: () => readAgain(read, logger) }
})
