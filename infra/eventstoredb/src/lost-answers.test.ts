/** What becomes of an append whose answer does not arrive. */
import { randomInt } from 'node:crypto'
import type { EventId, EventLog, NewEvent } from '@xianjie/contracts'
import t from 'tap'
import { type LaunchedDouble, launchDouble } from '../testing/index.ts'
import { type CuttingProxy, cuttingProxy } from './cutting-proxy.ts'
import { type EventLogOptions, type EventStoreLog, openEventLog } from './index.ts'

const CUTS = 1_000
const LANES = 8

const newStream = (): string => `test-${crypto.randomUUID()}`
const newEvent = (content = '{}'): NewEvent => ({
  id: crypto.randomUUID() as EventId,
  type: 'log.checked.v1',
  data: Buffer.from(content),
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

/** Numbers from 0 to 1 that a seed repeats (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

async function isThereOnce(log: EventLog, stream: string, { id }: NewEvent, position: number) {
  const events = await log.read(stream)
  return events.length === 1 && events[0]?.id === id && events[0].position === position
}

await t.test(
  'an append whose connection is cut ends as one event and one answer, 1,000 times',
  async (t) => {
    const seed = Number(process.env.XIANJIE_TEST_SEED ?? randomInt(2 ** 31))
    t.comment(`seed ${seed}`)
    const random = randomFrom(seed)
    const double = await launchDouble()
    const proxies: CuttingProxy[] = []
    let right = 0
    const lane = async () => {
      const proxy = await cuttingProxy(double.url)
      proxies.push(proxy)
      const log = await openEventLog({ connectionString: proxy.url })
      for (let n = 0; n < CUTS / LANES; n += 1) {
        const [stream, event] = [newStream(), newEvent()]
        // Most are cut amid the answer: then the event is stored already.
        const amid = random() < 0.7 ? 'answer' : 'request'
        proxy.cutOnce({ words: stream, amid, share: random() })
        const answer = await log.append(stream, 'no-stream', [event])
        const isNew = answer.ok && !answer.repeated && answer.revision === 0
        if (isNew && (await isThereOnce(log, stream, event, answer.position))) right += 1
      }
      await log.close()
    }
    await Promise.all(Array.from({ length: LANES }, lane))
    t.equal(
      proxies.reduce((sum, { cuts }) => sum + cuts, 0),
      CUTS,
    )
    t.equal(right, CUTS)
    const log = await openEventLog({ connectionString: double.url })
    let events = 0
    for await (const page of log.scan(0)) events += page.length
    t.equal(events, CUTS, 'and nothing else was stored')
    await log.close()
    await Promise.all(proxies.map((proxy) => proxy.close()))
    await double.close()
  },
)

await t.test('appends in flight while connections break are stored once each', async (t) => {
  await withServer({}, async (log, double) => {
    const when = { probability: 0.04, seed: 7 }
    await double.misbehave({ do: 'appends', fault: { kind: 'drop', stored: true }, when })
    let left = 400
    const answers: Awaited<ReturnType<EventLog['append']>>[] = []
    const writer = async () => {
      while (left-- > 0) {
        answers.push(await log.append(newStream(), 'no-stream', [newEvent(), newEvent()]))
      }
    }
    await Promise.all(Array.from({ length: 16 }, writer))
    t.ok(answers.every((answer) => answer.ok && !answer.repeated && answer.revision === 1))
    await double.misbehave({ do: 'heal' })
    let events = 0
    for await (const page of log.scan(0)) events += page.length
    t.equal(events, 800)
  })
})

await t.test('an append that was stored and never answered is asked for again', async (t) => {
  await withServer({ callTimeoutMs: 300 }, async (log, double) => {
    for (const stored of [true, false]) {
      const when = { next: 1 }
      await double.misbehave({ do: 'appends', fault: { kind: 'stall', stored }, when })
      const [stream, event] = [newStream(), newEvent()]
      const answer = await log.append(stream, 'no-stream', [event])
      t.match(answer, { ok: true, repeated: false, revision: 0 })
      t.ok(answer.ok && (await isThereOnce(log, stream, event, answer.position)))
      t.match(await log.append(stream, 'no-stream', [event]), { ok: true, repeated: true })
    }
  })
})

await t.test('an append follows the leader', async (t) => {
  await withServer({}, async (log, double) => {
    const leader = await launchDouble()
    const fault = { kind: 'not-leader', host: '127.0.0.1', port: leader.port } as const
    await double.misbehave({ do: 'appends', fault, when: { forMs: 60_000 } })
    const [stream, event] = [newStream(), newEvent()]
    const answer = await log.append(stream, 'no-stream', [event])
    t.match(answer, { ok: true, repeated: false })
    const direct = await openEventLog({ connectionString: leader.url })
    t.ok(answer.ok && (await isThereOnce(direct, stream, event, answer.position)))
    await direct.close()
    await leader.close()
  })
})

await t.test('of equal appends in two processes one is told that it stored', async (t) => {
  await withServer({}, async (log, double) => {
    const proxy = await cuttingProxy(double.url)
    const other = await openEventLog({ connectionString: proxy.url })
    let right = 0
    for (let n = 0; n < 100; n += 1) {
      const stream = newStream()
      const mine = newEvent('{"by":"one"}')
      const theirs = { ...mine, data: Buffer.from('{"by":"two"}') }
      const answers = await Promise.all([
        log.append(stream, 'no-stream', [mine]),
        other.append(stream, 'no-stream', [theirs]),
      ])
      const winner = answers.findIndex((answer) => answer.ok && !answer.repeated)
      const kept = (await log.read(stream))[0]
      const isWinners = Buffer.from([mine, theirs][winner]?.data ?? '').equals(
        kept?.data ?? mine.data,
      )
      const loser = answers[1 - winner]
      if (isWinners && loser?.ok && loser.repeated && loser.position === kept?.position) right += 1
    }
    t.equal(right, 100)
    await other.close()
    await proxy.close()
  })
})

await t.test('an append to a dead server fails soon, and may be repeated as it was', async (t) => {
  await withServer({ callTimeoutMs: 500, appendTotalMs: 1_000 }, async (log, double) => {
    const [stream, event] = [newStream(), newEvent()]
    t.equal(log.state().connected, true)
    // It ends with the append written and nobody told.
    await double.misbehave({ do: 'appends', fault: { kind: 'die' }, when: { next: 1 } })
    const startedAt = performance.now()
    await t.rejects(log.append(stream, 'no-stream', [event]), {
      code: 'log-unavailable',
      retriable: true,
    })
    t.ok(performance.now() - startedAt < 3_000, 'within the time of its tries')
    t.equal(log.state().connected, false)
    const againAt = performance.now()
    await t.rejects(log.append(stream, 'no-stream', [event]), { code: 'log-unavailable' })
    await t.rejects(log.head(), { code: 'log-unavailable' })
    t.ok(performance.now() - againAt < 500, 'nobody tries twice while it is away')
    await double.restart()
    const answer = await log.append(stream, 'no-stream', [event])
    t.ok(answer.ok && (await isThereOnce(log, stream, event, answer.position)))
    t.equal(log.state().connected, true)
  })
})

await t.test('a server that hangs is left in bounded time, and used again', async (t) => {
  await withServer({ callTimeoutMs: 300, appendTotalMs: 600 }, async (log, double) => {
    const stream = newStream()
    const event = newEvent()
    await double.kill('SIGSTOP')
    const startedAt = performance.now()
    await t.rejects(log.append(stream, 'no-stream', [event]), { code: 'log-unavailable' })
    t.ok(performance.now() - startedAt < 3_000)
    await t.rejects(log.read(stream), { code: 'log-unavailable' })
    await double.kill('SIGCONT')
    const answer = await log.append(stream, 'no-stream', [event])
    t.ok(answer.ok && (await isThereOnce(log, stream, event, answer.position)))
  })
})

await t.test('a full queue pushes back; closing fails what waits', async (t) => {
  await withServer({ appendsPendingMax: 5 }, async (log, double) => {
    const when = { forMs: 60_000 }
    await double.misbehave({ do: 'appends', fault: { kind: 'stall', stored: false }, when })
    const asked = Array.from({ length: 5 }, () =>
      log.append(newStream(), 'no-stream', [newEvent()]).catch((fault) => fault.code),
    )
    await t.rejects(log.append(newStream(), 'no-stream', [newEvent()]), { code: 'log-busy' })
    await log.close()
    t.same(await Promise.all(asked), Array(5).fill('log-unavailable'))
    await t.rejects(log.append(newStream(), 'no-stream', [newEvent()]), { code: 'log-unavailable' })
    await t.rejects(log.head(), { code: 'log-unavailable' })
  })
})

await t.test('nobody there is told at once', async (t) => {
  const nowhere = openEventLog({ connectionString: 'esdb://127.0.0.1:9?tls=false' })
  await t.rejects(nowhere, { code: 'log-unavailable' })
  await t.rejects(openEventLog({ connectionString: 'http://127.0.0.1' }), Error)
})
