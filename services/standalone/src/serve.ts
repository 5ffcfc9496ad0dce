/** The platform as a process. */
import type { Logger } from '@xianjie/log'
import { type Config, StartRefused, serve as serveProcess } from '@xianjie/process'
import { readAgain, readAtStart } from '@xianjie/registry'
import { type Platform, startPlatform } from './platform.ts'

/** Starts, listens, prints `ready http://host:port` on standard output. Ends the process on faults. */
export const serve = (config: Config, log: Logger): Promise<Platform | undefined> =>
  serveProcess(config, log, async (abandon) => {
    const platform = await startPlatform(config, log, { abandon })
    const wrong = await readAtStart(platform.provision, log)
    if (wrong.length > 0) {
      await platform.close()
      throw new StartRefused(wrong)
    }
    return Object.assign(platform, { hangUp: () => readAgain(platform.provision, log) })
  })
