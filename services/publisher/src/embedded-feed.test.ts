import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DeliveredRecord, DOCUMENTS_TOPIC, STATUS_TOPIC } from '@xianjie/contracts'
import { openEventFeed } from '@xianjie/embedded'
import { Kafka } from 'cloudevents'
import t from 'tap'
import { accept, openPart, subjectNumbered } from '../testing/documents.ts'
import { eventually, openWorld } from '../testing/world.ts'

t.test('what is published on the embedded feed, a group reads as CloudEvents', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-publisher-feed-'))
  const feed = await openEventFeed(folder)
  const world = await openWorld('2026-03-25T00:00:00.000+08:00')
  const stopping = new AbortController()
  const one = world.start('one', { connect: () => feed })
  const taken: DeliveredRecord[] = []
  const topics = [DOCUMENTS_TOPIC, STATUS_TOPIC]
  await feed.ensureTopics(topics)
  const consuming = feed.consume({
    ...{ topics: topics.map(({ name }) => name), group: 'test', signal: stopping.signal },
    take: async (record) => {
      taken.push(record)
    },
  })
  t.teardown(async () => {
    stopping.abort()
    await consuming
    await world.close()
    await feed.close()
    rmSync(folder, { recursive: true, force: true })
  })
  for (let n = 1; n <= 3; n += 1) {
    const acceptedAt = `2026-03-0${n}T09:00:00.000+08:00`
    const subject = subjectNumbered(n)
    await accept(world.log, openPart({ type: 'decision-warning', acceptedAt, subject }))
  }
  await eventually(() => taken.length >= 6)
  for (const { headers, key, value } of taken) {
    const body = Buffer.from(value ?? []).toString()
    const message = { headers: { ...headers }, key, value: body, body }
    const event = Kafka.toEvent(message)
    t.match(event, { subject: key, id: headers.ce_id })
  }
  await eventually(() => one.health().then(({ lag }) => lag === 0))
  t.match(await one.health(), { ok: true, leading: true, parked: 0, feed: 'reachable' })
})
