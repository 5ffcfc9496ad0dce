import { EventStoreDBClient, jsonEvent, START } from '@eventstore/db-client'
import type { EventId, EventLog, NewEvent } from '@xianjie/contracts'
import { eventLogPromises } from '@xianjie/contracts/conformance/event-log'
import t from 'tap'
import { testEventStore } from '../testing/index.ts'
import { openEventLog } from './index.ts'

const server = await testEventStore()
t.comment(server.name)
t.teardown(() => server.dispose())
const open = () => openEventLog({ connectionString: server.url })

async function openLog() {
  let log = await open()
  return {
    log,
    reopen: async () => {
      await log.close()
      log = await open()
      return log
    },
    dispose: () => log.close(),
  }
}

const newStream = (): string => `test-${crypto.randomUUID()}`
const newEvent = (bytes = 2, evidence?: Uint8Array): NewEvent => ({
  id: crypto.randomUUID() as EventId,
  type: 'log.checked.v1',
  data: new Uint8Array(bytes).fill(123),
  ...(evidence && { evidence }),
})
const appendNew = (log: EventLog, ...events: NewEvent[]) =>
  log.append(newStream(), 'no-stream', events)

async function withClient(run: (client: EventStoreDBClient) => Promise<void>): Promise<void> {
  const client = EventStoreDBClient.connectionString(server.url)
  await run(client)
  await client.dispose()
}

await t.test('the log keeps what every log promises', (t) => eventLogPromises(t, openLog))

await t.test('what no program may ask is refused before it is sent', async (t) => {
  const log = await open()
  const head = await log.head()
  const twice = newEvent()
  await t.rejects(appendNew(log), RangeError, 'no events')
  await t.rejects(appendNew(log, newEvent(1_048_577)), RangeError, 'too large')
  await t.rejects(appendNew(log, newEvent(600_000), newEvent(600_000)), RangeError, 'together')
  await t.rejects(appendNew(log, newEvent(2, new Uint8Array(16_000_000))), RangeError, 'evidence')
  await t.rejects(appendNew(log, twice, twice), RangeError, 'one id twice')
  await t.rejects(appendNew(log, { ...newEvent(), type: '$x' }), RangeError, 'the server’s name')
  await t.rejects(log.append('$x', 'no-stream', [newEvent()]), RangeError)
  t.equal(await log.head(), head)
  await log.close()
})

await t.test('a part of an append, repeated, is known', async (t) => {
  const log = await open()
  const [stream, a, b] = [newStream(), newEvent(), newEvent()]
  await log.append(stream, 'no-stream', [a, b])
  t.match(await log.append(stream, 'no-stream', [a]), { ok: true, revision: 0, repeated: true })
  t.match(await log.append(stream, 0, [b]), { ok: true, revision: 1, repeated: true })
  t.match(await log.append(stream, 'no-stream', [b, a]), { ok: false, actual: 1 }, 'other order')
  t.match(await log.append(stream, 1, [b]), { ok: true, revision: 2 }, 'a new place is a new event')
  await log.close()
})

await t.test('evidence that looks like JSON stays bytes', async (t) => {
  const log = await open()
  const stream = newStream()
  const evidence = Buffer.from('{"a":1}')
  await log.append(stream, 'no-stream', [newEvent(2, evidence)])
  t.ok(evidence.equals((await log.evidence(stream, 0)) ?? new Uint8Array(0)))
  await log.close()
})

await t.test('what the server writes for itself is not in the log', async (t) => {
  const log = await open()
  const answer = await appendNew(log, ...Array.from({ length: 50 }, () => newEvent()))
  const head = answer.ok ? answer.position : 0
  await withClient(async (client) => {
    for (let n = 0; n < 40; n += 1) await client.setStreamMetadata(newStream(), { maxCount: 1_000 })
  })
  t.equal(await log.head(), head)
  t.equal(await log.head(), head, 'also when it is known already')
  const other = await open()
  t.equal(await other.head(), head, 'and to who opens the log now')
  await other.close()
  const next = await appendNew(log, newEvent())
  const found = []
  for await (const page of log.scan(head)) found.push(...page)
  t.same(
    found.map(({ position }) => position),
    [next.ok && next.position],
  )
  await log.close()
})

await t.test('events that others wrote have the server’s id and their metadata', async (t) => {
  const log = await open()
  const stream = newStream()
  const id = crypto.randomUUID()
  await withClient(async (client) => {
    const [type, data, metadata] = ['other.wrote.v1', { a: 1 }, { by: 'other' }]
    await client.appendToStream(stream, jsonEvent({ id, type, data, metadata }))
  })
  const [event] = await log.read(stream)
  t.match(event, { id, type: 'other.wrote.v1', revision: 0 })
  t.equal(Buffer.from(event?.data ?? []).toString(), '{"a":1}')
  const evidence = await log.evidence(stream, 0)
  t.equal(Buffer.from(evidence ?? []).toString(), '{"by":"other"}')
  const again = { ...newEvent(), id: id as EventId }
  t.match(await log.append(stream, 'no-stream', [again]), { ok: true, repeated: true })
  await log.close()
})

await t.test('others read the data as JSON', async (t) => {
  const log = await open()
  const stream = newStream()
  await log.append(stream, 'no-stream', [{ ...newEvent(), data: Buffer.from('{"a":[1]}') }])
  await withClient(async (client) => {
    for await (const { event } of client.readStream(stream, { fromRevision: START })) {
      t.match(event, { isJson: true, data: { a: [1] } })
    }
  })
  await log.close()
})

await t.test('logs on one server are opened and closed without each other', async (t) => {
  const [one, two] = [await open(), await open()]
  await one.close()
  await one.close()
  t.ok((await appendNew(two, newEvent())).ok)
  await two.close()
  const three = await open()
  t.ok((await three.head()) > 0)
  await three.close()
})
