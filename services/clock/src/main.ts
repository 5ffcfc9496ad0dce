/** Clock as a process of its own. Several do the same work, and the log takes every event once. */
import { systemClock } from '@xianjie/backbone'
import { followSubjects, logCheck, openEdge, runService } from '@xianjie/process'
import { calendar, entryOf, openApi } from '@xianjie/schemas'
import { deadlinesRoute } from './deadlines-route.ts'
import { clockCheck } from './health.ts'
import { clockService } from './service.ts'
import { clockView } from './view.ts'

await runService('clock', async (core) => {
  const { projection } = await followSubjects(core, entryOf)
  const watching = await clockService({
    ...core.following,
    ...{ projection, calendar, clock: systemClock },
    view: core.backbone.openView(clockView),
  })
  core.keep(watching.running)
  const level = core.watch.level(watching.worked)
  const app = await openEdge(core, {
    description: openApi(),
    health: [logCheck(core, false), clockCheck(core, watching, { level, needed: true })],
    parkings: { subjects: projection.parking, clock: watching.parking },
  })
  deadlinesRoute(app, { runs: watching.runs, worked: watching.worked, level })
  return { app }
})
