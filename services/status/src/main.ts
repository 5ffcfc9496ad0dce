/** Status as a process of its own: one replica of the view, and the questions it answers. */
import { systemClock } from '@xianjie/backbone'
import {
  followSubjects,
  logCheck,
  openEdge,
  runService,
  SUBJECT_SECRET,
  viewCheck,
} from '@xianjie/process'
import { calendar, entryOf, openApi } from '@xianjie/schemas'
import { statusesOperation } from './operations-statuses.ts'
import { status } from './service.ts'

await runService('status', async (core) => {
  const { projection, level } = await followSubjects(core, entryOf)
  const { parking } = projection
  const app = await openEdge(core, {
    description: openApi(),
    // The view answers without the log, and says how old it is.
    health: [logCheck(core, false), viewCheck(core, { name: 'status', level, parking })],
    parkings: { status: parking },
    operations: [statusesOperation({ projection, calendar, clock: systemClock })],
  })
  const secret = await core.secret(SUBJECT_SECRET)
  status(app, { projection, level, clock: systemClock, calendar, secret })
  return { app }
})
