/** What every `EventLog` promises (ports/event-log.ts), to be run by each adapter's tests. */
import type { Check } from './check.ts'
import { appendPromises } from './event-log-appends.ts'
import { readPromises } from './event-log-reads.ts'
import { subscriptionPromises } from './event-log-subscriptions.ts'
import { newEvent, newEvents, newStream, type OpenLog, stored, withLog } from './event-log-world.ts'

export type { Check } from './check.ts'
export type { OpenedLog, OpenLog } from './event-log-world.ts'

/** Runs the whole suite; each test opens a log of its own. */
export async function eventLogPromises(t: Check, open: OpenLog): Promise<void> {
  await t.test('appends', (inner) => appendPromises(inner, open))
  await t.test('reads', (inner) => readPromises(inner, open))
  await t.test('subscriptions', (inner) => subscriptionPromises(inner, open))
}

/**
 * More than the port promises: an id that is known anywhere is never written again. An adapter that
 * indexes ids keeps this; EventStoreDB looks at the expected revision's own events only.
 */
export async function eventIdPromises(t: Check, open: OpenLog): Promise<void> {
  await withLog(t, open, 'an id known in another stream is refused', async (t, log) => {
    const event = newEvent()
    const stream = newStream()
    await log.append(newStream(), 'no-stream', [event])
    const wanted = { ok: false, reason: 'wrong-revision', actual: 'no-stream' }
    t.same(await log.append(stream, 'no-stream', [event]), wanted)
    t.same(await log.append(stream, 'no-stream', [newEvent(), event]), wanted)
    t.same(await log.read(stream), [])
  })

  await withLog(t, open, 'an id known earlier in the stream is refused', async (t, log) => {
    const stream = newStream()
    const event = newEvent()
    await log.append(stream, 'no-stream', [event])
    const wanted = { ok: false, reason: 'wrong-revision', actual: 0 }
    t.same(await log.append(stream, 0, [event]), wanted)
    t.same(await log.append(stream, 0, [newEvent(), event]), wanted)
    t.equal((await log.read(stream)).length, 1)
  })

  await withLog(t, open, 'known ids in another order are refused', async (t, log) => {
    const stream = newStream()
    const events = newEvents(2)
    await log.append(stream, 'no-stream', events)
    const answer = await log.append(stream, 'no-stream', events.toReversed())
    t.same(answer, { ok: false, reason: 'wrong-revision', actual: 1 })
  })

  await withLog(
    t,
    open,
    'of one event sent to two streams at once, one is kept',
    async (t, log) => {
      const event = newEvent()
      const streams = Array.from({ length: 20 }, newStream)
      const answers = await Promise.all(streams.map((s) => log.append(s, 'no-stream', [event])))
      t.equal(answers.filter(({ ok }) => ok).length, 1)
      const others = await Promise.all(
        streams.map((stream) => log.append(stream, 'no-stream', [newEvent()])),
      )
      t.equal(others.filter(({ ok }) => ok).length, streams.length - 1)
      t.ok(answers.filter(({ ok }) => ok).map(stored)[0]?.repeated === false)
    },
  )
}
