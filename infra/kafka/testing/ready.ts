import { setTimeout as pause } from 'node:timers/promises'
import { Kafka, logLevel } from 'kafkajs'

const POLL_MS = 200
const READY_MS_MAX = 60_000
const ANSWER_MS_MAX = 2_000

/** Fulfils with true when so many brokers are known to the one at the address; false when it ended. */
export async function answers(
  address: string,
  brokers: number,
  hasEnded: () => boolean = () => false,
): Promise<boolean> {
  const admin = new Kafka({
    brokers: [address],
    logLevel: logLevel.NOTHING,
    connectionTimeout: ANSWER_MS_MAX,
    requestTimeout: ANSWER_MS_MAX,
    retry: { retries: 0 },
  }).admin()
  const deadline = Date.now() + READY_MS_MAX
  try {
    while (Date.now() < deadline && !hasEnded()) {
      const known = await admin
        .connect()
        .then(
          async () => (await admin.describeCluster()).brokers.length,
          () => 0,
        )
        .catch(() => 0)
      if (known >= brokers) return true
      await pause(POLL_MS)
    }
    return false
  } finally {
    await admin.disconnect()
  }
}
