import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import {
  DEAD_HEADERS,
  type DeliveredRecord,
  deadTopic,
  type EventFeed,
  type EventId,
  type FeedRecord,
  RecordRefused,
  type Topic,
} from '@xianjie/contracts'
import { eventFeedPromises } from '@xianjie/contracts/conformance/event-feed'
import { eventually, readAll, reading } from '@xianjie/contracts/conformance/event-feed-world'
import t, { type Test } from 'tap'
import { partitionOf, SUPERSEDED_KEPT_MS, TAKEN_OUT_KEPT_MS } from './event-feed-ledger.ts'
import { type EventFeedOptions, openEventFeed } from './index.ts'

const HOUR_MS = 3_600_000
const DOCUMENTS: Topic = {
  name: 'documents',
  partitions: 3,
  compacted: false,
  recordBytesMax: 100_000,
  retentionHours: 2,
}
const STATUS: Topic = { name: 'status', partitions: 2, compacted: true, recordBytesMax: 100_000 }

function newFolder(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-feed-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

async function begin(t: Test, options: EventFeedOptions = {}, folder = newFolder(t)) {
  const feed = await openEventFeed(folder, options)
  t.teardown(() => feed.close())
  await feed.ensureTopics([DOCUMENTS, STATUS])
  return feed
}

const record = (topic: Topic, key: string, value: string | undefined = key): FeedRecord => ({
  topic: topic.name,
  id: crypto.randomUUID() as EventId,
  key,
  headers: {},
  value: Buffer.from(value),
})
const takenOut = (topic: Topic, key: string): FeedRecord => ({
  ...record(topic, key),
  value: undefined,
})

const textOf = ({ key, value }: DeliveredRecord): string =>
  `${key}=${value === undefined ? 'nothing' : Buffer.from(value).toString()}`

/** What the file holds of a topic. */
function heldOf(folder: string, topic: Topic): number {
  const db = new DatabaseSync(join(folder, 'feed.sqlite'), { readOnly: true })
  const row = db
    .prepare(
      'SELECT count(*) AS held FROM records WHERE topic = (SELECT id FROM topics WHERE name = ?)',
    )
    .get(topic.name)
  db.close()
  return Number(row?.held)
}

/** Parts of one process, each of which opens and closes what they share. */
function sharedFeed() {
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-feed-'))
  const closers = new Set<() => Promise<void>>()
  let shared: Promise<EventFeed> | undefined
  const part = async (): Promise<EventFeed> => {
    shared ??= openEventFeed(folder)
    const feed = await shared
    const closing = new AbortController()
    const running: Promise<unknown>[] = []
    const within = (own: AbortSignal) => AbortSignal.any([own, closing.signal])
    const noted = (run: Promise<void>) => {
      running.push(run.catch(() => undefined))
      return run
    }
    const close = async () => {
      if (!closers.delete(close)) return
      closing.abort()
      await Promise.all(running)
      if (closers.size > 0) return
      shared = undefined
      await feed.close()
    }
    closers.add(close)
    return {
      ensureTopics: (topics) => feed.ensureTopics(topics),
      publish: (records) => feed.publish(records),
      consume: (one) => noted(feed.consume({ ...one, signal: within(one.signal) })),
      lead: (name, signal, term) => noted(feed.lead(name, within(signal), term)),
      check: () => feed.check(),
      close,
    }
  }
  const closeAll = async () => {
    for (const close of closers) await close()
  }
  return { folder, part, closeAll }
}

async function openShared() {
  const { folder, part, closeAll } = sharedFeed()
  return {
    feed: await part(),
    beside: part,
    reopen: async () => {
      await closeAll()
      return part()
    },
    dispose: async () => {
      await closeAll()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A key for each partition. */
const keysOfPartitions = (partitions: number): readonly string[] =>
  Array.from({ length: partitions }, (_, wanted) => {
    const keys = Array.from({ length: 1_000 }, (_, n) => `key-${n}`)
    return keys.find((key) => partitionOf(key, partitions) === wanted) as string
  })

await t.test('the embedded feed keeps what every one promises', (t) =>
  eventFeedPromises(t, openShared),
)

await t.test('a feed that is open keeps others out', async (t) => {
  const folder = newFolder(t)
  const feed = await begin(t, {}, folder)
  await t.rejects(openEventFeed(folder), { code: 'folder-in-use' })
  await feed.close()
  await feed.close()
  await (await openEventFeed(folder)).close()
})

await t.test('a file of a newer release is refused and left alone', async (t) => {
  const folder = newFolder(t)
  await (await openEventFeed(folder)).close()
  const db = new DatabaseSync(join(folder, 'feed.sqlite'))
  db.exec('PRAGMA user_version = 9')
  db.close()
  await t.rejects(openEventFeed(folder), { code: 'unknown-format' })
  await t.rejects(openEventFeed(folder), { code: 'unknown-format' }, 'the lock was given back')
})

await t.test('what nobody may ask is refused', async (t) => {
  const feed = await begin(t)
  await t.rejects(feed.ensureTopics([{ ...DOCUMENTS, name: 'x', partitions: 0 }]), RangeError)
  await t.rejects(feed.publish(new Array(50_001).fill(record(DOCUMENTS, 'a'))), RangeError)
  const elsewhere = { ...record(DOCUMENTS, 'a'), topic: 'unheard of' }
  await t.rejects(feed.publish([record(DOCUMENTS, 'a'), elsewhere]), { code: 'feed-unavailable' })
  t.equal((await readAll(feed, 'documents', 0)).length, 0, 'nothing of the call is published')
})

await t.test('a feed that is closed runs nothing more', async (t) => {
  const feed = await begin(t)
  await feed.close()
  const unavailable = { code: 'feed-unavailable' }
  const { signal } = new AbortController()
  const take = async () => {}
  await t.rejects(feed.consume({ topics: [], group: 'g', take, signal }), unavailable)
  await t.rejects(feed.lead('anything', signal, take), unavailable)
  await t.rejects(feed.ensureTopics([{ ...DOCUMENTS, name: 'new' }]), unavailable)
})

await t.test('a full disk rejects the call, keeps what was there, and recovers', async (t) => {
  const fileBytesMax = 400_000
  const folder = newFolder(t)
  let now = Date.now()
  const feed = await begin(t, { fileBytesMax, clock: () => now, pruneEveryMs: 5 }, folder)
  const [first, second] = [record(DOCUMENTS, 'first'), record(DOCUMENTS, 'second')]
  await feed.publish([first])
  const many = Array.from({ length: 400 }, () => record(DOCUMENTS, 'x', 'x'.repeat(2_000)))
  await t.rejects(feed.publish([...many]), { code: 'feed-unavailable' })
  const fitting = many.slice(0, 100)
  await feed.publish(fitting)
  await t.rejects(feed.publish(fitting), { code: 'feed-unavailable' })
  now += 3 * HOUR_MS
  await eventually(() => heldOf(folder, DOCUMENTS) === 0)
  await feed.publish([...fitting, second])
  t.equal((await readAll(feed, 'documents', 101)).length, 101, 'room that was freed is used again')
  await feed.close()
  t.ok(statSync(join(folder, 'feed.sqlite')).size <= fileBytesMax)
})

await t.test('records go when their time is over, read or not', async (t) => {
  const folder = newFolder(t)
  let now = Date.now()
  const options = { clock: () => now, pruneEveryMs: 5 }
  const feed = await begin(t, options, folder)
  await feed.publish(Array.from({ length: 1_200 }, (_, n) => record(DOCUMENTS, `early-${n}`)))
  await readAll(feed, 'documents', 1, 'slow')
  now += HOUR_MS
  const late = [record(DOCUMENTS, 'late'), record(DOCUMENTS, 'later')]
  await feed.publish(late)
  now += HOUR_MS - 1
  await new Promise((resolve) => setTimeout(resolve, 50))
  t.equal(heldOf(folder, DOCUMENTS), 1_202, 'not before')
  now += 1
  await eventually(() => heldOf(folder, DOCUMENTS) === 2)
  const found = await readAll(feed, 'documents', 2, 'slow')
  t.same(found.map(({ key }) => key).sort(), ['late', 'later'], 'a slow group goes on behind them')
  const last = found.find(({ key }) => key === 'later')
  now += 2 * HOUR_MS
  await eventually(() => heldOf(folder, DOCUMENTS) === 0)

  await feed.close()
  const again = await begin(t, options, folder)
  await again.publish([record(DOCUMENTS, 'later')])
  const [next] = await readAll(again, 'documents', 1)
  t.equal(next?.offset, (last?.offset ?? 0) + 1, 'an offset is never given twice')
})

await t.test('a compacted topic comes down to the last record of each key', async (t) => {
  const folder = newFolder(t)
  let now = Date.now()
  const feed = await begin(t, { clock: () => now, pruneEveryMs: 5 }, folder)
  const [one, two] = ['sub_1', 'sub_2']
  const first = ['enrolled', 'warned', 'released'].map((status) => record(STATUS, one, status))
  await feed.publish([...first, record(STATUS, two, 'enrolled')])
  t.equal((await readAll(feed, 'status', 4)).length, 4, 'who follows closely sees every change')
  now += SUPERSEDED_KEPT_MS
  await eventually(() => heldOf(folder, STATUS) === 2)
  const left = await readAll(feed, 'status', 2)
  t.same(left.map(textOf).sort(), ['sub_1=released', 'sub_2=enrolled'])

  await feed.publish([takenOut(STATUS, one)])
  now += SUPERSEDED_KEPT_MS
  await eventually(() => heldOf(folder, STATUS) === 2)
  const told = await readAll(feed, 'status', 2)
  t.same(told.map(textOf).sort(), ['sub_1=nothing', 'sub_2=enrolled'])
  now += TAKEN_OUT_KEPT_MS
  await eventually(() => heldOf(folder, STATUS) === 1)
  await feed.publish([record(STATUS, one, 'enrolled again')])
  const after = await readAll(feed, 'status', 2)
  t.same(after.map(textOf).sort(), ['sub_1=enrolled again', 'sub_2=enrolled'])
  now += 10_000 * HOUR_MS
  await feed.publish([record(STATUS, two, 'released')])
  await eventually(() => heldOf(folder, STATUS) === 3)
  t.pass('what is current is kept for ever')
})

await t.test(
  'members take at the same time, and a leaving one’s share is taken over',
  async (t) => {
    const feed = await begin(t)
    const hands: string[] = []
    const gate = Promise.withResolvers<void>()
    const member = (name: string, topics = ['documents']) =>
      reading(feed, topics, 'shared', async (one) => {
        hands.push(`${name} ${one.partition} ${one.key}`)
        await gate.promise
      })
    const [anna, bruno] = [member('anna'), member('bruno')]
    const elsewhere = member('carla', ['status'])
    const keys = keysOfPartitions(DOCUMENTS.partitions)
    await feed.publish(keys.map((key) => record(DOCUMENTS, key)))
    await eventually(() => hands.length === 3)
    t.same(hands.sort(), [`anna 0 ${keys[0]}`, `anna 2 ${keys[2]}`, `bruno 1 ${keys[1]}`])

    const stopped = anna.stop()
    await feed.publish([record(DOCUMENTS, `${keys[0]}`), record(DOCUMENTS, `${keys[1]}`)])
    await new Promise((resolve) => setTimeout(resolve, 50))
    t.equal(hands.length, 3, 'the next record of a partition waits for the one in hand')
    gate.resolve()
    await stopped
    await eventually(() => hands.length === 5)
    t.same(hands.slice(3).sort(), [`bruno 0 ${keys[0]}`, `bruno 1 ${keys[1]}`])
    await Promise.all([bruno.stop(), elsewhere.stop()])
  },
)

await t.test('what one member cannot take, the next one gets', async (t) => {
  const feed = await begin(t)
  const failing = reading(feed, ['documents'], 'g', () => Promise.reject(new Error('away')))
  await feed.publish([record(DOCUMENTS, 'a'), record(DOCUMENTS, 'a')])
  await failing.until(1)
  const begun = performance.now()
  const sound = reading(feed, ['documents'], 'g')
  await failing.stop()
  await sound.until(2)
  t.ok(performance.now() - begun < 2_000)
  await sound.stop()
})

await t.test('a topic may be asked for before it is there', async (t) => {
  const feed = await begin(t)
  const reader = reading(feed, ['inbound'], 'early')
  await feed.ensureTopics([{ ...DOCUMENTS, name: 'inbound' }])
  await feed.publish([{ ...record(DOCUMENTS, 'a'), topic: 'inbound' }])
  await reader.until(1)
  await reader.stop()
})

await t.test('a dead letter that is refused again stays where it is', async (t) => {
  const feed = await begin(t)
  const refuse = async () => {
    throw new RecordRefused('x'.repeat(5_000))
  }
  await feed.publish([record(DOCUMENTS, 'a')])
  for (const topic of ['documents', deadTopic('documents')]) {
    const reader = reading(feed, [topic], 'refusing', refuse)
    await reader.until(1)
    await reader.stop()
  }
  const [dead] = await readAll(feed, deadTopic('documents'), 1)
  t.equal(dead?.headers[DEAD_HEADERS.reason]?.length, 1_000, 'long reasons are cut')
  t.equal(dead?.headers[DEAD_HEADERS.topic], 'documents')
})

await t.test('a reader is woken within milliseconds', async (t) => {
  const feed = await begin(t)
  const takenAt: number[] = []
  const reader = reading(feed, ['documents'], 'g', async () => {
    takenAt.push(performance.now())
  })
  const acknowledgedAt: number[] = []
  for (let n = 1; n <= 50; n += 1) {
    await feed.publish([record(DOCUMENTS, `key-${n}`)])
    acknowledgedAt.push(performance.now())
    await reader.until(n)
  }
  await reader.stop()
  const waits = takenAt.map((at, n) => at - (acknowledgedAt[n] as number))
  const [median = Infinity] = waits.toSorted((a, b) => a - b).slice(25)
  t.ok(median < 5, `${median.toFixed(2)} ms from acknowledged to taken`)
})
