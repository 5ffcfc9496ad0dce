import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import type { RecordedEvent } from '@xianjie/contracts'
import t from 'tap'
import { openEventLog } from './index.ts'

const KILLS = 5
const LIFE_MS_MAX = 600
const CHILD = join(import.meta.dirname, 'append-until-killed.ts')

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

/** Lets a process append, kills it, and gives the ids that it had seen acknowledged. */
async function appendAndDie(folder: string, round: number, lifeMs: number) {
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
  return {
    signal,
    ids: whole
      .split('\n')
      .filter(Boolean)
      .map((line) => line.slice(0, 36)),
  }
}

async function history(folder: string) {
  const log = await openEventLog(folder)
  const events: RecordedEvent[] = []
  for await (const page of log.scan(0)) events.push(...page)
  const last = events.at(-1)
  const evidence = last && (await log.evidence(last.stream, last.revision))
  await log.close()
  return { events, evidence }
}

await t.test('kill -9 under load loses nothing that was acknowledged', async (t) => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000)
  t.comment(`SEED=${seed}`)
  const random = randomFrom(seed)
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-crash-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const acknowledged = new Set<string>()
  for (let round = 1; round <= KILLS; round += 1) {
    const { signal, ids } = await appendAndDie(folder, round, random() * LIFE_MS_MAX)
    t.equal(signal, 'SIGKILL')
    t.ok(ids.length > 0, 'it was killed under load')
    for (const id of ids) acknowledged.add(id)

    const { events, evidence } = await history(folder)
    const stored = new Set(events.map(({ id }) => id as string))
    t.equal(stored.size, events.length, 'no event is there twice')
    t.ok(acknowledged.isSubsetOf(stored), 'every acknowledged event is there')
    t.ok(
      events.every(({ position }, index) => position === index + 1),
      'positions have no gap',
    )
    t.equal(evidence?.length, 2_048)
    t.comment(`kill ${round}: ${ids.length} acknowledged, ${events.length} stored in all`)
  }
})
