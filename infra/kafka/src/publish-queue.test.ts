import { type EventId, type FeedRecord, FeedUnavailable } from '@xianjie/contracts'
import t from 'tap'
import { sizeOf } from './messages.ts'
import {
  PublishQueue,
  SEND_BYTES_MAX,
  SEND_RECORDS_MAX,
  WAITING_BYTES_MAX,
  WAITING_CALLS_MAX,
} from './publish-queue.ts'

const PUBLISH_MS = 10_000
const LIMIT_BYTES = 200_000

const record = (n: number, bytes = 10, topic = 'wide'): FeedRecord => ({
  topic,
  id: `${n}` as EventId,
  key: 'a',
  headers: {},
  value: new Uint8Array(bytes),
})

const idsOf = (records: readonly FeedRecord[]) => records.map(({ id }) => Number(id))

/** A queue whose sends are noted, and fulfil when they are let. */
function newQueue(publishMs = PUBLISH_MS) {
  const sends: (readonly FeedRecord[])[] = []
  const gates: PromiseWithResolvers<void>[] = []
  let isOpen = false
  const sending = {
    send: async (records: readonly FeedRecord[]) => {
      sends.push(records)
      if (isOpen) return
      const gate = Promise.withResolvers<void>()
      gates.push(gate)
      await gate.promise
    },
  }
  const limits = {
    learn: async () => {},
    of: (topic: string) => (topic === 'wide' ? SEND_BYTES_MAX * 2 : LIMIT_BYTES),
  }
  return {
    queue: new PublishQueue(sending, limits, publishMs),
    sends,
    fail: () => gates.shift()?.reject(new FeedUnavailable('away')),
    open: () => {
      isOpen = true
      for (const gate of gates.splice(0)) gate.resolve()
    },
  }
}

const turns = () => new Promise((resolve) => setTimeout(resolve, 5))

t.test('a full queue pushes back and recovers', async (t) => {
  const { queue, open } = newQueue()
  const big = Array.from({ length: 65 }, (_, n) => record(n, WAITING_BYTES_MAX / 64))
  const served = queue.publish(big)
  await t.rejects(queue.publish([record(1)]), { code: 'feed-unavailable', retriable: true })
  open()
  await served
  await queue.publish([record(1)])
})

t.test('so many calls may wait, and no more', async (t) => {
  const { queue, open } = newQueue()
  const calls = Array.from({ length: WAITING_CALLS_MAX }, (_, n) => queue.publish([record(n)]))
  await t.rejects(queue.publish([record(1)]), { code: 'feed-unavailable' })
  open()
  await Promise.all(calls)
})

t.test('what waits is rejected when its time is over', async (t) => {
  const { queue, sends, fail } = newQueue(50)
  const first = queue.publish([record(0)])
  await turns()
  const second = queue.publish([record(1)])
  const both = Promise.all([
    t.rejects(first, { code: 'feed-unavailable' }),
    t.rejects(second, { code: 'feed-unavailable' }),
  ])
  await new Promise((resolve) => setTimeout(resolve, 80))
  fail()
  await both
  t.equal(sends.length, 1)
})

t.test('a failed send fails its calls, and the next ones are served', async (t) => {
  const { queue, sends, fail, open } = newQueue()
  const first = queue.publish([record(0)])
  await turns()
  const later = [queue.publish([record(1)]), queue.publish([record(2), record(3)])]
  fail()
  await t.rejects(first, { code: 'feed-unavailable' })
  await turns()
  open()
  await Promise.all(later)
  t.same(sends.map(idsOf), [[0], [1, 2, 3]], 'what waited goes together')
})

t.test('one send is bounded in records and bytes, of each topic, too', async (t) => {
  const { queue, sends, open } = newQueue()
  open()
  await queue.publish(Array.from({ length: SEND_RECORDS_MAX + 1 }, (_, n) => record(n)))
  t.same(
    sends.splice(0).map(({ length }) => length),
    [SEND_RECORDS_MAX, 1],
  )
  await queue.publish([record(0, SEND_BYTES_MAX + 1), record(1), record(2)])
  t.same(sends.splice(0).map(idsOf), [[0], [1, 2]], 'a larger record goes alone')
  await queue.publish(Array.from({ length: 4 }, (_, n) => record(n, 90_000, 'narrow')))
  t.same(sends.splice(0).map(idsOf), [
    [0, 1],
    [2, 3],
  ])
})

t.test('only the call with a record that is too large is refused', async (t) => {
  const { queue, sends, open } = newQueue()
  const calls = [
    queue.publish([record(0)]),
    queue.publish([record(1), record(2, LIMIT_BYTES, 'narrow')]),
    queue.publish([record(3)]),
  ]
  const refused = t.rejects(calls[1] ?? Promise.resolve(), { code: 'record-too-large' })
  await turns()
  open()
  await Promise.all([calls[0], refused, calls[2]])
  t.same(sends.map(idsOf), [[0], [3]])
})

t.test('the size of a record counts all that goes with it', async (t) => {
  const bare = sizeOf(record(0, 0))
  t.equal(sizeOf(record(0, 1_000)), bare + 1_000)
  t.equal(sizeOf({ ...record(0, 0), key: '沪沪' }), bare + 5)
  t.ok(sizeOf({ ...record(0, 0), headers: { reason: '看不懂' } }) > bare + 'reason'.length + 9)
})
