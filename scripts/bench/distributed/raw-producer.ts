/** What kafkajs alone can do: messages that are ready, one send in flight, zstd, all copies. */
import type { FeedRecord } from '@xianjie/contracts'
import kafkajs, { Kafka, type TopicMessages } from 'kafkajs'

const ALL_COPIES = -1

/** Sends the batches one after the other; answers with records per second, connecting left out. */
export async function produceRaw(
  brokers: readonly string[],
  batches: readonly (readonly FeedRecord[])[],
  prefix: string,
): Promise<number> {
  const kafka = new Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING })
  const producer = kafka.producer({
    allowAutoTopicCreation: false,
    createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
    maxInFlightRequests: 1,
  })
  await producer.connect()
  const ready = batches.map((batch) => topicMessages(batch, prefix))
  const started = performance.now()
  for (const messages of ready) {
    await producer.sendBatch({
      acks: ALL_COPIES,
      compression: kafkajs.CompressionTypes.ZSTD,
      topicMessages: messages,
    })
  }
  const seconds = (performance.now() - started) / 1_000
  await producer.disconnect()
  return batches.flat().length / seconds
}

function topicMessages(records: readonly FeedRecord[], prefix: string): TopicMessages[] {
  const byTopic = Map.groupBy(records, ({ topic }) => topic)
  return [...byTopic].map(([topic, own]) => ({
    topic: prefix + topic,
    messages: own.map(({ key, headers, value }) => ({
      key,
      value: value ? Buffer.from(value) : null,
      headers: { ...headers },
    })),
  }))
}
