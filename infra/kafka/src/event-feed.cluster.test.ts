import { kafkaOrReason } from '@xianjie/kafka/testing'
import t from 'tap'
import { survives } from '../testing/survival.ts'
import { pause } from './waiting.ts'

const AWAY_MS = 1_000

const kafka = await kafkaOrReason({ brokers: 3, own: true })
if (typeof kafka === 'string') t.pass(kafka, { skip: kafka })
else {
  t.teardown(kafka.dispose)

  await t.test('of three brokers, any one may be away', async (t) => {
    await survives(t, kafka, async () => {
      for (const index of [0, 1]) {
        await kafka.kill(index, 'SIGKILL')
        await pause(AWAY_MS)
        await kafka.restart(index)
      }
    })
  })
}
