/** Reads of the log, on the caller's thread: a point read costs less than asking another thread. */
import type { DatabaseSync } from 'node:sqlite'
import { LogUnavailable, type RecordedEvent } from '@xianjie/contracts'
import { openForReading } from './log-schema.ts'

/** Events in one page. */
export const PAGE_EVENTS = 5_000
/** Bytes of data after which a page ends; its last event may reach beyond. */
const PAGE_BYTES = 16 * 1_048_576

export type LogReader = {
  head(): number
  stream(stream: string, fromRevision: number): readonly RecordedEvent[]
  evidence(stream: string, revision: number): Uint8Array | undefined
  /** The events that follow a position; none at the end. */
  page(after: number): readonly RecordedEvent[]
  close(): void
}

/** Every read throws `LogUnavailable` when the file cannot be read or the reader is closed. */
export function openLogReader(folder: string): LogReader {
  const db = openForReading(folder)
  const sql = statements(db)
  return {
    head: () => attempt(() => Number(sql.head.get()?.position)),
    stream: (stream, fromRevision) =>
      attempt(() => (sql.stream.all(stream, fromRevision) as unknown as Columns[]).map(recorded)),
    evidence: (stream, revision) =>
      attempt(() => sql.evidence.get(stream, revision)?.bytes as Uint8Array | undefined),
    page: (after) => attempt(() => pageOf(sql.page.iterate(after) as Iterable<unknown>)),
    close: () => db.close(),
  }
}

const EVENT = 'SELECT position, stream, revision, id, type, data FROM events'

function statements(db: DatabaseSync) {
  const stream = db.prepare(`${EVENT} WHERE stream = ? AND revision >= ? ORDER BY revision`)
  const page = db.prepare(`${EVENT} WHERE position > ? ORDER BY position LIMIT ${PAGE_EVENTS}`)
  stream.setReturnArrays(true)
  page.setReturnArrays(true)
  return {
    stream,
    page,
    head: db.prepare('SELECT coalesce(max(position), 0) AS position FROM events'),
    evidence: db.prepare(
      `SELECT evidence.bytes AS bytes FROM events JOIN evidence USING (position)
       WHERE events.stream = ? AND events.revision = ?`,
    ),
  }
}

type Columns = [number, string, number, RecordedEvent['id'], string, Uint8Array]

const recorded = ([position, stream, revision, id, type, data]: Columns): RecordedEvent => ({
  position,
  stream,
  revision,
  id,
  type,
  data,
})

function pageOf(rows: Iterable<unknown>): readonly RecordedEvent[] {
  const page: RecordedEvent[] = []
  let bytes = 0
  for (const row of rows) {
    const event = recorded(row as Columns)
    page.push(event)
    bytes += event.data.length
    if (bytes >= PAGE_BYTES) break
  }
  return page
}

function attempt<Found>(read: () => Found): Found {
  try {
    return read()
  } catch (fault) {
    throw new LogUnavailable('the log cannot be read', { cause: fault })
  }
}
