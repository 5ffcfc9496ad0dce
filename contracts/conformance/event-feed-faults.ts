import { DEAD_HEADERS, deadTopic, ID_HEADER, RecordRefused } from '../src/index.ts'
import { type Check, sameBytes } from './check.ts'
import {
  idsByKey,
  newName,
  newRecord,
  newRecords,
  newTopic,
  type OpenFeed,
  readAll,
  reading,
  withFeed,
} from './event-feed-world.ts'

const FAULTS = 3

export async function faultPromises(t: Check, open: OpenFeed): Promise<void> {
  await refusalPromises(t, open)
  await repetitionPromises(t, open)
}

async function refusalPromises(t: Check, open: OpenFeed): Promise<void> {
  await withFeed(t, open, 'a refused record goes to the dead-letter topic', async (t, feed) => {
    const topic = await newTopic(feed)
    const group = newName('group')
    const records = newRecords(topic, 2, 5)
    const [, , bad] = records
    await feed.publish(records)
    const reader = reading(feed, [topic.name], group, async ({ id }) => {
      if (id === bad?.id) throw new RecordRefused('看不懂: not to be read')
    })
    await reader.until(records.length)
    await reader.stop()
    t.same(idsByKey(reader.taken), idsByKey(records), 'the rest flows on')

    const [dead] = await readAll(feed, deadTopic(topic.name), 1)
    const source = reader.taken.find(({ id }) => id === bad?.id)
    t.equal(dead?.id, bad?.id)
    t.equal(dead?.key, bad?.key)
    t.ok(sameBytes(dead?.value, bad?.value as Uint8Array))
    t.same(dead?.headers, {
      ...bad?.headers,
      [ID_HEADER]: bad?.id,
      [DEAD_HEADERS.reason]: '看不懂: not to be read',
      [DEAD_HEADERS.topic]: topic.name,
      [DEAD_HEADERS.partition]: String(source?.partition),
      [DEAD_HEADERS.offset]: String(source?.offset),
      [DEAD_HEADERS.group]: group,
    })
  })

  await withFeed(t, open, 'a refused record is done with', async (t, feed, opened) => {
    const topic = await newTopic(feed, { partitions: 1 })
    const group = newName('group')
    const [bad, good] = [newRecord(topic, 'a'), newRecord(topic, 'a')]
    await feed.publish([bad])
    const refusing = reading(feed, [topic.name], group, async () => {
      throw new RecordRefused('no')
    })
    await refusing.until(1)
    await refusing.stop()
    const again = await opened.reopen()
    await again.publish([good])
    const found = await readAll(again, topic.name, 1, group)
    t.same(idsByKey(found), { a: [good.id] }, 'its group does not get it again')
    t.equal((await readAll(again, deadTopic(topic.name), 1)).length, 1)
  })
}

async function repetitionPromises(t: Check, open: OpenFeed): Promise<void> {
  await withFeed(t, open, 'a faulty take gets the same record again', async (t, feed) => {
    const topic = await newTopic(feed)
    const records = newRecords(topic, 4, 5)
    const [, , , , , stubborn] = records
    await feed.publish(records)
    const done: (typeof records)[number][] = []
    let faults = 0
    const reader = reading(feed, [topic.name], newName('group'), async (record) => {
      if (record.id === stubborn?.id && faults++ < FAULTS) throw new Error('the disk is away')
      done.push(record)
    })
    await reader.until(records.length)
    await reader.stop()
    t.same(idsByKey(done), idsByKey(records), 'later ones of its key wait')
    t.equal(faults, FAULTS + 1)
  })

  await withFeed(t, open, 'other partitions go on beside a faulty record', async (t, feed) => {
    const topic = await newTopic(feed)
    const stuck = newRecord(topic, 'key-0')
    await feed.publish([stuck])
    const reader = reading(feed, [topic.name], newName('group'), async ({ id }) => {
      if (id === stuck.id) throw new Error('away for long')
    })
    await reader.until(1)
    const others = newRecords(topic, 20, 1)
    const partition = reader.taken[0]?.partition
    await feed.publish(others)
    const all = await readAll(feed, topic.name, others.length + 1)
    const elsewhere = all.filter((record) => record.partition !== partition)
    t.ok(elsewhere.length > 0)
    await reader.until(1 + elsewhere.length)
    await reader.stop()
    t.equal(new Set(reader.taken.map(({ id }) => id)).size, 1 + elsewhere.length)
  })
}
