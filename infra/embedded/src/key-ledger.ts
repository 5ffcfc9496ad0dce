/** What the writer thread does with keys: makes each once, and forgets. */
import { randomBytes } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { KEY_BYTES, secretOwner, subjectOwner, unwrapKey, wrapKey } from '@xianjie/codec'
import type { Batch, Ledger } from './writer-loop.ts'

export type KeyJob = {
  readonly ask: 'obtain' | 'forget' | 'secret'
  /** The subject, or the secret's name. */
  readonly name: string
}
export type KeyBatch = Batch & { readonly asked: readonly KeyJob[] }
/** Undefined: the key is forgotten. */
export type KeyAnswer = Uint8Array | undefined

/** Takes the connection over and closes it. */
export function keyLedger(db: DatabaseSync, platform: Uint8Array): Ledger<KeyBatch, KeyAnswer> {
  const sql = statements(db)
  const duties = { obtain: obtainKey, forget: forgetKey, secret: makeSecret }
  return {
    commit(batches) {
      const jobs = batches.flatMap(({ asked }) => asked)
      db.exec('BEGIN IMMEDIATE')
      try {
        const answers = jobs.map(({ ask, name }) => duties[ask](sql, platform, name))
        db.exec('COMMIT')
        if (jobs.some(({ ask }) => ask === 'forget')) emptyLog(db)
        return answers
      } catch (fault) {
        if (db.isTransaction) db.exec('ROLLBACK')
        throw fault
      }
    },
    close() {
      emptyLog(db)
      db.close()
    },
  }
}

type Statements = ReturnType<typeof statements>

const statements = (db: DatabaseSync) => ({
  key: db.prepare('SELECT wrapped FROM keys WHERE subject = ?'),
  addKey: db.prepare('INSERT INTO keys (subject, wrapped) VALUES (?, ?)'),
  forget: db.prepare(
    'INSERT INTO keys (subject) VALUES (?) ON CONFLICT (subject) DO UPDATE SET wrapped = NULL',
  ),
  secret: db.prepare('SELECT wrapped FROM secrets WHERE name = ?'),
  addSecret: db.prepare('INSERT INTO secrets (name, wrapped) VALUES (?, ?)'),
})

/** The write-ahead log still holds what was just overwritten in the file. */
const emptyLog = (db: DatabaseSync): void => db.exec('PRAGMA wal_checkpoint(TRUNCATE)')

function obtainKey(sql: Statements, platform: Uint8Array, subject: string): KeyAnswer {
  const row = sql.key.get(subject)
  const owner = subjectOwner(subject)
  if (row === undefined) {
    const key = new Uint8Array(randomBytes(KEY_BYTES))
    sql.addKey.run(subject, wrapKey(platform, key, owner))
    return key
  }
  const wrapped = row.wrapped as Uint8Array | null
  return wrapped === null ? undefined : unwrapKey(platform, wrapped, owner)
}

function forgetKey(sql: Statements, _platform: Uint8Array, subject: string): KeyAnswer {
  sql.forget.run(subject)
  return undefined
}

function makeSecret(sql: Statements, platform: Uint8Array, name: string): KeyAnswer {
  const row = sql.secret.get(name)
  const owner = secretOwner(name)
  if (row !== undefined) return unwrapKey(platform, row.wrapped as Uint8Array, owner)
  const secret = new Uint8Array(randomBytes(KEY_BYTES))
  sql.addSecret.run(name, wrapKey(platform, secret, owner))
  return secret
}
