import type { Check } from './check.ts'
import {
  eventually,
  idsByKey,
  newName,
  newRecord,
  newRecords,
  newTopic,
  type OpenFeed,
  pause,
  readAll,
  reading,
  withFeed,
} from './event-feed-world.ts'

const KEYS = 10
const EACH = 20
/** Records that a group may get again after an orderly end of its only member. */
const REPEATED_MAX = 20
const WAKES = 30
const TAKE_MS = 200

export async function consumePromises(t: Check, open: OpenFeed): Promise<void> {
  await endPromises(t, open)
  await groupPromises(t, open)
  await resumePromises(t, open)
  await wakePromises(t, open)
}

async function endPromises(t: Check, open: OpenFeed): Promise<void> {
  await withFeed(t, open, 'an aborted signal takes nothing', async (t, feed) => {
    const topic = await newTopic(feed)
    await feed.publish(newRecords(topic, 2, 2))
    let taken = 0
    const take = async () => {
      taken++
    }
    const signal = AbortSignal.abort()
    await feed.consume({ topics: [topic.name], group: newName('group'), take, signal })
    t.equal(taken, 0)
  })

  await withFeed(t, open, 'consuming ends when no record is being taken', async (t, feed) => {
    const topic = await newTopic(feed)
    await feed.publish(newRecords(topic, 4, 10))
    let begun = 0
    let done = 0
    const reader = reading(feed, [topic.name], newName('group'), async () => {
      begun++
      await pause(TAKE_MS)
      done++
    })
    await reader.until(1)
    await reader.stop()
    t.equal(done, begun, 'what was begun is done')
    await pause(TAKE_MS)
    t.equal(begun, done, 'and nothing more is begun')
    t.ok(begun < 40)
  })

  await withFeed(t, open, 'closing the feed ends its consumers', async (t, feed, opened) => {
    const topic = await newTopic(feed)
    const reader = reading(feed, [topic.name], newName('group'))
    await feed.publish([newRecord(topic, 'a')])
    await reader.until(1)
    await feed.close()
    await reader.stop()
    const again = await opened.reopen()
    await again.publish([newRecord(topic, 'a')])
    t.equal(reader.taken.length, 1)
  })
}

async function groupPromises(t: Check, open: OpenFeed): Promise<void> {
  await withFeed(t, open, 'each group gets every record', async (t, feed) => {
    const topic = await newTopic(feed)
    const records = newRecords(topic, KEYS, EACH)
    await feed.publish(records.slice(0, 100))
    const early = reading(feed, [topic.name], newName('group'))
    await early.until(100)
    await feed.publish(records.slice(100))
    const late = await readAll(feed, topic.name, records.length)
    await early.until(records.length)
    await early.stop()
    t.same(idsByKey(late), idsByKey(records))
    t.same(idsByKey(early.taken), idsByKey(records))
  })

  await withFeed(t, open, 'members of a group share its records', async (t, feed, opened) => {
    const topic = await newTopic(feed)
    const other = await opened.beside()
    const group = newName('group')
    const all: Parameters<typeof idsByKey>[0][number][] = []
    const take = async (record: (typeof all)[number]) => {
      all.push(record)
      await pause(1)
    }
    const readers = [reading(feed, [topic.name], group, take)]
    const records = newRecords(topic, KEYS, EACH)
    await feed.publish(records.slice(0, 50))
    await eventually(() => all.length >= 50)
    readers.push(reading(other, [topic.name], group, take))
    await feed.publish(records.slice(50))
    await eventually(() => new Set(all.map(({ id }) => id)).size === records.length)
    for (const reader of readers) await reader.stop()
    t.same(idsByKey(all), idsByKey(records), 'each at least once, in the order of its key')
    t.comment(`${all.length} deliveries of ${records.length} records to two members`)
  })

  await withFeed(t, open, 'a group reads several topics', async (t, feed) => {
    const topics = [await newTopic(feed), await newTopic(feed)]
    const records = topics.map((topic) => newRecords(topic, 3, 5))
    await feed.publish(records.flat())
    const names = topics.map(({ name }) => name)
    const reader = reading(feed, names, newName('group'))
    await reader.until(records.flat().length)
    await reader.stop()
    for (const [n, name] of names.entries()) {
      const own = reader.taken.filter(({ topic }) => topic === name)
      t.same(idsByKey(own), idsByKey(records[n] ?? []))
    }
  })
}

async function resumePromises(t: Check, open: OpenFeed): Promise<void> {
  await withFeed(t, open, 'a group goes on where it ended', async (t, feed, opened) => {
    const topic = await newTopic(feed)
    const group = newName('group')
    const records = newRecords(topic, KEYS, EACH)
    await feed.publish(records.slice(0, 120))
    const before = await readAll(feed, topic.name, 120, group)
    const again = await opened.reopen()
    await again.publish(records.slice(120))
    const known = new Set(before.map(({ id }) => id))
    const reader = reading(again, [topic.name], group)
    const isNew = () => reader.taken.filter(({ id }) => !known.has(id)).length
    await eventually(() => isNew() >= records.length - 120)
    await reader.stop()
    t.same(idsByKey([...before, ...reader.taken]), idsByKey(records))
    const repeated = reader.taken.length - isNew()
    t.ok(repeated <= REPEATED_MAX, `${repeated} records were given again`)
  })
}

async function wakePromises(t: Check, open: OpenFeed): Promise<void> {
  await withFeed(t, open, 'a reader at the end is woken by what comes', async (t, feed) => {
    const topic = await newTopic(feed)
    const reader = reading(feed, [topic.name], newName('group'))
    await feed.publish([newRecord(topic, 'a')])
    await reader.until(1)
    const waits: number[] = []
    for (let n = 0; n < WAKES; n++) {
      await feed.publish([newRecord(topic, `key-${n}`)])
      const acknowledged = performance.now()
      await reader.until(n + 2)
      waits.push(performance.now() - acknowledged)
    }
    await reader.stop()
    waits.sort((a, b) => a - b)
    t.equal(reader.taken.length, WAKES + 1)
    t.comment(`acknowledged to taken: median ${waits[WAKES / 2]?.toFixed(1)} ms`)
  })
}
