import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import type { EventId, EventLog, NewEvent } from '@xianjie/contracts'
import { eventIdPromises, eventLogPromises } from '@xianjie/contracts/conformance/event-log'
import t, { type Test } from 'tap'
import { APPENDS_PENDING_MAX, openEventLog, PAGE_EVENTS } from './index.ts'

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'xianjie-log-'))
const drop = (folder: string): void => rmSync(folder, { recursive: true, force: true })

async function openLog() {
  const folder = newFolder()
  let log = await openEventLog(folder)
  return {
    log,
    reopen: async () => {
      await log.close()
      log = await openEventLog(folder)
      return log
    },
    dispose: async () => {
      await log.close()
      drop(folder)
    },
  }
}

const event = (bytes = 2, evidence?: Uint8Array): NewEvent => ({
  id: crypto.randomUUID() as EventId,
  type: 'log.checked.v1',
  data: new Uint8Array(bytes).fill(123),
  ...(evidence && { evidence }),
})

const appendNew = (log: EventLog, ...events: NewEvent[]) =>
  log.append(`test-${crypto.randomUUID()}`, 'no-stream', events)

async function positions(log: EventLog): Promise<readonly number[]> {
  const found: number[] = []
  for await (const page of log.scan(0)) found.push(...page.map(({ position }) => position))
  return found
}

async function inFolder(t: Test, run: (folder: string) => Promise<void>): Promise<void> {
  const folder = newFolder()
  t.teardown(() => drop(folder))
  await run(folder)
}

await t.test('the embedded log keeps what every log promises', async (t) => {
  await eventLogPromises(t, openLog)
  await eventIdPromises(t, openLog)
})

await t.test('what no program may ask is refused before it is queued', async (t) => {
  await inFolder(t, async (folder) => {
    const log = await openEventLog(folder)
    const twice = event()
    await t.rejects(appendNew(log), RangeError, 'no events')
    await t.rejects(appendNew(log, event(1_048_577)), RangeError, 'too large')
    await t.rejects(appendNew(log, twice, twice), RangeError, 'one id twice')
    t.equal(await log.head(), 0)
    await log.close()
  })
})

await t.test('a full queue pushes back and recovers', async (t) => {
  await inFolder(t, async (folder) => {
    const log = await openEventLog(folder)
    const asked = Array.from({ length: APPENDS_PENDING_MAX }, () => appendNew(log, event()))
    await t.rejects(appendNew(log, event()), { code: 'log-busy', retriable: true })
    const answers = await Promise.all(asked)
    t.ok(answers.every(({ ok }) => ok))
    t.ok((await appendNew(log, event())).ok)
    t.equal(await log.head(), APPENDS_PENDING_MAX + 1, 'what was pushed back was not stored')
    await log.close()
  })
})

await t.test('positions count from 1 without a gap', async (t) => {
  await inFolder(t, async (folder) => {
    const log = await openEventLog(folder)
    const stream = 'test-contended'
    const asked = Array.from({ length: 300 }, (_, n) =>
      n % 3 ? appendNew(log, event(), event()) : log.append(stream, 'no-stream', [event()]),
    )
    await Promise.all(asked)
    const found = await positions(log)
    t.same(
      found,
      Array.from({ length: 401 }, (_, n) => n + 1),
    )
    await log.close()
  })
})

await t.test('a page is bounded in events and in bytes', async (t) => {
  await inFolder(t, async (folder) => {
    const log = await openEventLog(folder)
    const small = Array.from({ length: PAGE_EVENTS + 1 }, () => appendNew(log, event()))
    await Promise.all(small)
    const big = Array.from({ length: 20 }, () => appendNew(log, event(1_000_000)))
    await Promise.all(big)
    const pages: number[] = []
    for await (const page of log.scan(0)) pages.push(page.length)
    t.equal(pages[0], PAGE_EVENTS)
    t.ok(
      pages.slice(1).every((length) => length < 20),
      'big events do not all come at once',
    )
    t.equal(
      pages.reduce((sum, length) => sum + length),
      PAGE_EVENTS + 21,
    )
    await log.close()
  })
})

await t.test('a full disk rejects the append and nothing else', async (t) => {
  await inFolder(t, async (folder) => {
    const log = await openEventLog(folder, { fileBytesMax: 3_000_000 })
    const small = await appendNew(log, event())
    const big = event(1_000_000, new Uint8Array(3_000_000))
    const fault = await log.append('test-big', 'no-stream', [big]).catch((thrown) => thrown)
    t.match(fault, { code: 'log-unavailable', retriable: true, cause: Error })
    t.ok(small.ok && (await appendNew(log, event())).ok, 'the writer goes on')
    t.same(await positions(log), [1, 2])
    await log.close()

    const roomy = await openEventLog(folder)
    const answer = await roomy.append('test-big', 'no-stream', [big])
    t.match(answer, { ok: true, position: 3, repeated: false }, 'it may be repeated as it was')
    await roomy.close()
  })
})

await t.test('a log that is open keeps others out', async (t) => {
  await inFolder(t, async (folder) => {
    const log = await openEventLog(folder)
    await t.rejects(openEventLog(folder), { code: 'folder-in-use' }, 'in this process')
    const module = pathToFileURL(join(import.meta.dirname, 'index.ts')).href
    const program = `
      const { openEventLog } = await import(${JSON.stringify(module)})
      await openEventLog(${JSON.stringify(folder)}).then(
        () => console.log('opened'),
        (fault) => console.log(fault.code),
      )`
    const run = () =>
      execFileSync(process.execPath, ['--input-type=module', '-e', `${program}; process.exit()`], {
        encoding: 'utf8',
        env: { PATH: process.env.PATH },
      }).trim()
    t.equal(run(), 'folder-in-use', 'in another process')
    await log.close()
    t.equal(run(), 'opened')
  })
})

await t.test('a log of a newer release is left alone', async (t) => {
  await inFolder(t, async (folder) => {
    await (await openEventLog(folder)).close()
    const db = new DatabaseSync(join(folder, 'log.sqlite'))
    db.exec('PRAGMA user_version = 99')
    db.close()
    await t.rejects(openEventLog(folder), /format 99/)
    await t.rejects(openEventLog(folder), /format 99/, 'and the folder is not left locked')
  })
})

await t.test('closing waits for what was asked and ends the subscribers', async (t) => {
  await inFolder(t, async (folder) => {
    const log = await openEventLog(folder)
    const seen = (async () => {
      let count = 0
      for await (const page of log.subscribe(0, new AbortController().signal)) count += page.length
      return count
    })()
    const asked = Array.from({ length: 50 }, () => appendNew(log, event()))
    const closed = log.close()
    t.ok((await Promise.all(asked)).every(({ ok }) => ok))
    await closed
    await log.close()
    t.ok((await seen) <= 50)
    await t.rejects(appendNew(log, event()), { code: 'log-unavailable' })
    await t.rejects(log.head(), { code: 'log-unavailable' })

    const again = await openEventLog(folder)
    t.equal(await again.head(), 50)
    await again.close()
  })
})

await t.test('evidence does not swell what a scan reads', async (t) => {
  await inFolder(t, async (folder) => {
    const log = await openEventLog(folder)
    const asked = Array.from({ length: 100 }, () =>
      appendNew(log, event(500, new Uint8Array(50_000))),
    )
    await Promise.all(asked)
    await log.close()
    const db = new DatabaseSync(join(folder, 'log.sqlite'))
    const sql = "SELECT sum(pgsize) AS bytes FROM dbstat WHERE name = 'events'"
    try {
      t.ok(Number(db.prepare(sql).get()?.bytes) < 200_000)
    } finally {
      db.close()
    }
  })
})
