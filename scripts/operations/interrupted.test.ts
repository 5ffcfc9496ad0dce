/** A restore that is killed, over and over, and in the end is as if it had never been. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openLogForReading } from '@xianjie/embedded'
import { test } from 'tap'
import { allOf, filledPlace, type Place, place } from './testing/log.ts'
import { run } from './testing/site.ts'

const EVENTS = 6_000
const KILLS = 3
const POLL_MS = 2
const POLLS_MAX = 10_000
const MAIN = fileURLToPath(new URL('../operations.ts', import.meta.url))

test('a restore that is killed goes on where it stopped', async (t) => {
  const from = await filledPlace(t, EVENTS)
  const to = await place(t, from)
  const archive = join(from.folder, '..', 'archive')
  t.match(await run({ XIANJIE_DATA: from.folder }, 'backup', '--to', archive), { code: 0 })
  const reached: number[] = []
  for (let kill = 1; kill <= KILLS; kill += 1) {
    reached.push(await killedRestore(to, archive, (kill * EVENTS) / (KILLS + 2)))
  }
  t.comment(`killed at ${reached.join(', ')} of ${EVENTS}`)
  t.same(
    reached.toSorted((one, other) => one - other),
    reached,
    'no kill lost what was there',
  )
  const last = await run({ XIANJIE_DATA: to.folder }, 'restore', '--from', archive, '--json')
  t.match(last, { code: 0 })
  t.equal(JSON.parse(last.out).before, reached.at(-1))
  const [source, target] = [await from.open(), await to.open()]
  t.same(await allOf(target.log), await allOf(source.log))
  await source.close()
  await target.close()
})

/** Kills it once the log has so many events; how many there are then. */
async function killedRestore({ folder }: Place, archive: string, events: number): Promise<number> {
  const child = spawn(process.execPath, [MAIN, 'restore', '--from', archive], {
    env: { PATH: process.env.PATH ?? '', XIANJIE_DATA: folder },
    stdio: 'ignore',
  })
  const ended = once(child, 'exit')
  for (let poll = 0; poll < POLLS_MAX && child.exitCode === null; poll += 1) {
    if ((await headOf(folder)) >= events) break
    await pause(POLL_MS)
  }
  child.kill('SIGKILL')
  await ended
  return headOf(folder)
}

async function headOf(folder: string): Promise<number> {
  if (!existsSync(join(folder, 'log', 'log.sqlite'))) return 0
  try {
    const log = openLogForReading(join(folder, 'log'))
    const head = await log.head().finally(() => log.close())
    return head
  } catch {
    // The file is being made.
    return 0
  }
}
