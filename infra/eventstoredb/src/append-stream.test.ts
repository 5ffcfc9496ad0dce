import { PassThrough } from 'node:stream'
import shared from '@eventstore/db-client/generated/shared_pb.js'
import streams from '@eventstore/db-client/generated/streams_pb.js'
import t from 'tap'
import { AppendStream } from './append-stream.ts'
import type { Connection } from './connection.ts'
import { type AppendRequest, appendRequest } from './requests.ts'

const SILENCE_MS = 100
const TRY_MS = 1_000

/** A call of which the test is the server. */
class Call extends PassThrough {
  isCancelled = false

  constructor() {
    super({ objectMode: true })
  }

  override write(): boolean {
    return true
  }

  cancel(): void {
    this.isCancelled = true
  }

  answer({ correlation }: AppendRequest): void {
    const position = new shared.AllStreamPosition().setCommitPosition('7').setPreparePosition('7')
    const success = new streams.BatchAppendResp.Success().setCurrentRevision('0')
    success.setPosition(position)
    const message = new streams.BatchAppendResp().setSuccess(success)
    this.emit('data', message.setCorrelationId(new shared.UUID().setString(correlation)))
  }
}

function openStream() {
  const calls: Call[] = []
  const suspects: unknown[] = []
  const connection = {
    async open(_name: string, start: (...given: unknown[]) => unknown) {
      const call = new Call()
      calls.push(call)
      const stub = { batchAppend: () => call }
      start(stub, [])
      return { call, stub }
    },
    suspect: (stub: unknown) => suspects.push(stub),
  }
  const limits = { silenceMs: SILENCE_MS, tryMs: TRY_MS }
  return { calls, suspects, stream: new AppendStream(connection as unknown as Connection, limits) }
}

const newRequest = (): AppendRequest => appendRequest('test-1', 'no-stream', [])
const pause = (durationMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, durationMs))

await t.test(
  'on a silent call everything is given up, and the next append has a new one',
  async (t) => {
    const { calls, suspects, stream } = openStream()
    const asked = [newRequest(), newRequest()].map((request) => stream.send(request))
    for (const answer of asked) await t.rejects(answer, { code: 'call-failed', retriable: true })
    t.ok(calls[0]?.isCancelled)
    t.equal(suspects.length, 1)
    const request = newRequest()
    const answer = stream.send(request)
    await pause(1)
    calls[0]?.answer(request)
    calls[1]?.answer(request)
    t.same(await answer, { kind: 'stored', position: 7, revision: 0 })
  },
)

await t.test('an append waits while those before it are answered', async (t) => {
  const { calls, stream } = openStream()
  const requests = Array.from({ length: 6 }, newRequest)
  const asked = requests.map((request) => stream.send(request))
  for (const request of requests) {
    await pause(SILENCE_MS * 0.6)
    calls[0]?.answer(request)
  }
  t.equal((await Promise.all(asked)).length, 6)
  t.equal(calls.length, 1)
})

await t.test('an append that was passed over fails alone', async (t) => {
  const { calls, stream } = openStream()
  const [first, second, third] = [newRequest(), newRequest(), newRequest()]
  const [lost, ...others] = [first, second, third].map((request) => stream.send(request))
  await pause(SILENCE_MS / 2)
  calls[0]?.answer(second)
  await t.rejects(lost as Promise<unknown>, { code: 'call-failed' })
  calls[0]?.answer(first)
  calls[0]?.answer(third)
  t.equal((await Promise.all(others)).length, 2, 'a late answer disturbs nobody')
})

await t.test('no append waits for ever on a busy call', async (t) => {
  const { calls, stream } = openStream()
  const early = Array.from({ length: 30 }, newRequest)
  const settled = Promise.allSettled(early.map((request) => stream.send(request)))
  const last = stream.send(newRequest())
  const answering = setInterval(() => {
    const request = early.shift()
    if (request) calls[0]?.answer(request)
  }, SILENCE_MS / 2)
  await t.rejects(last, { code: 'call-failed' })
  clearInterval(answering)
  stream.close()
  await settled
})
