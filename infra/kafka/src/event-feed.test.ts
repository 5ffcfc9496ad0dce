import { eventFeedPromises } from '@xianjie/contracts/conformance/event-feed'
import { kafkaOrReason } from '@xianjie/kafka/testing'
import t from 'tap'
import { openEventFeed } from './index.ts'

const kafka = await kafkaOrReason()

if (typeof kafka === 'string') t.pass(kafka, { skip: kafka })
else {
  const { brokers, name, dispose } = kafka
  t.teardown(dispose)
  t.comment(name)

  const faults: string[] = []
  /** Quick heartbeats: leaders and members change often here. */
  const timings = { heartbeatMs: 200, fetchMs: 200 }
  const onFault = (fault: Error) => faults.push(fault.message)
  const openFeed = () => openEventFeed({ brokers, clientId: 'conformance', timings, onFault })

  async function open() {
    const opened = [await openFeed()]
    const [feed] = opened as [(typeof opened)[number]]
    let current = feed
    return {
      feed,
      beside: async () => {
        const other = await openFeed()
        opened.push(other)
        return other
      },
      reopen: async () => {
        await current.close()
        current = await openFeed()
        opened.push(current)
        return current
      },
      dispose: async () => {
        await Promise.all(opened.map((one) => one.close()))
      },
    }
  }

  await t.test('Kafka keeps what every feed promises', async (t) => {
    await eventFeedPromises(t, open)
  })

  t.comment([...new Set(faults)].slice(0, 20).join('\n'))
}
