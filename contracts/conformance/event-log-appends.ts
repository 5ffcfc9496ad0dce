import type { EventLog } from '../src/index.ts'
import type { Check } from './check.ts'
import {
  ascending,
  idsOf,
  newEvent,
  newEvents,
  newStream,
  type OpenLog,
  stored,
  withLog,
} from './event-log-world.ts'

const WRITERS = 500

export async function appendPromises(t: Check, open: OpenLog): Promise<void> {
  await expectationPromises(t, open)
  await repetitionPromises(t, open)
  await concurrencyPromises(t, open)
}

async function expectationPromises(t: Check, open: OpenLog): Promise<void> {
  await withLog(t, open, 'a revision that is not the stream’s is refused', async (t, log) => {
    const stream = newStream()
    t.same(await log.append(stream, 0, [newEvent()]), refusal('no-stream'))
    await log.append(stream, 'no-stream', newEvents(3))
    t.same(await log.append(stream, 'no-stream', [newEvent()]), refusal(2))
    t.same(await log.append(stream, 1, [newEvent()]), refusal(2))
    t.same(await log.append(stream, 3, [newEvent()]), refusal(2))
    t.equal((await log.read(stream)).length, 3)
  })

  await withLog(t, open, 'the first event of a stream has revision 0', async (t, log) => {
    const before = await log.head()
    const answer = stored(await log.append(newStream(), 'no-stream', [newEvent()]))
    t.equal(answer.revision, 0)
    t.equal(answer.repeated, false)
    t.ok(answer.position > before)
    t.equal(await log.head(), answer.position)
  })

  await withLog(t, open, 'the events of an append follow each other', async (t, log) => {
    const stream = newStream()
    const first = newEvents(3)
    const second = newEvents(2)
    await log.append(stream, 'no-stream', first)
    const answer = stored(await log.append(stream, 2, second))
    const events = await log.read(stream)
    t.same(idsOf(events), idsOf([...first, ...second]))
    t.same(
      events.map(({ revision }) => revision),
      [0, 1, 2, 3, 4],
    )
    t.ok(ascending(events.map(({ position }) => position)))
    t.equal(answer.revision, 4)
    t.equal(answer.position, events.at(-1)?.position)
  })
}

async function repetitionPromises(t: Check, open: OpenLog): Promise<void> {
  await withLog(t, open, 'known ids with a new one behind them are refused', async (t, log) => {
    const stream = newStream()
    const [a, b] = [newEvent(), newEvent()]
    await log.append(stream, 'no-stream', [a, b])
    t.same(await log.append(stream, 'no-stream', [a, b, newEvent()]), refusal(1))
    t.same(await log.append(stream, 'no-stream', [a, newEvent()]), refusal(1))
    t.same(await log.append(stream, 0, [b, newEvent()]), refusal(1))
    t.equal((await log.read(stream)).length, 2)
  })

  await withLog(t, open, 'a repeated append is answered as the first time', async (t, log) => {
    const stream = newStream()
    const [opening, following] = [newEvents(2), newEvents(3)]
    const first = stored(await log.append(stream, 'no-stream', opening))
    const second = stored(await log.append(stream, 1, following))
    await log.append(stream, 4, [newEvent()])
    const head = await log.head()
    t.same(await log.append(stream, 'no-stream', opening), { ...first, repeated: true })
    t.same(await log.append(stream, 1, following), { ...second, repeated: true })
    t.equal(await log.head(), head)
    t.equal((await log.read(stream)).length, 6)
  })

  await withLog(t, open, 'a repeated append is known after a restart', async (t, log, opened) => {
    const stream = newStream()
    const events = newEvents(2)
    const first = stored(await log.append(stream, 'no-stream', events))
    const again = await opened.reopen()
    t.same(await again.append(stream, 'no-stream', events), { ...first, repeated: true })
    t.same(await again.append(stream, 'no-stream', [newEvent()]), refusal(1))
    t.same(idsOf(await again.read(stream)), idsOf(events))
  })

  await withLog(t, open, 'thirty equal appends at once are one event', async (t, log) => {
    const stream = newStream()
    const events = [newEvent()]
    const pushes = Array.from({ length: 30 }, () => log.append(stream, 'no-stream', events))
    const answers = (await Promise.all(pushes)).map(stored)
    t.equal(new Set(answers.map(({ position }) => position)).size, 1)
    t.equal(answers.filter(({ repeated }) => !repeated).length, 1)
    t.equal((await log.read(stream)).length, 1)
  })
}

async function concurrencyPromises(t: Check, open: OpenLog): Promise<void> {
  await withLog(t, open, 'of 500 writers of one revision, one wins', async (t, log) => {
    const stream = newStream()
    for (const expected of ['no-stream', 0, 1] as const) {
      const answers = await Promise.all(
        Array.from({ length: WRITERS }, () => log.append(stream, expected, [newEvent()])),
      )
      const revision = expected === 'no-stream' ? 0 : expected + 1
      const refused = answers.filter((answer) => !answer.ok && answer.actual === revision)
      t.equal(refused.length, WRITERS - 1)
    }
    t.equal((await log.read(stream)).length, 3)
  })

  await withLog(t, open, '500 writers of 500 streams all succeed', async (t, log) => {
    const streams = Array.from({ length: WRITERS }, newStream)
    const answers = await Promise.all(streams.map((s) => log.append(s, 'no-stream', newEvents(2))))
    const positions = answers.map((answer) => stored(answer).position)
    t.equal(new Set(positions).size, WRITERS)
    t.equal(await log.head(), Math.max(...positions))
    t.ok(await eachHasTwo(log, streams))
  })

  await withLog(t, open, 'a refused append leaves those beside it alone', async (t, log) => {
    const taken = newStream()
    await log.append(taken, 'no-stream', [newEvent()])
    const streams = Array.from({ length: 100 }, (_, index) => (index % 2 ? taken : newStream()))
    const answers = await Promise.all(streams.map((s) => log.append(s, 'no-stream', newEvents(2))))
    t.same(
      answers.map(({ ok }) => ok),
      streams.map((stream) => stream !== taken),
    )
    t.ok(
      await eachHasTwo(
        log,
        streams.filter((stream) => stream !== taken),
      ),
    )
    t.equal((await log.read(taken)).length, 1)
  })
}

const refusal = (actual: number | 'no-stream') => ({ ok: false, reason: 'wrong-revision', actual })

async function eachHasTwo(log: EventLog, streams: readonly string[]): Promise<boolean> {
  const histories = await Promise.all(streams.map((stream) => log.read(stream)))
  return histories.every((events) => events.map(({ revision }) => revision).join() === '0,1')
}
