import type { EventLog, RecordedEvent } from '../src/index.ts'
import type { Check } from './check.ts'
import {
  ascending,
  idsOf,
  newEvent,
  newEvents,
  newStream,
  type OpenLog,
  stored,
  take,
  withLog,
} from './event-log-world.ts'

const WAKES = 200
/** Generous, for a crowded machine; the figure itself is printed. */
const WAKE_P99_MS_MAX = 500
const WRITERS = 500

export async function subscriptionPromises(t: Check, open: OpenLog): Promise<void> {
  await endPromises(t, open)
  await deliveryPromises(t, open)
  await backlogPromises(t, open)
  await wakePromises(t, open)
}

async function endPromises(t: Check, open: OpenLog): Promise<void> {
  await withLog(t, open, 'an aborted signal brings nothing', async (t, log) => {
    const before = await log.head()
    await log.append(newStream(), 'no-stream', [newEvent()])
    const pages: unknown[] = []
    for await (const page of log.subscribe(before, AbortSignal.abort())) pages.push(page)
    t.same(pages, [])
  })

  await withLog(t, open, 'a subscriber that waits ends when it aborts', async (t, log) => {
    const ending = new AbortController()
    const running = drain(log.subscribe(await log.head(), ending.signal))
    await pause(20)
    ending.abort()
    t.equal(await running, 0)
  })

  await withLog(t, open, 'an abort amid a page ends behind it', async (t, log) => {
    const before = await log.head()
    await log.append(newStream(), 'no-stream', newEvents(5))
    t.equal((await take(log, before, 1)).length, 5)
  })

  await withLog(t, open, 'a subscriber may leave and come again', async (t, log) => {
    const before = await log.head()
    const events = newEvents(2)
    await log.append(newStream(), 'no-stream', events)
    for (let round = 0; round < 3; round += 1) {
      for await (const page of log.subscribe(before, new AbortController().signal)) {
        t.same(idsOf(page), idsOf(events))
        break
      }
    }
  })
}

async function deliveryPromises(t: Check, open: OpenLog): Promise<void> {
  await withLog(t, open, 'first what there was, then what comes', async (t, log) => {
    await log.append(newStream(), 'no-stream', newEvents(3))
    const before = await log.head()
    const events = newEvents(30)
    await log.append(newStream(), 'no-stream', events.slice(0, 10))
    const taken = take(log, before, events.length)
    for (const event of events.slice(10)) await log.append(newStream(), 'no-stream', [event])
    t.same(idsOf(await taken), idsOf(events))
  })

  await withLog(t, open, 'a subscriber amid 500 writers misses nothing', async (t, log) => {
    const before = await log.head()
    const taken = [take(log, before, WRITERS), take(log, before, WRITERS)]
    const answers = await Promise.all(
      Array.from({ length: WRITERS }, async (_, n) => {
        await pause(n % 50)
        return stored(await log.append(newStream(), 'no-stream', [newEvent()])).position
      }),
    )
    const wanted = answers.toSorted((a, b) => a - b)
    for (const events of await Promise.all(taken)) {
      t.same(
        events.map(({ position }) => position),
        wanted,
      )
    }
  })

  await withLog(
    t,
    open,
    'a slow subscriber holds up no other and misses nothing',
    async (t, log) => {
      const before = await log.head()
      const events = newEvents(50)
      const quick = take(log, before, events.length)
      const slow = takeSlowly(log, before, events.length)
      for (const event of events) await log.append(newStream(), 'no-stream', [event])
      t.same(idsOf(await quick), idsOf(events))
      t.same(idsOf(await slow), idsOf(events))
    },
  )
}

async function backlogPromises(t: Check, open: OpenLog): Promise<void> {
  await withLog(t, open, 'a long backlog comes in order', async (t, log) => {
    const before = await log.head()
    const appends = Array.from({ length: 30 }, () => newEvents(90))
    for (const events of appends) await log.append(newStream(), 'no-stream', events)
    const found = await take(log, before, 2_700)
    t.same(idsOf(found), idsOf(appends.flat()))
    t.ok(ascending(found.map(({ position }) => position)))
  })

  await withLog(t, open, 'a subscriber goes on after a restart', async (t, log, opened) => {
    const before = await log.head()
    const events = newEvents(6)
    await log.append(newStream(), 'no-stream', events.slice(0, 3))
    const checkpoint = (await take(log, before, 3)).at(-1)?.position ?? 0
    const again = await opened.reopen()
    const taken = take(again, checkpoint, 3)
    await again.append(newStream(), 'no-stream', events.slice(3))
    t.same(idsOf(await taken), idsOf(events.slice(3)))
  })
}

async function wakePromises(t: Check, open: OpenLog): Promise<void> {
  await withLog(t, open, 'a commit wakes the subscriber at once', async (t, log) => {
    const seenAt = new Map<string, number>()
    const taken = take(log, await log.head(), WAKES, (page) => {
      for (const { id } of page) seenAt.set(id, performance.now())
    })
    const waits: number[] = []
    for (let n = 0; n < WAKES; n += 1) {
      const event = newEvent()
      await log.append(newStream(), 'no-stream', [event])
      const acknowledged = performance.now()
      await pause(n % 3)
      waits.push((seenAt.get(event.id) ?? performance.now()) - acknowledged)
    }
    t.equal((await taken).length, WAKES)
    const sorted = waits.toSorted((a, b) => a - b)
    const p99 = sorted[Math.floor(WAKES * 0.99)] as number
    t.comment(`acknowledged to seen: p50 ${ms(sorted[WAKES / 2])}, p99 ${ms(p99)}`)
    t.ok(p99 < WAKE_P99_MS_MAX)
  })
}

const ms = (duration: number | undefined): string => `${(duration ?? 0).toFixed(2)} ms`

const pause = (durationMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, durationMs))

async function drain(pages: AsyncIterable<readonly RecordedEvent[]>): Promise<number> {
  let seen = 0
  for await (const page of pages) seen += page.length
  return seen
}

async function takeSlowly(log: EventLog, after: number, count: number) {
  const ending = new AbortController()
  const events: RecordedEvent[] = []
  for await (const page of log.subscribe(after, ending.signal)) {
    await pause(20)
    events.push(...page)
    if (events.length >= count) ending.abort()
  }
  return events
}
