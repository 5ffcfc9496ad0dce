/** Keys as they are stored, for backups and moves; nothing here leaves the file unwrapped. */
import type { DatabaseSync } from 'node:sqlite'
import { proveWith, settleKey } from '@xianjie/codec'
import type { WrappedKey, WrappedKeys } from '@xianjie/contracts'
import { lockFolder, makeFolder, syncFolder } from './folder.ts'
import { hasKeys, openKeysForReading, openKeysForWriting, provePlatformKey } from './key-file.ts'
import { platformKey } from './platform-key.ts'

/** Keys read, or written in one transaction, at a time. */
const PAGE_KEYS = 1_000

/**
 * The wrapped keys of this folder. They can be exported while a platform has the folder open; for an
 * import it must not, else that rejects with `FolderInUse`. The platform key is never made here:
 * without it everything rejects with `WrongPlatformKey`.
 */
export const openWrappedKeys = (folder: string): WrappedKeys => ({
  prove: async (text) => proveWith(platformKey(folder, false), text),
  async *exportWrapped() {
    if (!hasKeys(folder)) return
    yield* pages((after) => subjectsAfter(folder, after))
    yield* pages((after) => secretsAfter(folder, after))
  },
  async importWrapped(keys) {
    const platform = platformKey(folder, false)
    makeFolder(folder)
    const lock = lockFolder(folder, 'keys')
    try {
      return await importAll(folder, platform, keys)
    } finally {
      lock.release()
    }
  },
})

/** Page by page and closed between them: an open read would keep a forgotten key in the write-ahead log. */
async function* pages(read: (after: string) => readonly WrappedKey[]) {
  for (let after = ''; ; ) {
    const page = read(after)
    yield* page
    const last = page.at(-1)
    if (last === undefined) return
    after = last.name
  }
}

const subjectsAfter = (folder: string, after: string) =>
  rows(
    folder,
    `SELECT subject AS name, wrapped FROM keys WHERE subject > ? ORDER BY subject`,
    after,
  ).map((row): WrappedKey => ({ kind: 'subject', ...row }))

const secretsAfter = (folder: string, after: string) =>
  rows(folder, `SELECT name, wrapped FROM secrets WHERE name > ? ORDER BY name`, after).map(
    (row): WrappedKey => ({ kind: 'secret', ...row }),
  )

function rows(folder: string, sql: string, after: string) {
  const db = openKeysForReading(folder)
  try {
    return db
      .prepare(`${sql} LIMIT ${PAGE_KEYS}`)
      .all(after)
      .map(({ name, wrapped }) => ({ name: String(name), wrapped: bytesOf(wrapped) }))
  } finally {
    db.close()
  }
}

const bytesOf = (value: unknown): Uint8Array | undefined =>
  (value as Uint8Array | null) ?? undefined

async function importAll(
  folder: string,
  platform: Uint8Array,
  keys: AsyncIterable<WrappedKey>,
): Promise<number> {
  const db = openKeysForWriting(folder)
  try {
    provePlatformKey(db, platform)
    const put = importer(db, platform)
    let [page, changed]: [WrappedKey[], number] = [[], 0]
    for await (const key of keys) {
      page.push(key)
      if (page.length < PAGE_KEYS) continue
      changed += put(page)
      page = []
    }
    changed += put(page)
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    return changed
  } finally {
    db.close()
    syncFolder(folder)
  }
}

/** Puts a page of keys in one transaction, all of them or none; how many have changed anything. */
function importer(db: DatabaseSync, platform: Uint8Array): (page: readonly WrappedKey[]) => number {
  const sql = {
    subject: {
      find: db.prepare('SELECT wrapped FROM keys WHERE subject = ?'),
      put: db.prepare('INSERT OR REPLACE INTO keys (subject, wrapped) VALUES (?, ?)'),
    },
    secret: {
      find: db.prepare('SELECT wrapped FROM secrets WHERE name = ?'),
      put: db.prepare('INSERT OR REPLACE INTO secrets (name, wrapped) VALUES (?, ?)'),
    },
  }
  const change = (key: WrappedKey): boolean => {
    const { find, put } = sql[key.kind]
    const row = find.get(key.name)
    const held = row && { wrapped: bytesOf(row.wrapped) }
    if (settleKey(platform, held, key) === 'keep') return false
    put.run(key.name, key.wrapped ?? null)
    return true
  }
  return (page) => {
    db.exec('BEGIN IMMEDIATE')
    try {
      const changed = page.filter(change).length
      db.exec('COMMIT')
      return changed
    } catch (fault) {
      db.exec('ROLLBACK')
      throw fault
    }
  }
}
