/** One life of one member of a group: from joining to leaving, crash or silence. */
import type { Consumer, DeliveredRecord } from '@xianjie/contracts'
import type { Consumer as KafkaConsumer } from 'kafkajs'
import { type Client, leave } from './client.ts'
import { lagOf } from './lag.ts'
import { takeBatch } from './take-batch.ts'
import { Watchdog } from './watchdog.ts'
import './zstd.ts'

/** Partitions whose records are taken beside each other. */
const PARTITIONS_AT_ONCE = 8
const FETCH_BYTES_MAX = 8 * 1_048_576
const PARTITION_BYTES_MAX = 1_048_576
const RETRIES = 3
const METADATA_MS_MAX = 60_000

export type Membership = {
  readonly consumer: Consumer
  readonly client: Client
  readonly bury: (record: DeliveredRecord, reason: string) => Promise<void>
  readonly faults: Map<string, number>
  /** Aborts when the member is to leave. */
  readonly signal: AbortSignal
  /** Called when a record was taken: the member works. */
  readonly onProgress: () => void
}

/** Fulfils after leaving because of the signal; rejects with what ended the member otherwise. */
export async function beMember(membership: Membership): Promise<void> {
  const { client, signal } = membership
  const own = new AbortController()
  const ended = AbortSignal.any([signal, own.signal])
  const { promise: broken, reject } = Promise.withResolvers<never>()
  broken.catch(() => {})
  const kafkaConsumer = newConsumer(membership)
  const underWay = new Set<Promise<void>>()
  const watchdog = watch(membership, kafkaConsumer, reject)
  kafkaConsumer.on('consumer.crash', ({ payload }) => reject(payload.error))
  try {
    const run = start(membership, kafkaConsumer, ended, watchdog, underWay)
    await Promise.race([run.then(() => aborted(ended)), broken])
  } finally {
    watchdog.stop()
    own.abort()
    await leave(client, () => kafkaConsumer.disconnect())
    // A take that outlasts the leaving still belongs to this member: nothing is begun before its end.
    await Promise.allSettled(underWay)
  }
}

function newConsumer({ consumer, client }: Membership): KafkaConsumer {
  const { sessionMs, heartbeatMs, rebalanceMs, fetchMs } = client.timings
  return client.kafka().consumer({
    groupId: consumer.group,
    sessionTimeout: sessionMs,
    heartbeatInterval: heartbeatMs,
    rebalanceTimeout: rebalanceMs,
    maxWaitTimeInMs: fetchMs,
    maxBytes: FETCH_BYTES_MAX,
    maxBytesPerPartition: PARTITION_BYTES_MAX,
    metadataMaxAge: METADATA_MS_MAX,
    allowAutoTopicCreation: false,
    // Whoever builds this consumer builds the next one, too, with a pause of its own.
    retry: { retries: RETRIES, restartOnFailure: async () => false },
  })
}

function watch(
  { consumer, client }: Membership,
  kafkaConsumer: KafkaConsumer,
  onSilent: (fault: Error) => void,
): Watchdog {
  let assigned: Readonly<Record<string, readonly number[]>> = {}
  const watchdog = new Watchdog(client.timings.silenceMs, {
    lag: () => lagOf(client, consumer.group, assigned),
    onSilent,
  })
  kafkaConsumer.on('consumer.fetch', () => watchdog.sawFetch())
  kafkaConsumer.on('consumer.group_join', ({ payload }) => {
    assigned = payload.memberAssignment
    watchdog.sawFetch()
  })
  return watchdog
}

async function start(
  { consumer, client, bury, faults, onProgress }: Membership,
  kafkaConsumer: KafkaConsumer,
  signal: AbortSignal,
  watchdog: Watchdog,
  underWay: Set<Promise<void>>,
): Promise<void> {
  const { timings, onFault } = client
  const progress = () => {
    watchdog.sawProgress()
    onProgress()
  }
  const onWork = () => watchdog.sawFetch()
  const taking = { consumer, timings, bury, onFault, onProgress: progress, onWork, faults, signal }
  await kafkaConsumer.connect()
  await kafkaConsumer.subscribe({ topics: [...consumer.topics], fromBeginning: true })
  await kafkaConsumer.run({
    eachBatchAutoResolve: false,
    partitionsConsumedConcurrently: PARTITIONS_AT_ONCE,
    eachBatch: async (payload) => {
      const taken = takeBatch(payload, taking)
      underWay.add(taken)
      await taken.finally(() => underWay.delete(taken))
    },
  })
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
