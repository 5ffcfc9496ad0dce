import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { UnknownFormat } from './faults.ts'

const FORMAT = 1
/** Two or three events with evidence to a page; larger ones cost more for the scattered indexes. */
const PAGE_BYTES = 8_192
/**
 * Pages of the write-ahead log after which it is copied into the file. The writer stands still
 * meanwhile: 4 MB keep that below 10 ms, and four times as much gained a tenth in throughput only.
 */
const CHECKPOINT_PAGES = 500
const CACHE_KIBIBYTES = 32_768
const WAL_BYTES_KEPT_MAX = 64 * 1_048_576

/** Evidence has a table of its own, so that a scan never reads its pages. */
const TABLES = `
  CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY,
    stream   TEXT NOT NULL,
    revision INTEGER NOT NULL,
    id       TEXT NOT NULL UNIQUE,
    type     TEXT NOT NULL,
    data     BLOB NOT NULL,
    UNIQUE (stream, revision)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS evidence (
    position INTEGER PRIMARY KEY,
    bytes    BLOB NOT NULL
  ) STRICT;
`

export const logFile = (folder: string): string => join(folder, 'log.sqlite')

/** The connection that writes. Throws `UnknownFormat` for a file of a newer release. */
export function openForWriting(folder: string, fileBytesMax: number | undefined): DatabaseSync {
  const db = new DatabaseSync(logFile(folder))
  // fullfsync asks macOS to reach the platter; elsewhere it changes nothing.
  db.exec(`
    PRAGMA page_size = ${PAGE_BYTES};
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA busy_timeout = 5000;
    PRAGMA cache_size = -${CACHE_KIBIBYTES};
    PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
    PRAGMA journal_size_limit = ${WAL_BYTES_KEPT_MAX};
  `)
  if (fileBytesMax !== undefined) {
    db.exec(`PRAGMA max_page_count = ${Math.max(1, Math.floor(fileBytesMax / PAGE_BYTES))}`)
  }
  const format = Number(db.prepare('PRAGMA user_version').get()?.user_version)
  if (format > FORMAT) {
    db.close()
    throw new UnknownFormat(`the log has format ${format}; this release knows ${FORMAT}`)
  }
  db.exec(`BEGIN IMMEDIATE; ${TABLES} PRAGMA user_version = ${FORMAT}; COMMIT`)
  return db
}

/** A connection that sees what is committed, and never more than that. */
export const openForReading = (folder: string): DatabaseSync =>
  new DatabaseSync(logFile(folder), { readOnly: true, timeout: 5_000 })
