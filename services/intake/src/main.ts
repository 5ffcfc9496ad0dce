/** Intake as a process of its own; its view of subjects serves the preflight only. */
import { join } from 'node:path'
import { systemClock } from '@xianjie/backbone'
import * as common from '@xianjie/process'
import { calendar, entryOf, openApi } from '@xianjie/schemas'
import { intake } from './service.ts'

await common.runService('intake', async (core) => {
  const { backbone, config, directory, following } = core
  const { log, blobs, keys, feed } = backbone
  const { projection, level } = await common.followSubjects(core, entryOf)
  const { parking } = projection
  const app = await common.openEdge(core, {
    description: openApi(),
    health: [
      common.logCheck(core, true),
      common.blobsCheck(blobs),
      common.feedCheck(feed, false),
      common.viewCheck(core, { name: 'subjects', level, parking, needed: false }),
    ],
    parkings: { subjects: parking },
  })
  // Waits for the store of keys, which everything below asks.
  await core.secret(common.SUBJECT_SECRET)
  const { consume } = await intake(app, {
    ...{ log, blobs, keys, directory, calendar, clock: systemClock, subjects: projection },
    platform: config.platform,
    incoming: join(config.data, 'incoming'),
  })
  core.keep(consume({ feed, signal: following.signal, onFault: core.onFeedFault }))
  return { app }
})
