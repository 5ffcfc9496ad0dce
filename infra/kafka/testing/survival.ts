/** For tests of faults: publishing and consuming while something happens to the brokers. */
import type { EventFeed, FeedRecord } from '@xianjie/contracts'
import {
  idsByKey,
  newName,
  newRecords,
  newTopic,
  reading,
} from '@xianjie/contracts/conformance/event-feed-world'
import type { Test } from 'tap'
import { type FeedOptions, openEventFeed } from '../src/index.ts'
import { pause } from '../src/waiting.ts'
import type { TestKafka } from './index.ts'

const KEYS = 8
const CALL_RECORDS = 40
const CALLS = 50
const TRIES_MAX = 30

/** Short, so that faults are noticed within a test. */
export const TIMINGS = {
  heartbeatMs: 200,
  fetchMs: 200,
  sessionMs: 2_000,
  rebalanceMs: 5_000,
  requestMs: 3_000,
  connectMs: 1_000,
  disconnectMs: 1_000,
}

/** A feed that closes with the test. */
export const openFeed = (
  t: Test,
  kafka: TestKafka,
  faults: string[] = [],
  more: Partial<FeedOptions> = {},
) =>
  openEventFeed({
    brokers: kafka.brokers,
    clientId: 'crash',
    onFault: (fault) => faults.push(fault.message),
    ...more,
    timings: { ...TIMINGS, ...more.timings },
  }).then((feed) => {
    t.teardown(() => feed.close())
    return feed
  })

/** As whoever wants order does it: the same again, until it is published. */
export async function publishAgain(
  feed: EventFeed,
  records: readonly FeedRecord[],
): Promise<number> {
  for (let tries = 1; ; tries++) {
    try {
      await feed.publish(records)
      return tries
    } catch (fault) {
      if (tries === TRIES_MAX) throw fault
    }
  }
}

/** Publishes and consumes while something happens to the brokers; nothing may be lost or reordered. */
export async function survives(
  t: Test,
  kafka: TestKafka,
  happens: () => Promise<void>,
): Promise<void> {
  const faults: string[] = []
  const feed = await openFeed(t, kafka, faults, { timings: { publishMs: 4_000 } })
  const topic = await newTopic(feed)
  const records = newRecords(topic, KEYS, (CALLS * CALL_RECORDS) / KEYS)
  const reader = reading(feed, [topic.name], newName('group'))
  let happening: Promise<void> = Promise.resolve()
  let tries = 0
  for (let call = 0; call < CALLS; call++) {
    if (call === CALLS / 5) happening = happens()
    const from = call * CALL_RECORDS
    tries += await publishAgain(feed, records.slice(from, from + CALL_RECORDS))
    await pause(20)
  }
  await happening
  await reader.until(records.length)
  await reader.stop()
  t.same(idsByKey(reader.taken), idsByKey(records))
  const repeated = reader.taken.length - records.length
  t.comment(`${tries} tries of ${CALLS} calls, ${repeated} of ${records.length} records again`)
  t.comment([...new Set(faults)].join('\n'))
}
