import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { readMetadata, type StreamMetadata } from './metadata.ts'

/** One record of the log. A tombstone has revision `TOMBSTONE`. */
export type Recorded = {
  readonly position: number
  readonly stream: string
  readonly revision: number
  readonly id: string
  readonly type: string
  readonly isJson: boolean
  readonly data: Uint8Array
  readonly metadata: Uint8Array
  readonly createdMs: number
}

export type Proposed = {
  readonly id: string
  readonly type: string
  readonly isJson: boolean
  readonly data: Uint8Array
  readonly metadata: Uint8Array
}

/** What is known about a stream without reading its events; `last` is -1 when it has none. */
export type Head = {
  readonly last: number
  readonly tombstoned: boolean
  readonly metadata: StreamMetadata
}

/** Stands for the revision of a tombstone, which no double can hold exactly. */
export const TOMBSTONE = -2
const LAST_REVISION_POSSIBLE = Number.MAX_SAFE_INTEGER

// A real log position is a byte offset, so the next number after a position is never a position.
const RECORD_OVERHEAD_BYTES = 64

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS stream (
    number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, last INTEGER NOT NULL DEFAULT -1,
    tombstoned INTEGER NOT NULL DEFAULT 0, metadata BLOB);
  CREATE TABLE IF NOT EXISTS event (
    position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, revision INTEGER NOT NULL,
    id TEXT NOT NULL, type TEXT NOT NULL, is_json INTEGER NOT NULL, data BLOB NOT NULL,
    metadata BLOB NOT NULL, created_ms INTEGER NOT NULL, size INTEGER NOT NULL);
  CREATE UNIQUE INDEX IF NOT EXISTS event_of_stream ON event (stream, revision);`

const SELECT = `SELECT e.position, s.name AS stream, e.revision, e.id, e.type,
  e.is_json AS isJson, e.data, e.metadata, e.created_ms AS createdMs
  FROM event e JOIN stream s ON s.number = e.stream`

export type Storage = ReturnType<typeof openStorage>

/** Opens (or makes) the log in a folder. Every change is made between `begin` and `commit`. */
export function openStorage(folder: string) {
  mkdirSync(folder, { recursive: true })
  const db = new DatabaseSync(join(folder, 'log.sqlite'))
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  db.exec('PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 8000')
  db.exec(SCHEMA)
  const tail = db.prepare('SELECT position + size AS end FROM event ORDER BY position DESC LIMIT 1')
  let end = Number(tail.get()?.end ?? 0)
  return {
    ...reads(db),
    ...writes(db, (size) => {
      const position = end
      end += size
      return position
    }),
    end: () => end,
    begin: () => db.exec('BEGIN IMMEDIATE'),
    commit: () => db.exec('COMMIT'),
    close: () => db.close(),
  }
}

function reads(db: DatabaseSync) {
  const head = db.prepare('SELECT last, tombstoned, metadata FROM stream WHERE name = ?')
  const one = db.prepare(`${SELECT} WHERE s.name = ? AND e.revision = ?`)
  const streamUp = db.prepare(
    `${SELECT} WHERE s.name = ? AND e.revision >= ? ORDER BY e.revision LIMIT ?`,
  )
  const streamDown = db.prepare(
    `${SELECT} WHERE s.name = ? AND e.revision BETWEEN ? AND ? ORDER BY e.revision DESC LIMIT ?`,
  )
  const allUp = db.prepare(`${SELECT} WHERE e.position >= ? ORDER BY e.position LIMIT ?`)
  const allDown = db.prepare(`${SELECT} WHERE e.position < ? ORDER BY e.position DESC LIMIT ?`)
  const isRecord = db.prepare('SELECT 1 FROM event WHERE position = ?')
  return {
    head(stream: string): Head {
      const row = head.get(stream)
      if (!row) return { last: -1, tombstoned: false, metadata: {} }
      const metadata = row.metadata === null ? {} : readMetadata(row.metadata as Uint8Array)
      return { last: Number(row.last), tombstoned: row.tombstoned === 1, metadata }
    },
    eventAt: (stream: string, revision: number) =>
      revision < 0 ? undefined : recorded(one.get(stream, revision)),
    streamUp: (stream: string, from: number, limit: number) =>
      streamUp.all(stream, Math.max(0, from), limit).map(row),
    streamDown: (stream: string, from: number, lowest: number, limit: number) =>
      streamDown.all(stream, lowest, Math.min(from, LAST_REVISION_POSSIBLE), limit).map(row),
    allUp: (from: number, limit: number) => allUp.all(from, limit).map(row),
    allDown: (before: number, limit: number) => allDown.all(before, limit).map(row),
    isRecord: (position: number) => isRecord.get(position) !== undefined,
  }
}

function writes(db: DatabaseSync, take: (size: number) => number) {
  const known = db.prepare('SELECT number FROM stream WHERE name = ?')
  const add = db.prepare('INSERT INTO stream (name) VALUES (?) RETURNING number')
  const insert = db.prepare('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const setLast = db.prepare('UPDATE stream SET last = ? WHERE number = ?')
  const setMetadata = db.prepare('UPDATE stream SET metadata = ? WHERE number = ?')
  const setTombstone = db.prepare('UPDATE stream SET tombstoned = 1 WHERE number = ?')
  const numberOf = (name: string) => Number((known.get(name) ?? add.get(name))?.number)
  return {
    /** Writes events behind one another from `first` on; returns them with their positions. */
    write(stream: string, first: number, events: readonly Proposed[], createdMs: number) {
      const number = numberOf(stream)
      const written = events.map((event, i) => {
        const size = RECORD_OVERHEAD_BYTES + event.data.length + event.metadata.length
        const position = take(size)
        const revision = first === TOMBSTONE ? TOMBSTONE : first + i
        const { id, type, isJson, data, metadata } = event
        insert.run(
          ...[position, number, revision, id, type, isJson ? 1 : 0],
          ...[data, metadata, createdMs, size],
        )
        return { ...event, position, stream, revision, createdMs }
      })
      if (first === TOMBSTONE) setTombstone.run(number)
      else if (events.length > 0) setLast.run(first + events.length - 1, number)
      return written
    },
    setMetadata: (stream: string, bytes: Uint8Array) => setMetadata.run(bytes, numberOf(stream)),
  }
}

type Row = Record<string, unknown>
const row = (columns: Row): Recorded => ({ ...(columns as Recorded), isJson: columns.isJson === 1 })
const recorded = (columns: Row | undefined) => (columns ? row(columns) : undefined)
