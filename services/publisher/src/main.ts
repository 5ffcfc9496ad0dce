/** Publisher as a process of its own: one leads, others stand by with a warm view. */
import { systemClock } from '@xianjie/backbone'
import { logCheck, openEdge, runService } from '@xianjie/process'
import { calendar, openApi } from '@xianjie/schemas'
import { asyncApiRoute } from './asyncapi-route.ts'
import { publisher } from './service.ts'
import { publisherView } from './view.ts'

await runService('publisher', async (core) => {
  const { running, health, parking } = publisher({
    ...core.following,
    feed: core.backbone.feed,
    view: core.backbone.openView(publisherView),
    clock: systemClock,
    calendar,
    platform: core.config.platform,
    onFeedFault: core.onFeedFault,
  })
  core.keep(running)
  const app = await openEdge(core, {
    description: openApi(),
    health: [logCheck(core, true), { name: 'publisher', check: health }],
    parkings: { publisher: parking },
  })
  asyncApiRoute(app)
  return { app }
})
