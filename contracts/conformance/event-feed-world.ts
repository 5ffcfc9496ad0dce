import type { DeliveredRecord, EventFeed, EventId, FeedRecord, Topic } from '../src/index.ts'
import { bytesOf, type Check } from './check.ts'

export type OpenedFeed = {
  readonly feed: EventFeed
  /** The same feed as a second process has it; stays open when the first is closed. */
  beside(): Promise<EventFeed>
  /** Closes the feed and opens the same one again. */
  reopen(): Promise<EventFeed>
  /** Closes whatever is open. */
  dispose(): Promise<void>
}
export type OpenFeed = () => Promise<OpenedFeed>

/** Generous, for a crowded machine: what has not come by then does not come. */
const WAIT_MS_MAX = 30_000
const POLL_MS = 5

/** Names nobody else uses: a suite may run against a server that others use. */
export const newName = (what = 'conformance'): string => `${what}-${crypto.randomUUID()}`

/** A topic that exists, with four partitions unless told otherwise. */
export async function newTopic(feed: EventFeed, wanted: Partial<Topic> = {}): Promise<Topic> {
  const usual = { partitions: 4, compacted: false, recordBytesMax: 1_048_576, retentionHours: 24 }
  const topic: Topic = { name: newName(), ...usual, ...wanted }
  await feed.ensureTopics([topic])
  return topic
}

export const newRecord = (topic: Topic, key: string, content = '{}'): FeedRecord => ({
  topic: topic.name,
  id: crypto.randomUUID() as EventId,
  key,
  headers: { kind: 'conformance' },
  value: bytesOf(content),
})

/** The nth records of each of so many keys, then the next of each: keys alternate. */
export const newRecords = (topic: Topic, keys: number, each: number): readonly FeedRecord[] =>
  Array.from({ length: keys * each }, (_, n) =>
    newRecord(topic, `key-${n % keys}`, `{"n":${Math.floor(n / keys)}}`),
  )

export type Reading = {
  /** Each record given to `take`, again when given again. */
  readonly taken: readonly DeliveredRecord[]
  /** Fulfils once so many different records were taken. */
  until(count: number): Promise<void>
  /** Aborts and waits until `consume` has fulfilled. */
  stop(): Promise<void>
}

/** Consumes in the background. A record counts as taken when `take` was called with it. */
export function reading(
  feed: EventFeed,
  topics: readonly string[],
  group: string,
  take: (record: DeliveredRecord) => Promise<void> = async () => {},
): Reading {
  const ending = new AbortController()
  const taken: DeliveredRecord[] = []
  const distinct = () => new Set(taken.map(({ id, topic }) => `${topic} ${id}`)).size
  const note = async (record: DeliveredRecord) => {
    taken.push(record)
    await take(record)
  }
  const consumed = feed.consume({ topics, group, take: note, signal: ending.signal })
  // A fault is seen by whoever waits; until then it must not end the process.
  consumed.catch(() => {})
  return {
    taken,
    until: (count) => Promise.race([eventually(() => distinct() >= count), consumed]),
    stop: async () => {
      ending.abort()
      await consumed
    },
  }
}

/** What a group gets until it has so many different records. */
export async function readAll(
  feed: EventFeed,
  topic: string,
  count: number,
  group = newName('group'),
): Promise<readonly DeliveredRecord[]> {
  const reader = reading(feed, [topic], group)
  try {
    await reader.until(count)
  } finally {
    await reader.stop()
  }
  return reader.taken
}

/** Fulfils when the condition holds; rejects when it does not come to hold in time. */
export async function eventually(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + WAIT_MS_MAX
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`not within ${WAIT_MS_MAX} ms`)
    await pause(POLL_MS)
  }
}

export const pause = (durationMs: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, durationMs))

export type Identified = { readonly id: EventId; readonly key: string }

/** Ids of each key in the order of their first coming: what a reader that drops the known sees. */
export function idsByKey(records: readonly Identified[]): Readonly<Record<string, EventId[]>> {
  const byKey: Record<string, EventId[]> = {}
  for (const { id, key } of records) {
    byKey[key] ??= []
    if (!byKey[key].includes(id)) byKey[key].push(id)
  }
  return byKey
}

/** Runs one test on a feed of its own. */
export function withFeed(
  t: Check,
  open: OpenFeed,
  title: string,
  run: (t: Check, feed: EventFeed, opened: OpenedFeed) => Promise<void>,
): PromiseLike<unknown> {
  return t.test(title, async (inner) => {
    const opened = await open()
    try {
      await run(inner, opened.feed, opened)
    } finally {
      await opened.dispose()
    }
  })
}
