import { type FeedRecord, ID_HEADER } from '../src/index.ts'
import { bytesOf, type Check, sameBytes } from './check.ts'
import {
  idsByKey,
  newName,
  newRecord,
  newRecords,
  newTopic,
  type OpenFeed,
  readAll,
  withFeed,
} from './event-feed-world.ts'
import { ascending } from './event-log-world.ts'

const KEYS = 20
const EACH = 25
const MANY = 5_000
/** Room for the key, the headers and what a feed adds. */
const AROUND_VALUE_BYTES = 1_024
const BIG_BYTES = 2_097_152
const RANDOM_BYTES_MAX = 65_536

export async function publishPromises(t: Check, open: OpenFeed): Promise<void> {
  await refusalPromises(t, open)
  await contentPromises(t, open)
  await orderPromises(t, open)
}

async function refusalPromises(t: Check, open: OpenFeed): Promise<void> {
  await withFeed(t, open, 'a record beyond its topic’s limit is refused', async (t, feed) => {
    const topic = await newTopic(feed, { recordBytesMax: 100_000 })
    const large = { ...newRecord(topic, 'a'), value: noise(100_001) }
    const refused = feed.publish([newRecord(topic, 'a'), large])
    await t.rejects(refused, { code: 'record-too-large' })
    const later = newRecord(topic, 'a')
    await feed.publish([later])
    const found = await readAll(feed, topic.name, 1)
    t.same(idsByKey(found), { a: [later.id] }, 'and nothing of the call is published')
  })

  await withFeed(t, open, 'a closed feed can neither publish nor be reached', async (t, feed) => {
    const topic = await newTopic(feed)
    await feed.check()
    await feed.close()
    await feed.close()
    await t.rejects(feed.publish([newRecord(topic, 'a')]), { code: 'feed-unavailable' })
    await t.rejects(feed.check(), { code: 'feed-unavailable' })
  })
}

async function contentPromises(t: Check, open: OpenFeed): Promise<void> {
  await withFeed(t, open, 'what is read is what was published', async (t, feed) => {
    const topic = await newTopic(feed)
    const headers = { ce_type: '社区矫正.checked.v1', empty: '' }
    const record = { ...newRecord(topic, '沪-1'), headers, value: bytesOf('{"文书":"通知书"}') }
    await feed.publish([record])
    const [found] = await readAll(feed, topic.name, 1)
    t.ok(sameBytes(found?.value, record.value))
    const { partition = -1, offset = -1 } = found ?? {}
    const delivered = { ...headers, [ID_HEADER]: record.id }
    const wanted = { ...record, headers: delivered, value: null, partition, offset }
    t.same({ ...found, value: null }, wanted)
    t.ok(partition >= 0 && partition < topic.partitions && offset >= 0)
  })

  await withFeed(t, open, 'a compacted topic takes a key out by no value', async (t, feed) => {
    const topic = await newTopic(feed, { compacted: true })
    const none = { ...newRecord(topic, 'a'), value: undefined }
    const empty = { ...newRecord(topic, 'a'), value: bytesOf('') }
    await feed.publish([newRecord(topic, 'a'), empty, none])
    const found = await readAll(feed, topic.name, 3)
    t.equal(found[1]?.value?.length, 0, 'an empty value is a value')
    t.equal(found[2]?.value, undefined)
    t.equal(found[2]?.id, none.id)
  })

  await withFeed(t, open, 'the largest record comes back whole', async (t, feed) => {
    const topic = await newTopic(feed, { recordBytesMax: BIG_BYTES })
    const values = [1, 2, 3].map(() => noise(BIG_BYTES - AROUND_VALUE_BYTES))
    await feed.publish(values.map((value) => ({ ...newRecord(topic, 'a'), value })))
    const found = await readAll(feed, topic.name, values.length)
    for (const [n, value] of values.entries()) t.ok(sameBytes(found[n]?.value, value))
  })

  await withFeed(t, open, 'nothing to publish is nothing', async (t, feed) => {
    await feed.publish([])
    await feed.ensureTopics([])
    t.ok(true)
  })

  await withFeed(t, open, 'topics that exist are left as they are', async (t, feed) => {
    const topic = await newTopic(feed, { partitions: 2 })
    const records = newRecords(topic, KEYS, 2)
    await feed.publish(records)
    await feed.ensureTopics([topic, { ...topic, name: newName() }])
    await feed.ensureTopics([{ ...topic, partitions: 3 }])
    const found = await readAll(feed, topic.name, records.length)
    t.ok(found.every(({ partition }) => partition < 2))
  })
}

async function orderPromises(t: Check, open: OpenFeed): Promise<void> {
  await withFeed(t, open, 'records of a key keep their order', async (t, feed) => {
    const topic = await newTopic(feed)
    const records = newRecords(topic, KEYS, EACH)
    await feed.publish(records)
    const found = await readAll(feed, topic.name, records.length)
    t.same(idsByKey(found), idsByKey(records))
    t.ok(new Set(found.map(({ partition }) => partition)).size > 1, 'over several partitions')
    for (const key of Object.keys(idsByKey(records))) {
      const own = found.filter((record) => record.key === key)
      t.equal(new Set(own.map(({ partition }) => partition)).size, 1)
      t.ok(ascending(own.map(({ offset }) => offset)))
    }
  })

  await withFeed(t, open, 'calls made at once keep their order', async (t, feed) => {
    const topic = await newTopic(feed)
    const records = newRecords(topic, KEYS, EACH)
    await Promise.all(records.map((record) => feed.publish([record])))
    const found = await readAll(feed, topic.name, records.length)
    t.same(idsByKey(found), idsByKey(records))
  })

  await withFeed(t, open, `one call takes ${MANY} records of several topics`, async (t, feed) => {
    const topics = [await newTopic(feed), await newTopic(feed, { partitions: 1 })] as const
    const all = topics.map((topic) => newRecords(topic, KEYS, MANY / KEYS / topics.length))
    await feed.publish(all.flat())
    for (const [n, topic] of topics.entries()) {
      const records: readonly FeedRecord[] = all[n] ?? []
      const found = await readAll(feed, topic.name, records.length)
      t.same(idsByKey(found), idsByKey(records))
    }
  })

  await withFeed(t, open, 'publishing again reorders nothing', async (t, feed) => {
    const topic = await newTopic(feed)
    const records = newRecords(topic, 2, 4)
    const later = newRecords(topic, 2, 1)
    await feed.publish(records)
    await feed.publish(records)
    await feed.publish([...records.slice(4), ...later])
    const found = await readAll(feed, topic.name, records.length + later.length)
    t.same(idsByKey(found), idsByKey([...records, ...later]))
  })
}

/** Bytes that no compression makes smaller. */
function noise(length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let from = 0; from < length; from += RANDOM_BYTES_MAX) {
    crypto.getRandomValues(bytes.subarray(from, from + RANDOM_BYTES_MAX))
  }
  return bytes
}
