import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import t, { type Test } from 'tap'
import { WriterThread } from './writer-thread.ts'

/**
 * A worker that answers each job with the number of jobs in its transaction; some words hurt it.
 * The gate lets a test hold a commit: `gate[0]` counts those that began, `gate[1]` is 1 when open.
 */
const WORKER = `
  import { workerData } from 'node:worker_threads'
  const { serveLedger } = await import(workerData.loop)
  serveLedger(() => ({
    commit(batches) {
      const jobs = batches.flatMap(({ asked }) => asked)
      if (jobs.includes('fail')) throw new Error('disk full')
      if (jobs.includes('die')) process.exit(3)
      Atomics.add(workerData.gate, 0, 1)
      Atomics.wait(workerData.gate, 1, 0)
      return jobs.map((job) => job + ' of ' + jobs.length)
    },
    close() {},
  }), 1_000)
`

const newGate = (): Int32Array => new Int32Array(new SharedArrayBuffer(8)).fill(1, 1)

function begin(t: Test, script = WORKER, jobsPendingMax = 100, gate = newGate()) {
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-writer-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'worker.mjs')
  writeFileSync(file, script)
  return WriterThread.start<string, string>({
    script: pathToFileURL(file),
    workerData: { loop: new URL('./writer-loop.ts', import.meta.url).href, gate },
    jobsPendingMax,
    bytesPendingMax: 1_000,
    jobsPerParcelMax: 10,
    bytesOf: (job) => job.length,
    pack: (asked) => ({ message: { jobs: asked.length, asked }, transfer: [] }),
    busy: () => new Error('busy'),
    unavailable: (cause) => new Error('unavailable', { cause }),
  })
}

await t.test('a worker that cannot start says why', async (t) => {
  await t.rejects(begin(t, "throw new Error('no such folder')"), /no such folder/)
})

await t.test('too many jobs and too many bytes are refused', async (t) => {
  const writer = await begin(t, WORKER, 3)
  const long = writer.submit('x'.repeat(5_000))
  await t.rejects(writer.submit('small'), /busy/, 'one job beyond the bound is taken alone')
  await long
  const asked = ['a', 'b', 'c'].map((job) => writer.submit(job))
  await t.rejects(writer.submit('d'), /busy/)
  await Promise.all(asked)
  await writer.close()
})

await t.test('a failed transaction rejects its jobs, and the next one succeeds', async (t) => {
  const writer = await begin(t)
  const both = [writer.submit('a'), writer.submit('fail')]
  for (const one of both) await t.rejects(one, { message: 'unavailable', cause: /disk full/ })
  t.equal(await writer.submit('b'), 'b of 1')
  await writer.close()
})

await t.test('a worker that dies is replaced by the next job', async (t) => {
  const writer = await begin(t)
  await t.rejects(writer.submit('die'), /unavailable/)
  t.equal(await writer.submit('b'), 'b of 1')
  await writer.close()
})

await t.test('what waited while a commit ran is committed together', async (t) => {
  const gate = newGate().fill(0)
  const writer = await begin(t, WORKER, 100, gate)
  const first = writer.submit('first')
  while (Atomics.load(gate, 0) === 0) await nextTurn()
  const others: Promise<string>[] = []
  for (let n = 0; n < 25; n += 1) {
    others.push(writer.submit(String(n)))
    if (n % 5 === 0) await nextTurn()
  }
  await nextTurn()
  Atomics.store(gate, 1, 1)
  Atomics.notify(gate, 1)
  t.equal(await first, 'first of 1')
  t.same(
    await Promise.all(others),
    others.map((_, n) => `${n} of 25`),
  )
  await writer.close()
})

await t.test('closing answers everything and takes nothing more', async (t) => {
  const writer = await begin(t)
  const asked = Array.from({ length: 20 }, (_, n) => writer.submit(String(n)))
  await Promise.all([writer.close(), writer.close()])
  t.equal((await Promise.all(asked)).length, 20)
  await t.rejects(writer.submit('late'), /unavailable/)
})
