import type { AgencyDirectory } from '@xianjie/contracts'
import { instant } from '@xianjie/contracts'
import { createApp } from '@xianjie/http'
import { createLog } from '@xianjie/log'
import t from 'tap'
import { asyncApiRoute } from './asyncapi-route.ts'

t.test('anybody may read what the topics are', async (t) => {
  const directory: AgencyDirectory = { find: () => undefined, version: () => 0, all: () => [] }
  const app = await createApp({
    ...{ directory, platform: 'xianjie', sandbox: false, health: [] },
    log: createLog({ service: 'test', level: 'silent' }),
    clock: { now: () => instant(Date.now()) },
  })
  t.teardown(() => app.close())
  asyncApiRoute(app)
  const answer = await app.inject('/asyncapi.json')
  t.equal(answer.statusCode, 200)
  t.match(answer.headers['content-type'], /^application\/json/)
  t.match(answer.json(), { asyncapi: '3.0.0', channels: { documents: {}, feed: {} } })
})
