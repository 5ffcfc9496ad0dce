import { PassThrough } from 'node:stream'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import t, { type Test } from 'tap'
import type { Connection } from './connection.ts'
import { PAGE_EVENTS, Tail } from './tail.ts'

/** A call of which the test is the server. */
class Call extends PassThrough {
  isCancelled = false
  asked: ReadReq | undefined

  constructor() {
    super({ objectMode: true })
  }

  cancel(): void {
    this.isCancelled = true
  }
}

function openTail(t: Test, after = 0) {
  const call = new Call()
  const stub = {
    read(asked: ReadReq) {
      call.asked = asked
      return call
    },
  }
  const connection = {
    open: async (_name: string, start: (...given: unknown[]) => unknown) => ({
      call: start(stub, []),
      stub,
    }),
  }
  const place = after > 0 ? { commit: String(after), prepare: String(after) } : undefined
  const from = { position: after, place }
  const signal = new AbortController().signal
  const tail = new Tail(connection as unknown as Connection, from, signal)
  t.teardown(() => tail.close())
  return { call, tail }
}

function event(position: number, type = 'log.checked.v1', stream = 'test-1'): ReadResp {
  const record = new streams.ReadResp.ReadEvent.RecordedEvent()
  record.setId(new shared.UUID().setString(crypto.randomUUID()))
  record.setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream)))
  record.setStreamRevision('0')
  record.setCommitPosition(String(position))
  record.setPreparePosition(String(position))
  record.getMetadataMap().set('type', type)
  const read = new streams.ReadResp.ReadEvent()
  read.setEvent(record)
  return new streams.ReadResp().setEvent(read)
}

function checkpoint(commit: number, prepare: number): ReadResp {
  const place = new streams.ReadResp.Checkpoint()
  place.setCommitPosition(String(commit))
  place.setPreparePosition(String(prepare))
  return new streams.ReadResp().setCheckpoint(place)
}

await t.test('the server’s own events and what came before are skipped', async (t) => {
  const { call, tail } = openTail(t, 10)
  for (const message of [event(10), event(20), event(15), event(30, '$x'), event(40, 'a', '$s')]) {
    call.write(message)
  }
  await tail.news(1_000)
  t.same(
    tail.take().map(({ position }) => position),
    [20],
  )
  t.equal(call.asked?.getOptions()?.getAll()?.getPosition()?.getCommitPosition(), '10')
})

await t.test('a checkpoint moves the place to go on from, not what was seen', async (t) => {
  const { call, tail } = openTail(t)
  call.write(event(20))
  call.write(checkpoint(90, 85))
  call.write(checkpoint(50, 50))
  await tail.news(1_000)
  t.same(tail.reached, { position: 20, place: { commit: '90', prepare: '85' } })
})

await t.test('a page that is full holds the server back until it is taken', async (t) => {
  const { call, tail } = openTail(t)
  for (let n = 1; n <= PAGE_EVENTS * 2; n += 1) call.write(event(n))
  await tail.news(1_000)
  t.ok(call.isPaused())
  t.equal(tail.take().length, PAGE_EVENTS)
  await tail.news(1_000)
  t.equal(tail.take().length, PAGE_EVENTS)
})

await t.test('what arrived before an error is kept; closing cancels the call', async (t) => {
  const { call, tail } = openTail(t)
  call.write(event(20))
  await tail.news(1_000)
  call.emit('error', Object.assign(new Error('too slow'), { code: 10 }))
  t.match(tail.fault, { code: 'call-failed', cause: { code: 10 } })
  t.equal(tail.take().length, 1)
  tail.close()
  t.ok(call.isCancelled)
})
