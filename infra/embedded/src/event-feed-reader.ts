/** Reads of the feed, on the caller's thread. */
import type { DatabaseSync } from 'node:sqlite'
import { type DeliveredRecord, FeedUnavailable } from '@xianjie/contracts'
import { openFeedForReading } from './event-feed-schema.ts'

/** Records in one page. */
const PAGE_RECORDS = 200
/** Bytes of values after which a page ends; its last record may reach beyond. */
const PAGE_BYTES = 262_144

/** A topic as the file holds it. */
export type HeldTopic = {
  readonly id: number
  readonly name: string
  readonly partitions: number
  readonly recordBytesMax: number
}

export type FeedReader = {
  topics(): readonly HeldTopic[]
  /** Where a group goes on in a partition; 0 when it never took anything there. */
  offset(group: string, topic: number, partition: number): number
  /** The records of a partition from an offset on; none at the end. */
  page(topic: HeldTopic, partition: number, from: number): readonly DeliveredRecord[]
  close(): void
}

/** Every read throws `FeedUnavailable` when the file cannot be read or the reader is closed. */
export function openFeedReader(folder: string): FeedReader {
  const db = openFeedForReading(folder)
  const sql = statements(db)
  return {
    topics: () => attempt(() => sql.topics.all() as unknown as HeldTopic[]),
    offset: (group, topic, partition) =>
      attempt(() => Number(sql.offset.get(group, topic, partition)?.next ?? 0)),
    page: ({ id, name }, partition, from) =>
      attempt(() => {
        const rows = sql.page.iterate(id, partition, from) as Iterable<unknown>
        return pageOf(rows, { topic: name, partition })
      }),
    close: () => db.close(),
  }
}

function statements(db: DatabaseSync) {
  const page = db.prepare(
    `SELECT offset, id, key, headers, value FROM records
     WHERE topic = ? AND partition = ? AND offset >= ? ORDER BY offset LIMIT ${PAGE_RECORDS}`,
  )
  page.setReturnArrays(true)
  return {
    page,
    topics: db.prepare(
      'SELECT id, name, partitions, record_bytes_max AS recordBytesMax FROM topics ORDER BY id',
    ),
    offset: db.prepare(
      'SELECT next FROM offsets WHERE consumers = ? AND topic = ? AND partition = ?',
    ),
  }
}

type Place = { readonly topic: string; readonly partition: number }
type Columns = [number, DeliveredRecord['id'], string, string, Uint8Array | null]

function pageOf(rows: Iterable<unknown>, place: Place): readonly DeliveredRecord[] {
  const page: DeliveredRecord[] = []
  let bytes = 0
  for (const row of rows) {
    const [offset, id, key, headers, value] = row as Columns
    page.push({
      ...place,
      offset,
      id,
      key,
      headers: JSON.parse(headers),
      value: value ?? undefined,
    })
    bytes += value?.length ?? 0
    if (bytes >= PAGE_BYTES) break
  }
  return page
}

function attempt<Found>(read: () => Found): Found {
  try {
    return read()
  } catch (fault) {
    throw new FeedUnavailable('the feed cannot be read', { cause: fault })
  }
}
