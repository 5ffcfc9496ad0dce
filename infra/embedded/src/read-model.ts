/**
 * A view in a SQLite file of its own, `<name>-v<version>.sqlite`. Whatever is wrong with the file,
 * the answer is the same: begin again from position 0, since the log can rebuild it.
 *
 * `synchronous = OFF`: nobody waits for the disk before the view is closed. What a killed process has
 * written is safe with the machine; when the machine itself went down, which the id of its start tells,
 * a view that was not closed begins anew. The connection has the file to itself, which also spares the
 * shared memory of the write-ahead log.
 */
import assert from 'node:assert/strict'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { ReadModel, Statement, ViewDefinition } from '@xianjie/contracts'
import { bootId } from './boot.ts'
import { FolderInUse, isBusy, isCorrupt } from './faults.ts'
import { makeFolder } from './folder.ts'

/** Statements kept prepared; a program has as many as it has lines of SQL. */
const STATEMENTS_CACHED_MAX = 1_000
const CACHE_KIBIBYTES = 65_536
/**
 * Pages of the write-ahead log after which it is copied into the file, while the caller's thread stands
 * still: some milliseconds. More would stand longer; fewer would copy a page that changes often again.
 */
const CHECKPOINT_PAGES = 1_000
const WAL_BYTES_KEPT_MAX = 32 * 1_048_576
/** Rows of a view have a kilobyte or two: small pages would hold two of them and waste the rest. */
const PAGE_BYTES = 16_384
const NAME = /^[a-z][a-z0-9-]*$/

/**
 * `clean` is 0 while the file is open: only after a crash is it worth reading it whole. `boot` is the
 * start of the machine under which it was opened.
 */
const PROGRESS = `
  CREATE TABLE view_progress (
    only     INTEGER PRIMARY KEY CHECK (only = 1),
    position INTEGER NOT NULL,
    clean    INTEGER NOT NULL,
    boot     TEXT NOT NULL,
    schema   TEXT NOT NULL
  ) STRICT;
`

/**
 * The view as this folder has it, or an empty one: when there is none, when it is of another version
 * or schema, or when its file is damaged. Files of the name's other versions are deleted. Throws
 * `FolderInUse` while another connection has the file open.
 */
export function openReadModel(folder: string, definition: ViewDefinition): ReadModel {
  const file = viewFile(definition)
  makeFolder(folder)
  dropOthers(folder, definition.name, file)
  const db = openSound(join(folder, file), definition) ?? openEmpty(join(folder, file), definition)
  db.prepare('UPDATE view_progress SET clean = 0, boot = ?').run(bootId())
  db.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA synchronous = OFF')
  return new SqliteView(db)
}

export function viewFile({ name, version }: ViewDefinition): string {
  assert(NAME.test(name), 'the name of a view becomes the name of a file')
  return `${name}-v${version}.sqlite`
}

class SqliteView implements ReadModel {
  readonly #db: DatabaseSync
  readonly #prepared = new Map<string, StatementSync>()
  readonly #begin: StatementSync
  readonly #advance: StatementSync
  readonly #commit: StatementSync
  #position: number

  constructor(db: DatabaseSync) {
    this.#db = db
    this.#begin = db.prepare('BEGIN IMMEDIATE')
    this.#advance = db.prepare('UPDATE view_progress SET position = ?')
    this.#commit = db.prepare('COMMIT')
    this.#position = Number(db.prepare('SELECT position FROM view_progress').get()?.position)
  }

  position(): number {
    return this.#position
  }

  transact(position: number, work: () => void): void {
    assert(!this.#db.isTransaction, 'a transaction of a view cannot hold another')
    assert(position >= this.#position, 'a view only moves forward')
    this.#begin.run()
    try {
      const result: unknown = work()
      assert(!(result instanceof Promise), 'the work of a transaction is not asynchronous')
      this.#advance.run(position)
      this.#commit.run()
      this.#position = position
    } catch (fault) {
      if (this.#db.isTransaction) this.#db.exec('ROLLBACK')
      throw fault
    }
  }

  prepare(sql: string): Statement {
    const known = this.#prepared.get(sql)
    if (known !== undefined) return known
    const statement = this.#db.prepare(sql)
    if (this.#prepared.size < STATEMENTS_CACHED_MAX) this.#prepared.set(sql, statement)
    return statement
  }

  close(): void {
    if (!this.#db.isOpen) return
    // Everything is on the disk before the file says so.
    this.#db.exec('PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE)')
    this.#db.exec('UPDATE view_progress SET clean = 1; PRAGMA wal_checkpoint(TRUNCATE)')
    this.#db.close()
  }
}

/**
 * A connection that has the file to itself, when it is there, whole and of this schema. Throws
 * `FolderInUse` while another connection has it open.
 */
export function openSound(path: string, { schema }: ViewDefinition): DatabaseSync | undefined {
  const db = connect(path)
  try {
    settings(db)
    const known = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'view_progress'").get()
    const row = known && db.prepare('SELECT * FROM view_progress').get()
    const ours = row?.schema === schema && row.boot !== undefined
    if (ours && (row.clean === 1 || isIntact(db, row.boot))) return db
  } catch (fault) {
    db.close()
    if (isBusy(fault))
      throw new FolderInUse(`${path} is in use by another process`, { cause: fault })
    if (isCorrupt(fault)) return undefined
    throw fault
  }
  db.close()
  return undefined
}

function openEmpty(path: string, { schema }: ViewDefinition): DatabaseSync {
  drop(path)
  const db = connect(path)
  settings(db)
  db.exec(`BEGIN; ${schema}; ${PROGRESS}`)
  db.prepare('INSERT INTO view_progress VALUES (1, 0, 0, ?, ?)').run(bootId(), schema)
  db.exec('COMMIT')
  return db
}

const connect = (path: string): DatabaseSync => new DatabaseSync(path)

const settings = (db: DatabaseSync): void =>
  db.exec(`
    PRAGMA page_size = ${PAGE_BYTES};
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA cache_size = -${CACHE_KIBIBYTES};
    PRAGMA temp_store = MEMORY;
    PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
    PRAGMA journal_size_limit = ${WAL_BYTES_KEPT_MAX};
  `)

/** After a crash: the machine has been up since, and the file can be read from end to end. */
const isIntact = (db: DatabaseSync, boot: unknown): boolean => boot === bootId() && isWhole(db)

const isWhole = (db: DatabaseSync): boolean =>
  db.prepare('PRAGMA quick_check(1)').get()?.quick_check === 'ok'

function dropOthers(folder: string, name: string, kept: string): void {
  const version = new RegExp(`^${name}-v[0-9]+\\.sqlite$`)
  for (const file of readdirSync(folder)) {
    if (version.test(file) && file !== kept) drop(join(folder, file))
  }
}

/** Deletes the file and what SQLite lays beside it. */
export function drop(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true })
}
