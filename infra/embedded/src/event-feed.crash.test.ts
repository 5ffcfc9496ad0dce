import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import type { DeliveredRecord, Topic } from '@xianjie/contracts'
import t from 'tap'
import { openEventFeed } from './index.ts'

const KILLS = 4
const LIFE_MS_MAX = 500
const STILL_MS = 200
const CHILD = join(import.meta.dirname, 'event-feed-until-killed.ts')
const TOPIC: Topic = { name: 'crash', partitions: 3, compacted: false, recordBytesMax: 10_000 }

/** mulberry32: the same seed kills at the same moments. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Lets a process publish, kills it, and gives the ids that it had seen acknowledged. */
async function publishAndDie(folder: string, round: number, lifeMs: number) {
  const child = spawn(process.execPath, [CHILD, folder, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH },
  })
  const output = text(child.stdout)
  await once(child.stdout, 'readable')
  await pause(lifeMs)
  child.kill('SIGKILL')
  const [[, signal], lines] = await Promise.all([once(child, 'exit'), output])
  // The last line may have been cut by the kill; without its line end it was not acknowledged.
  const whole = lines.slice(0, lines.lastIndexOf('\n') + 1)
  return { signal, ids: whole.split(/\s/).filter(Boolean) }
}

/** Everything that one group is given until nothing more comes. */
async function everything(folder: string, group: string): Promise<readonly DeliveredRecord[]> {
  const feed = await openEventFeed(folder)
  const taken: DeliveredRecord[] = []
  const take = async (record: DeliveredRecord) => void taken.push(record)
  const ending = new AbortController()
  const consumed = feed.consume({ topics: ['crash'], group, take, signal: ending.signal })
  for (let before = -1; before < taken.length; await pause(STILL_MS)) before = taken.length
  ending.abort()
  await consumed
  await feed.close()
  return taken
}

function soundness(folder: string): unknown {
  const db = new DatabaseSync(join(folder, 'feed.sqlite'), { readOnly: true })
  const found = db.prepare('PRAGMA integrity_check').get()?.integrity_check
  db.close()
  return found
}

/** Whether each key's records count up from 0 and end with the end of a page. */
function unbroken(records: readonly DeliveredRecord[]): boolean {
  const byKey = Map.groupBy(records, ({ key }) => key)
  return [...byKey.values()].every(
    (own) =>
      own.length % Number(own[0]?.headers.size) === 0 &&
      own.every(({ value }, n) => Number.parseInt(String(value && Buffer.from(value)), 10) === n),
  )
}

await t.test('kill -9 under load loses nothing acknowledged and leaves whole calls', async (t) => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
  t.comment(`SEED=${seed}`)
  const random = randomFrom(seed)
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-crash-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const first = await openEventFeed(folder)
  await first.ensureTopics([TOPIC])
  await first.close()
  const acknowledged = new Set<string>()
  const followed: DeliveredRecord[] = []
  for (let round = 1; round <= KILLS; round += 1) {
    const { signal, ids } = await publishAndDie(folder, round, random() * LIFE_MS_MAX)
    t.equal(signal, 'SIGKILL')
    t.ok(ids.length > 0, 'it was killed under load')
    for (const id of ids) acknowledged.add(id)

    const all = await everything(folder, `round-${round}`)
    const stored = new Set(all.map(({ id }) => id as string))
    t.equal(stored.size, all.length, 'no record is there twice')
    t.ok(acknowledged.isSubsetOf(stored), 'every acknowledged record is there')
    t.ok(unbroken(all), 'each call is there whole or not at all, in order')
    followed.push(...(await everything(folder, 'following')))
    t.equal(followed.length, all.length, 'a group that took the former ones gets the new ones only')
    t.equal(soundness(folder), 'ok')
    t.comment(`kill ${round}: ${ids.length} acknowledged, ${all.length} stored in all`)
  }
})
