/** A feed in memory: partitions by key, offsets of groups, faults when told. Keeps the port's promises. */
import { setTimeout as pause } from 'node:timers/promises'
import {
  type Consumer,
  DEAD_HEADERS,
  type DeliveredRecord,
  deadTopic,
  type EventFeed,
  type FeedRecord,
  FeedUnavailable,
  RecordRefused,
  type Topic,
} from '@xianjie/contracts'

export type FeedDouble = EventFeed & {
  /** What a topic holds, partition after partition. */
  records(topic: string): readonly DeliveredRecord[]
  /** Topics made so far. */
  readonly topics: ReadonlyMap<string, Topic>
  /** Topics of each call of `consume` so far. */
  readonly consumed: readonly (readonly string[])[]
  /** Publishing and making topics reject while set. */
  away: boolean
  /** Records that are being taken at this moment. */
  underWay: number
}

const AGAIN_MS = 5

export function openFeedDouble(): FeedDouble {
  const partitions = new Map<string, DeliveredRecord[]>()
  const offsets = new Map<string, number>()
  const topics = new Map<string, Topic>()
  const consumed: (readonly string[])[] = []
  const partitionOf = (record: FeedRecord): number => {
    const count = topics.get(record.topic)?.partitions ?? 1
    return [...record.key].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % count
  }
  const add = (record: FeedRecord) => {
    const partition = partitionOf(record)
    const at = `${record.topic} ${partition}`
    const held = partitions.get(at) ?? []
    partitions.set(at, held)
    held.push({ ...record, partition, offset: held.length })
  }
  const feed: FeedDouble = {
    topics,
    consumed,
    underWay: 0,
    away: false,
    records: (topic) =>
      [...partitions].filter(([at]) => at.startsWith(`${topic} `)).flatMap(([, held]) => held),
    ensureTopics: async (wanted) => {
      if (feed.away) throw new FeedUnavailable('away')
      for (const topic of wanted) topics.set(topic.name, topics.get(topic.name) ?? topic)
    },
    publish: async (records) => {
      await pause(1)
      if (feed.away) throw new FeedUnavailable('away')
      for (const record of records) add(record)
    },
    consume: async (consumer) => {
      consumed.push(consumer.topics)
      const each = consumer.topics.flatMap((name) =>
        Array.from({ length: topics.get(name)?.partitions ?? 1 }, (_, at) => `${name} ${at}`),
      )
      await Promise.all(each.map((at) => follow(at, consumer)))
    },
    lead: async () => {},
    check: async () => {},
    close: async () => {},
  }
  const follow = async (at: string, { take, group, signal }: Consumer): Promise<void> => {
    const own = `${group} ${at}`
    while (!signal.aborted) {
      const record = partitions.get(at)?.[offsets.get(own) ?? 0]
      if (record && (await taken(record, take))) offsets.set(own, record.offset + 1)
      else await pause(AGAIN_MS)
    }
  }
  const taken = async (record: DeliveredRecord, take: Consumer['take']): Promise<boolean> => {
    feed.underWay += 1
    try {
      await take(record)
      return true
    } catch (fault) {
      if (!(fault instanceof RecordRefused)) return false
      const headers = { ...record.headers, [DEAD_HEADERS.reason]: fault.message }
      add({ ...record, topic: deadTopic(record.topic), headers })
      return true
    } finally {
      feed.underWay -= 1
    }
  }
  return feed
}
