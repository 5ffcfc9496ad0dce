/**
 * What the writer thread does with the feed. Topics and the next offset of each partition are kept in
 * memory: a ledger that failed is opened anew (`writer-loop.ts`), so they never run ahead of the file.
 */
import assert from 'node:assert/strict'
import type { DatabaseSync } from 'node:sqlite'
import type { Topic } from '@xianjie/contracts'
import {
  type FeedAnswer,
  type FeedBatch,
  type Head,
  type PackedRecord,
  type UnpackedJob,
  unpackFeedJobs,
} from './event-feed-batch.ts'
import type { Ledger } from './writer-loop.ts'

const HOUR_MS = 3_600_000
/** How long a record outlives a newer one of its key, so that whoever follows closely sees both. */
export const SUPERSEDED_KEPT_MS = 600_000
/** How long a record without value stands in for its key, so that followers learn of it. */
export const TAKEN_OUT_KEPT_MS = 24 * HOUR_MS

type Shelf = {
  readonly id: number
  readonly compacted: boolean
  readonly retentionMs: number | undefined
  /** Next offset of each partition. */
  readonly next: number[]
}
type Shelves = Map<string, Shelf>

/** Takes the connection over and closes it. */
export function feedLedger(db: DatabaseSync): Ledger<FeedBatch, FeedAnswer> {
  const sql = statements(db)
  const shelves: Shelves = loadShelves(db)
  return {
    commit(batches) {
      sql.begin.run()
      try {
        const answers = batches.flatMap(unpackFeedJobs).map((job) => perform(sql, shelves, job))
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
  topic: db.prepare(
    `INSERT INTO topics (name, partitions, compacted, record_bytes_max, retention_hours)
     VALUES (?, ?, ?, ?, ?)`,
  ),
  partition: db.prepare('INSERT INTO partitions (topic, partition, next) VALUES (?, ?, 0)'),
  grow: db.prepare('UPDATE partitions SET next = ? WHERE topic = ? AND partition = ?'),
  supersede: db.prepare(
    `UPDATE records SET latest = NULL, expires = min(coalesce(expires, ?1), ?1)
     WHERE topic = ?2 AND key = ?3 AND latest = 1`,
  ),
  record: db.prepare(
    `INSERT INTO records (topic, partition, offset, id, key, headers, value, expires, latest)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  offset: db.prepare(
    `INSERT INTO offsets (consumers, topic, partition, next) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET next = excluded.next`,
  ),
  reached: db.prepare('SELECT reached FROM checkpoints WHERE name = ?'),
  reach: db.prepare(
    `INSERT INTO checkpoints (name, reached) VALUES (?, ?)
     ON CONFLICT DO UPDATE SET reached = excluded.reached`,
  ),
  prune: db.prepare(
    `DELETE FROM records WHERE number IN (
       SELECT number FROM records WHERE expires <= ? ORDER BY expires LIMIT ?)`,
  ),
})

function loadShelves(db: DatabaseSync): Shelves {
  const next = db.prepare('SELECT next FROM partitions WHERE topic = ? ORDER BY partition')
  const topics = db.prepare('SELECT id, name, compacted, retention_hours FROM topics').all()
  return new Map(
    topics.map(({ id, name, compacted, retention_hours: hours }) => [
      String(name),
      {
        id: Number(id),
        compacted: compacted === 1,
        retentionMs: hours === null ? undefined : Number(hours) * HOUR_MS,
        next: next.all(id as number).map((row) => Number(row.next)),
      },
    ]),
  )
}

function perform(sql: Statements, shelves: Shelves, job: UnpackedJob): FeedAnswer {
  switch (job.ask) {
    case 'publish':
      return { heads: publish(sql, shelves, job.records, job.at), count: job.records.length }
    case 'topics':
      for (const topic of job.topics) if (!shelves.has(topic.name)) makeTopic(sql, shelves, topic)
      return told(job.topics.length)
    case 'offsets':
      for (const { group, topic, partition, next } of job.offsets) {
        sql.offset.run(group, topic, partition, next)
      }
      return told(job.offsets.length)
    case 'checkpoint':
      if (job.reached !== undefined) sql.reach.run(job.name, job.reached)
      return told(Number(sql.reached.get(job.name)?.reached ?? 0))
    case 'prune':
      return told(Number(sql.prune.run(job.now, job.recordsMax).changes))
    case 'nothing':
      return told(0)
  }
}

const told = (count: number): FeedAnswer => ({ heads: [], count })

function makeTopic(sql: Statements, shelves: Shelves, topic: Topic): void {
  const { name, partitions, compacted, recordBytesMax, retentionHours } = topic
  const made = sql.topic.run(
    name,
    partitions,
    compacted ? 1 : 0,
    recordBytesMax,
    retentionHours ?? null,
  )
  const id = Number(made.lastInsertRowid)
  for (let partition = 0; partition < partitions; partition += 1) sql.partition.run(id, partition)
  const retentionMs = retentionHours === undefined ? undefined : retentionHours * HOUR_MS
  shelves.set(name, { id, compacted, retentionMs, next: new Array(partitions).fill(0) })
}

function publish(
  sql: Statements,
  shelves: Shelves,
  records: readonly PackedRecord[],
  at: number,
): readonly Head[] {
  const grown = new Map<Shelf, Set<number>>()
  for (const record of records) {
    const shelf = shelves.get(record.topic)
    assert(shelf, 'the caller looks whether the topic is there')
    const partition = partitionOf(record.key, shelf.next.length)
    store(sql, shelf, partition, record, at)
    const partitions = grown.get(shelf) ?? new Set()
    grown.set(shelf, partitions.add(partition))
  }
  const heads = [...grown].flatMap(([{ id, next }, partitions]) =>
    [...partitions].map((partition) => ({ topic: id, partition, next: next[partition] as number })),
  )
  for (const { topic, partition, next } of heads) sql.grow.run(next, topic, partition)
  return heads
}

function store(
  sql: Statements,
  shelf: Shelf,
  partition: number,
  { id, key, headers, value }: PackedRecord,
  at: number,
): void {
  const offset = shelf.next[partition] as number
  shelf.next[partition] = offset + 1
  if (shelf.compacted) sql.supersede.run(at + SUPERSEDED_KEPT_MS, shelf.id, key)
  const ends = [
    ...(shelf.retentionMs === undefined ? [] : [at + shelf.retentionMs]),
    ...(shelf.compacted && value === undefined ? [at + TAKEN_OUT_KEPT_MS] : []),
  ]
  const expires = ends.length === 0 ? null : Math.ceil(Math.min(...ends))
  const latest = shelf.compacted ? 1 : null
  sql.record.run(shelf.id, partition, offset, id, key, headers, value ?? null, expires, latest)
}

const FNV_BASIS = 0x811c9dc5
const FNV_PRIME = 0x01000193

/** FNV-1a over the key's UTF-16 units; the remainder is taken of the well-mixed upper half. */
export function partitionOf(key: string, partitions: number): number {
  let hash = FNV_BASIS
  for (let at = 0; at < key.length; at += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(at), FNV_PRIME)
  }
  return ((hash >>> 16) ^ (hash & 0xffff)) % partitions
}
