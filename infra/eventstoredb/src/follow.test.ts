/** What a subscription lives through. */
import type { EventId, EventLog, NewEvent, RecordedEvent } from '@xianjie/contracts'
import t from 'tap'
import { type LaunchedDouble, launchDouble } from '../testing/index.ts'
import { cuttingProxy } from './cutting-proxy.ts'
import { type EventLogOptions, type EventStoreLog, openEventLog } from './index.ts'

const newStream = (): string => `test-${crypto.randomUUID()}`
const newEvent = (): NewEvent => ({
  id: crypto.randomUUID() as EventId,
  type: 'log.checked.v1',
  data: Buffer.from('{}'),
})

async function withServer(
  options: Omit<EventLogOptions, 'connectionString'>,
  run: (log: EventStoreLog, double: LaunchedDouble) => Promise<void>,
): Promise<void> {
  const double = await launchDouble()
  const log = await openEventLog({ connectionString: double.url, ...options })
  try {
    await run(log, double)
  } finally {
    await log.close()
    await double.close()
  }
}

/** Positions that a subscription brings until there are so many. */
async function take(log: EventLog, count: number, pauseMs = 0): Promise<readonly number[]> {
  const ending = new AbortController()
  const found: RecordedEvent[] = []
  for await (const page of log.subscribe(0, ending.signal)) {
    found.push(...page)
    if (pauseMs > 0) await pause(pauseMs)
    if (found.length >= count) ending.abort()
  }
  return found.map(({ position }) => position)
}

/** Appends one event after the other and answers their positions. */
async function write(log: EventLog, count: number): Promise<readonly number[]> {
  const found: number[] = []
  for (let n = 0; n < count; n += 1) {
    const answer = await log.append(newStream(), 'no-stream', [newEvent()])
    if (answer.ok) found.push(answer.position)
  }
  return found
}

const pause = (durationMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, durationMs))

await t.test('what comes twice is seen once', async (t) => {
  await withServer({}, async (log, double) => {
    await double.misbehave({ do: 'deliver-twice', on: true })
    const taken = take(log, 200)
    const wanted = await write(log, 200)
    t.same(await taken, wanted)
  })
})

await t.test('a subscriber that was dropped as too slow goes on where it was', async (t) => {
  await withServer({}, async (log, double) => {
    const taken = take(log, 300, 5)
    const wanted = []
    for (let round = 0; round < 6; round += 1) {
      wanted.push(...(await write(log, 50)))
      await double.misbehave({ do: 'drop-subscribers' })
    }
    t.same(await taken, wanted)
  })
})

await t.test('a subscriber outlives its connections', async (t) => {
  await withServer({}, async (log, double) => {
    const taken = [take(log, 200), take(log, 200, 3)]
    const wanted = []
    for (let round = 0; round < 10; round += 1) {
      wanted.push(...(await write(log, 20)))
      await double.misbehave({ do: 'break-connections' })
    }
    for (const found of await Promise.all(taken)) t.same(found, wanted)
  })
})

await t.test('a subscriber outlives its server', async (t) => {
  await withServer({}, async (log, double) => {
    const taken = take(log, 90)
    const wanted = []
    for (let round = 0; round < 3; round += 1) {
      wanted.push(...(await write(log, 30)))
      await double.kill('SIGKILL')
      await pause(200)
      await double.restart()
    }
    t.same(await taken, wanted)
  })
})

await t.test('a subscription that fell silent while the log grew is opened again', async (t) => {
  await withServer({}, async (log, double) => {
    const proxy = await cuttingProxy(double.url)
    const options = { silenceMs: 300, callTimeoutMs: 300 }
    const reader = await openEventLog({ connectionString: proxy.url, ...options })
    const taken = take(reader, 40)
    const wanted = [...(await write(log, 20))]
    await pause(100)
    proxy.silence()
    wanted.push(...(await write(log, 20)))
    const silentAt = performance.now()
    t.same(await taken, wanted)
    t.comment(`noticed after ${(performance.now() - silentAt).toFixed(0)} ms`)
    await reader.close()
    await proxy.close()
  })
})

await t.test('a subscription that is silent because nothing happens is left alone', async (t) => {
  await withServer({ silenceMs: 50 }, async (log) => {
    await write(log, 1)
    const taken = take(log, 2)
    await pause(400)
    await write(log, 1)
    t.equal((await taken).length, 2)
    t.equal(log.state().connected, true)
  })
})

await t.test('a scan of a server that is away fails', async (t) => {
  await withServer({ callTimeoutMs: 300 }, async (log, double) => {
    await write(log, 3)
    await double.kill('SIGKILL')
    const pages = log.scan(0)[Symbol.asyncIterator]()
    await t.rejects(pages.next(), { code: 'log-unavailable', retriable: true })
  })
})

await t.test('closing ends subscribers, also while the server is away', async (t) => {
  await withServer({}, async (log, double) => {
    const taken = take(log, 1_000)
    const wanted = await write(log, 3)
    await pause(100)
    await double.kill('SIGKILL')
    await pause(100)
    await log.close()
    t.same(await taken, wanted)
  })
})
