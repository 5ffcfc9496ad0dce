/** The file of wrapped keys: its tables, and the proof that the platform key is the right one. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { checkProof, proofOf, WrongPlatformKey } from '@xianjie/codec'

/** A forgotten key leaves its row without a key, so that no other is ever made in its place. */
const TABLES = `
  CREATE TABLE IF NOT EXISTS keys (
    subject TEXT PRIMARY KEY,
    wrapped BLOB
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS secrets (
    name    TEXT PRIMARY KEY,
    wrapped BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS proof (
    only    INTEGER PRIMARY KEY CHECK (only = 1),
    wrapped BLOB NOT NULL
  ) STRICT;
`
const BUSY_MS = 5_000

const keyFile = (folder: string): string => join(folder, 'keys.sqlite')
export const hasKeys = (folder: string): boolean => existsSync(keyFile(folder))

/** `secure_delete` overwrites what is forgotten instead of only unlinking it. */
export function openKeysForWriting(folder: string): DatabaseSync {
  const db = new DatabaseSync(keyFile(folder), { timeout: BUSY_MS })
  db.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA fullfsync = ON;
    PRAGMA checkpoint_fullfsync = ON;
    PRAGMA secure_delete = ON;
    BEGIN IMMEDIATE; ${TABLES} COMMIT;
  `)
  return db
}

export const openKeysForReading = (folder: string): DatabaseSync =>
  new DatabaseSync(keyFile(folder), { readOnly: true, timeout: BUSY_MS })

/** Throws `WrongPlatformKey` when the file was begun with another platform key. */
export function provePlatformKey(db: DatabaseSync, platform: Uint8Array): void {
  const row = db.prepare('SELECT wrapped FROM proof').get()
  if (row === undefined) {
    db.prepare('INSERT INTO proof (only, wrapped) VALUES (1, ?)').run(proofOf(platform))
    return
  }
  try {
    checkProof(platform, row.wrapped as Uint8Array)
  } catch (fault) {
    throw new WrongPlatformKey('platform.key is not the key that wrapped keys.sqlite', {
      cause: fault,
    })
  }
}
