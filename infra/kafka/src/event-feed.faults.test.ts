/** What other people's clients, silent consumers and wrong addresses do to the feed. */
import { gzipSync } from 'node:zlib'
import { DEAD_HEADERS, deadTopic, ID_HEADER, RecordRefused } from '@xianjie/contracts'
import {
  eventually,
  idsByKey,
  newName,
  newRecords,
  newTopic,
  readAll,
  reading,
} from '@xianjie/contracts/conformance/event-feed-world'
import { kafkaOrReason } from '@xianjie/kafka/testing'
import { CompressionTypes, Kafka, logLevel } from 'kafkajs'
import t from 'tap'
import { openFeed } from '../testing/survival.ts'
import { openEventFeed } from './index.ts'

await t.test('a feed that nobody answers says so in time', async (t) => {
  const timings = { connectMs: 300, adminMs: 1_000, publishMs: 1_000 }
  const feed = await openEventFeed({ brokers: ['127.0.0.1:1'], clientId: 'lost', timings })
  const asked = performance.now()
  await t.rejects(feed.check(), { code: 'feed-unavailable', retriable: true })
  await t.rejects(
    feed.ensureTopics([]).then(() => feed.check()),
    { code: 'feed-unavailable' },
  )
  t.ok(performance.now() - asked < 5_000)
  await feed.close()
})

const kafka = await kafkaOrReason()
if (typeof kafka === 'string') t.pass(kafka, { skip: kafka })
else {
  t.teardown(kafka.dispose)

  await t.test('records of others are delivered with an id of their place', async (t) => {
    const feed = await openFeed(t, kafka)
    const topic = await newTopic(feed, { partitions: 1 })
    const producer = new Kafka({
      brokers: [...kafka.brokers],
      logLevel: logLevel.NOTHING,
    }).producer({ allowAutoTopicCreation: false })
    await producer.connect()
    await producer.send({
      topic: topic.name,
      compression: CompressionTypes.GZIP,
      messages: [
        { value: 'without anything' },
        { key: 'a', value: gzipSync('bytes'), headers: { [ID_HEADER]: 'A-17', twice: ['1', '2'] } },
      ],
    })
    await producer.disconnect()
    const first = await readAll(feed, topic.name, 2)
    const again = await readAll(feed, topic.name, 2)
    t.same(again, first, 'the same for every group')
    t.same(
      first.map(({ key }) => key),
      ['', 'a'],
    )
    t.equal(first[0]?.headers[ID_HEADER], first[0]?.id)
    t.match(first[1], { headers: { [ID_HEADER]: 'A-17', twice: '2' } })
    t.match(first[1]?.id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  await t.test('a long reason does not keep a poison record from being buried', async (t) => {
    const feed = await openFeed(t, kafka)
    const topic = await newTopic(feed, { partitions: 1, recordBytesMax: 20_000 })
    const [record] = newRecords(topic, 1, 1)
    await feed.publish([{ ...record!, value: new Uint8Array(19_500) }])
    const reader = reading(feed, [topic.name], newName('group'), async () => {
      throw new RecordRefused('坏'.repeat(100_000))
    })
    const [dead] = await readAll(feed, deadTopic(topic.name), 1)
    await reader.stop()
    t.equal(dead?.id, record?.id)
    t.ok((dead?.headers[DEAD_HEADERS.reason]?.length ?? 0) >= 1_000)
  })

  await t.test('a silent consumer is rebuilt, and goes on where it was', async (t) => {
    const faults: string[] = []
    // Idle fetches come back more slowly than silence may last: each idle consumer counts as silent.
    const timings = { fetchMs: 1_500, silenceMs: 400 }
    const feed = await openFeed(t, kafka, faults, { timings })
    const topic = await newTopic(feed)
    const records = newRecords(topic, 4, 3)
    const reader = reading(feed, [topic.name], newName('group'))
    for (let from = 0; from < records.length; from += 4) {
      const silences = faults.length
      await feed.publish(records.slice(from, from + 4))
      await reader.until(from + 4)
      await eventually(() => faults.length > silences)
    }
    await reader.stop()
    t.same(idsByKey(reader.taken), idsByKey(records))
    t.ok(
      faults.every((message) => message.includes('silent consumer')),
      faults.join(),
    )
  })

  await t.test('a missing topic is waited for', async (t) => {
    const faults: string[] = []
    const feed = await openFeed(t, kafka, faults)
    const topic = { ...(await newTopic(feed)), name: newName() }
    await t.rejects(feed.publish(newRecords(topic, 1, 1)), { code: 'feed-unavailable' })
    const reader = reading(feed, [topic.name], newName('group'))
    await eventually(() => faults.length > 0)
    await feed.ensureTopics([topic])
    const records = newRecords(topic, 2, 2)
    await feed.publish(records)
    await reader.until(records.length)
    await reader.stop()
    t.same(idsByKey(reader.taken), idsByKey(records))
  })
}
