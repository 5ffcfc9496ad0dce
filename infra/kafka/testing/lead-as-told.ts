/** A process for `src/event-feed.crash.test.ts`: leads, and commits what standard input tells it. */
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { LeaderTerm } from '@xianjie/contracts'
import { openEventFeed } from '../src/index.ts'

const [brokers = '', name = ''] = process.argv.slice(2)
const feed = await openEventFeed({
  brokers: brokers.split(','),
  clientId: 'lead-as-told',
  timings: { heartbeatMs: 200, fetchMs: 200, sessionMs: 2_000, rebalanceMs: 5_000 },
})

let term: LeaderTerm | undefined
const led = feed.lead(name, new AbortController().signal, async (won) => {
  term ??= won
  console.log(`leads ${won.checkpoint}`)
  if (!won.signal.aborted) await once(won.signal, 'abort')
})

for await (const line of createInterface({ input: process.stdin })) {
  const checkpoint = Number(line.split(' ')[1])
  await term?.commit(checkpoint).then(
    () => console.log(`committed ${checkpoint}`),
    (fault) => console.log(fault.code),
  )
}
await led
