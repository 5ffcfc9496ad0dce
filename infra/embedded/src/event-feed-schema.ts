import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { UnknownFormat } from './faults.ts'

const FORMAT = 1
/** Some records of about a kilobyte to a page. */
const PAGE_BYTES = 8_192
/** As in the log: the writer stands still while these pages are copied into the file. */
const CHECKPOINT_PAGES = 500
const CACHE_KIBIBYTES = 16_384
const WAL_BYTES_KEPT_MAX = 64 * 1_048_576
const BUSY_MS = 5_000

/**
 * `expires` (ms since 1970; null: kept for ever) is the one reason for which a record is deleted,
 * whether its time is over, another record of its key followed, or it took its key away. `latest`
 * marks the last record of each key of a compacted topic. `next` outlives the records, so that an
 * offset is never given twice.
 */
const TABLES = `
  CREATE TABLE IF NOT EXISTS topics (
    id               INTEGER PRIMARY KEY,
    name             TEXT NOT NULL UNIQUE,
    partitions       INTEGER NOT NULL,
    compacted        INTEGER NOT NULL,
    record_bytes_max INTEGER NOT NULL,
    retention_hours  REAL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS partitions (
    topic     INTEGER NOT NULL,
    partition INTEGER NOT NULL,
    next      INTEGER NOT NULL,
    PRIMARY KEY (topic, partition)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS records (
    number    INTEGER PRIMARY KEY,
    topic     INTEGER NOT NULL,
    partition INTEGER NOT NULL,
    offset    INTEGER NOT NULL,
    id        TEXT NOT NULL,
    key       TEXT NOT NULL,
    headers   TEXT NOT NULL,
    value     BLOB,
    expires   INTEGER,
    latest    INTEGER,
    UNIQUE (topic, partition, offset)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS records_expiring ON records (expires) WHERE expires IS NOT NULL;
  CREATE UNIQUE INDEX IF NOT EXISTS records_latest ON records (topic, key) WHERE latest = 1;
  CREATE TABLE IF NOT EXISTS offsets (
    consumers TEXT NOT NULL,
    topic     INTEGER NOT NULL,
    partition INTEGER NOT NULL,
    next      INTEGER NOT NULL,
    PRIMARY KEY (consumers, topic, partition)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS checkpoints (
    name    TEXT PRIMARY KEY,
    reached INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`

const feedFile = (folder: string): string => join(folder, 'feed.sqlite')

/** The connection that writes. Throws `UnknownFormat` for a file of a newer release. */
export function openFeedForWriting(folder: string, fileBytesMax: number | undefined): DatabaseSync {
  const db = new DatabaseSync(feedFile(folder))
  db.exec(`
    PRAGMA page_size = ${PAGE_BYTES};
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA busy_timeout = ${BUSY_MS};
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
    throw new UnknownFormat(`the feed has format ${format}; this release knows ${FORMAT}`)
  }
  db.exec(`BEGIN IMMEDIATE; ${TABLES} PRAGMA user_version = ${FORMAT}; COMMIT`)
  return db
}

/** A connection that sees what is committed, and never more than that. */
export const openFeedForReading = (folder: string): DatabaseSync =>
  new DatabaseSync(feedFile(folder), { readOnly: true, timeout: BUSY_MS })
