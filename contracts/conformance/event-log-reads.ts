import { EVENT_BYTES_MAX } from '../src/index.ts'
import { bytesOf, type Check, pattern, sameBytes } from './check.ts'
import {
  ascending,
  collect,
  idsOf,
  newEvent,
  newEvents,
  newStream,
  type OpenLog,
  stored,
  withLog,
} from './event-log-world.ts'

const BIG_BYTES = 900 * 1_024

export async function readPromises(t: Check, open: OpenLog): Promise<void> {
  await streamPromises(t, open)
  await evidencePromises(t, open)
  await scanPromises(t, open)
}

async function streamPromises(t: Check, open: OpenLog): Promise<void> {
  await withLog(t, open, 'an unknown stream is empty', async (t, log) => {
    t.same(await log.read(newStream()), [])
    t.same(await log.read(newStream(), 7), [])
  })

  await withLog(t, open, 'what is read is what was appended', async (t, log) => {
    const stream = newStream()
    const event = newEvent('{"文书":"社区矫正执行通知书"}')
    const { position } = stored(await log.append(stream, 'no-stream', [event]))
    const [found] = await log.read(stream)
    t.ok(sameBytes(found?.data, event.data))
    t.same({ ...found, data: null }, { ...event, data: null, position, stream, revision: 0 })
  })

  await withLog(t, open, 'a stream is read from a revision on', async (t, log) => {
    const stream = newStream()
    const events = newEvents(5)
    await log.append(stream, 'no-stream', events)
    t.same(idsOf(await log.read(stream, 3)), idsOf(events.slice(3)))
    t.same(await log.read(stream, 5), [])
  })

  await withLog(
    t,
    open,
    'a view into a larger buffer is stored as what it shows',
    async (t, log) => {
      const stream = newStream()
      const buffer = pattern(4_096)
      const data = buffer.subarray(100, 300)
      const evidence = buffer.subarray(1_000, 1_500)
      await log.append(stream, 'no-stream', [{ ...newEvent(), data, evidence }])
      t.ok(sameBytes((await log.read(stream))[0]?.data, data))
      t.ok(sameBytes(await log.evidence(stream, 0), evidence))
      t.ok(sameBytes(buffer, pattern(4_096)), 'the caller keeps its buffer')
    },
  )

  await withLog(t, open, 'the history is there after a restart', async (t, log, opened) => {
    const before = await log.head()
    const stream = newStream()
    await log.append(stream, 'no-stream', [{ ...newEvent(), evidence: bytesOf('signed') }])
    const { position } = stored(await log.append(stream, 0, newEvents(4)))
    const events = await log.read(stream)
    const again = await opened.reopen()
    t.equal(await again.head(), position)
    t.same(await again.read(stream), events)
    t.same(idsOf(await collect(again.scan(before))), idsOf(events))
    t.ok(sameBytes(await again.evidence(stream, 0), bytesOf('signed')))
    t.ok(stored(await again.append(stream, 4, [newEvent()])).position > position)
  })
}

async function evidencePromises(t: Check, open: OpenLog): Promise<void> {
  await withLog(t, open, 'no evidence and empty evidence are two things', async (t, log) => {
    const stream = newStream()
    const empty = { ...newEvent(), evidence: new Uint8Array(0) }
    const some = { ...newEvent(), evidence: pattern(2_048) }
    await log.append(stream, 'no-stream', [newEvent(), empty, some])
    t.equal(await log.evidence(stream, 0), undefined)
    t.equal((await log.evidence(stream, 1))?.length, 0)
    t.ok(sameBytes(await log.evidence(stream, 2), some.evidence))
    t.equal(await log.evidence(stream, 3), undefined)
    t.equal(await log.evidence(newStream(), 0), undefined)
  })

  await withLog(t, open, 'big events come back whole', async (t, log) => {
    const before = await log.head()
    const streams = [newStream(), newStream(), newStream()]
    const big = streams.map((_, n) => ({
      ...newEvent(),
      data: pattern(BIG_BYTES, n),
      evidence: pattern(BIG_BYTES, n + 100),
    }))
    await Promise.all(streams.map((s, n) => log.append(s, 'no-stream', big.slice(n, n + 1))))
    for (const [n, stream] of streams.entries()) {
      t.ok(sameBytes((await log.read(stream))[0]?.data, pattern(BIG_BYTES, n)))
      t.ok(sameBytes(await log.evidence(stream, 0), pattern(BIG_BYTES, n + 100)))
    }
    t.equal((await collect(log.scan(before))).length, 3)
  })

  await withLog(t, open, 'the largest event is accepted', async (t, log) => {
    const stream = newStream()
    await log.append(stream, 'no-stream', [{ ...newEvent(), data: pattern(EVENT_BYTES_MAX) }])
    t.equal((await log.read(stream))[0]?.data.length, EVENT_BYTES_MAX)
  })
}

async function scanPromises(t: Check, open: OpenLog): Promise<void> {
  await withLog(t, open, 'a scan from the head is empty', async (t, log) => {
    await log.append(newStream(), 'no-stream', [newEvent()])
    t.same(await collect(log.scan(await log.head())), [])
  })

  await withLog(t, open, 'a scan brings everything once, in order, in pages', async (t, log) => {
    const before = await log.head()
    const appends = Array.from({ length: 30 }, () => newEvents(90))
    for (const events of appends) await log.append(newStream(), 'no-stream', events)
    const pages: number[] = []
    const found = []
    for await (const page of log.scan(before)) {
      pages.push(page.length)
      found.push(...page)
    }
    t.same(idsOf(found), idsOf(appends.flat()))
    t.ok(ascending(found.map(({ position }) => position)))
    t.ok(
      pages.every((length) => length > 0),
      'no page is empty',
    )
    t.equal(
      found.some((event) => 'evidence' in event),
      false,
    )
  })

  await withLog(t, open, 'a scan begins behind its position', async (t, log) => {
    const events = newEvents(10)
    await log.append(newStream(), 'no-stream', events.slice(0, 4))
    const middle = await log.head()
    await log.append(newStream(), 'no-stream', events.slice(4))
    t.same(idsOf(await collect(log.scan(middle))), idsOf(events.slice(4)))
  })

  await withLog(t, open, 'a scan ends although the log grows', async (t, log) => {
    const before = await log.head()
    await log.append(newStream(), 'no-stream', newEvents(3))
    const end = await log.head()
    let seen = 0
    for await (const page of log.scan(before)) {
      seen += page.length
      t.ok(page.every(({ position }) => position <= end))
      await log.append(newStream(), 'no-stream', newEvents(3))
    }
    t.equal(seen, 3)
  })
}
