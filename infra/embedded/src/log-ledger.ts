/**
 * What the writer thread does with appends: each is judged before anything of it is inserted, so
 * that one that is refused leaves the others of its transaction as they are.
 */
import type { DatabaseSync } from 'node:sqlite'
import type { Appended, NewEvent } from '@xianjie/contracts'
import { type Append, type AppendBatch, unpackAppends } from './append-batch.ts'
import type { Ledger } from './writer-loop.ts'

type Place = { readonly position: number; readonly stream: string; readonly revision: number }

/** Takes the connection over and closes it. */
export function logLedger(db: DatabaseSync): Ledger<AppendBatch, Appended> {
  const sql = statements(db)
  return {
    commit(batches) {
      sql.begin.run()
      try {
        let position = (sql.head.get() as { position: number }).position
        const answers = batches.flatMap(unpackAppends).map((append) => {
          const answer = judge(sql, append)
          if (answer !== undefined) return answer
          insert(sql, append, position)
          position += append.events.length
          return written(append, position)
        })
        sql.commit.run()
        return answers
      } catch (fault) {
        if (db.isTransaction) sql.rollback.run()
        throw fault
      }
    },
    close() {
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      db.close()
    },
  }
}

type Statements = ReturnType<typeof statements>

const statements = (db: DatabaseSync) => ({
  begin: db.prepare('BEGIN IMMEDIATE'),
  commit: db.prepare('COMMIT'),
  rollback: db.prepare('ROLLBACK'),
  head: db.prepare('SELECT coalesce(max(position), 0) AS position FROM events'),
  revision: db.prepare('SELECT max(revision) AS revision FROM events WHERE stream = ?'),
  place: db.prepare('SELECT position, stream, revision FROM events WHERE id = ?'),
  event: db.prepare(
    'INSERT INTO events (position, stream, revision, id, type, data) VALUES (?, ?, ?, ?, ?, ?)',
  ),
  evidence: db.prepare('INSERT INTO evidence (position, bytes) VALUES (?, ?)'),
})

/** The answer of an append that must not be written, or undefined when it must be. */
function judge(sql: Statements, { stream, expected, events }: Append): Appended | undefined {
  const { revision } = sql.revision.get(stream) as { revision: number | null }
  const actual = revision ?? 'no-stream'
  const places = events.map(({ id }) => sql.place.get(id) as Place | undefined)
  if (actual === expected && places.every((place) => place === undefined)) return undefined
  const first = firstRevision(expected)
  const last = places.at(-1)
  const repeated = places.every(
    (place, index) => place?.stream === stream && place.revision === first + index,
  )
  return repeated && last !== undefined
    ? { ok: true, position: last.position, revision: last.revision, repeated }
    : { ok: false, reason: 'wrong-revision', actual }
}

function insert(sql: Statements, { stream, expected, events }: Append, after: number): void {
  const first = firstRevision(expected)
  events.forEach(({ id, type, data, evidence }: NewEvent, index) => {
    const position = after + 1 + index
    sql.event.run(position, stream, first + index, id, type, data)
    if (evidence !== undefined) sql.evidence.run(position, evidence)
  })
}

const written = ({ expected, events }: Append, position: number): Appended => ({
  ok: true,
  position,
  revision: firstRevision(expected) + events.length - 1,
  repeated: false,
})

const firstRevision = (expected: Append['expected']): number =>
  expected === 'no-stream' ? 0 : expected + 1
