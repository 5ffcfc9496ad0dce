import { deadTopic, FeedUnavailable, type Topic } from '@xianjie/contracts'
import kafkajs, { type Admin, type ITopicConfig } from 'kafkajs'
import { type Client, withAdmin } from './client.ts'
import { errorType } from './faults.ts'
import { pause } from './waiting.ts'

/** `max.message.bytes` counts a whole batch: what is around its records, compressed to no avail. */
const BATCH_OVERHEAD_BYTES = 4_096
/** Room for the headers of a dead letter beside the record's own. */
const DEAD_HEADERS_BYTES = 4_096
const MS_PER_HOUR = 3_600_000
const TOPICS_KNOWN_MAX = 10_000
const LOOK_MS = 100
/** For a topic that was made just now. */
const LOOKS_MAX = 100
/** For a topic that may never have been made. */
const MISSING_LOOKS_MAX = 10

/** Makes topics that are missing, with their dead-letter topics; the others are left alone. */
export async function ensureTopics(client: Client, topics: readonly Topic[]): Promise<void> {
  if (topics.length === 0) return
  await withAdmin(client, 'making topics', async (admin) => {
    const existing = new Set(await admin.listTopics())
    const missing = topics
      .flatMap((topic) => [topic, deadLetters(topic)])
      .filter(({ name }) => !existing.has(name))
    if (missing.length > 0) await create(admin, missing, client.replication)
  })
}

/** The same for one topic that has no dead letters. */
export const ensureOne = (client: Client, topic: Topic): Promise<void> =>
  withAdmin(client, `making ${topic.name}`, async (admin) => {
    const existing = await admin.listTopics()
    if (!existing.includes(topic.name)) await create(admin, [topic], client.replication)
  })

const deadLetters = (topic: Topic): Topic => ({
  ...topic,
  name: deadTopic(topic.name),
  partitions: 1,
  compacted: false,
  recordBytesMax: topic.recordBytesMax + DEAD_HEADERS_BYTES,
})

async function create(admin: Admin, missing: readonly Topic[], replication: number): Promise<void> {
  const { brokers } = await admin.describeCluster()
  const copies = Math.min(replication, brokers.length)
  // One by one: of several topics in one call, another process may have made a part meanwhile.
  for (const topic of missing) {
    await admin.createTopics({ topics: [settingsOf(topic, copies)], waitForLeaders: false })
  }
  await untilKnown(
    admin,
    missing.map(({ name }) => name),
  )
}

/** Brokers learn of a new topic a moment after the controller has made it. */
async function untilKnown(admin: Admin, names: readonly string[]): Promise<void> {
  for (let looks = 1; ; looks++) {
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: [...names] })
      const all = topics.flatMap(({ partitions }) => partitions)
      if (all.every(({ leader }) => leader >= 0)) return
    } catch (fault) {
      if (!isNotYetKnown(fault) || looks === LOOKS_MAX) throw fault
    }
    await pause(LOOK_MS)
  }
}

const isNotYetKnown = (fault: unknown): boolean =>
  errorType(fault) === 'UNKNOWN_TOPIC_OR_PARTITION' || errorType(fault) === 'LEADER_NOT_AVAILABLE'

function settingsOf(topic: Topic, copies: number): ITopicConfig {
  const { name, partitions, compacted, recordBytesMax, retentionHours } = topic
  const retentionMs = retentionHours === undefined ? -1 : retentionHours * MS_PER_HOUR
  const entries = {
    'cleanup.policy': compacted ? 'compact' : 'delete',
    'max.message.bytes': recordBytesMax + BATCH_OVERHEAD_BYTES,
    'retention.ms': retentionMs,
    // A record is acknowledged once all but one of three copies have it: one broker may be away.
    'min.insync.replicas': Math.max(1, copies - 1),
  }
  return {
    topic: name,
    numPartitions: partitions,
    replicationFactor: copies,
    configEntries: Object.entries(entries).map(([entry, value]) => ({
      name: entry,
      value: String(value),
    })),
  }
}

/** What one record of a topic may have, bytes, as the topic's own settings say. */
export class RecordLimits {
  readonly #client: Client
  readonly #known = new Map<string, number>()

  constructor(client: Client) {
    this.#client = client
  }

  /** Asks for those that are not known yet; rejects with `FeedUnavailable` for a missing topic. */
  async learn(topics: Iterable<string>): Promise<void> {
    const names = [...new Set(topics)].filter((topic) => !this.#known.has(topic))
    if (names.length === 0) return
    const found = await withAdmin(this.#client, `limits of ${names}`, (admin) => ask(admin, names))
    if (this.#known.size + names.length > TOPICS_KNOWN_MAX) this.#known.clear()
    for (const [topic, bytes] of found) this.#known.set(topic, bytes)
  }

  /** Undefined for a topic that was not learnt. */
  of(topic: string): number | undefined {
    return this.#known.get(topic)
  }
}

async function ask(admin: Admin, names: readonly string[]): Promise<readonly [string, number][]> {
  const type = kafkajs.ConfigResourceTypes.TOPIC
  const configNames = ['max.message.bytes']
  const resources = names.map((name) => ({ type, name, configNames }))
  for (let looks = 1; ; looks++) {
    try {
      const found = await admin.describeConfigs({ includeSynonyms: false, resources })
      return found.resources.map(({ resourceName, configEntries }) => [
        resourceName,
        Number(configEntries[0]?.configValue) - BATCH_OVERHEAD_BYTES,
      ])
    } catch (fault) {
      if (!isNotYetKnown(fault)) throw fault
      if (looks === MISSING_LOOKS_MAX) throw missing(names, fault)
      await pause(LOOK_MS)
    }
  }
}

const missing = (names: readonly string[], cause: unknown): FeedUnavailable =>
  new FeedUnavailable(`a topic is missing: one of ${names}`, { cause })
