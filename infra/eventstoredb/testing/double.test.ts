import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { type AllStreamSubscription, EventStoreDBClient, jsonEvent } from '@eventstore/db-client'
import t from 'tap'
import { launchDouble } from './launch.ts'
import { LEFT_OUT } from './left-out.ts'
import { type Double, startDouble } from './server/double.ts'
import { misbehaviour } from './server/misbehaviour.ts'

const JUDGE_MS = 240_000
const UNANSWERED_MS = 400
const ROUND_APPENDS = 150
const ROUND_POLLS = 1_000
const POLL_MS = 5
const SEED = 20_260_401

const judge = fileURLToPath(new URL('./judge/', import.meta.url))
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const sleep = (ms: number) => new Promise<void>((settle) => setTimeout(settle, ms))
const event = (id: string = randomUUID()) => jsonEvent({ id, type: 'noted', data: { id } })

/** What an append came to: its revision, the code or type of its error, or nothing in time. */
async function fate(append: Promise<{ nextExpectedRevision: bigint }>): Promise<string> {
  const answered = append.then(
    (result) => `revision ${result.nextExpectedRevision}`,
    (fault: { type?: string; code?: number }) => `failed ${fault.type ?? fault.code}`,
  )
  return Promise.race([answered, sleep(UNANSWERED_MS).then(() => 'unanswered')])
}

async function idsOf(client: EventStoreDBClient, stream: string): Promise<string[]> {
  const ids: string[] = []
  try {
    for await (const { event: found } of client.readStream(stream)) if (found) ids.push(found.id)
  } catch (fault) {
    if ((fault as { type?: string }).type !== 'stream-not-found') throw fault
  }
  return ids
}

const connect = (url: string) => EventStoreDBClient.connectionString(url)

/** A double of its own for one test, and a client of it. */
async function fresh(after: (end: () => Promise<void>) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'eventstoredb-double-'))
  const double: Double = await startDouble({ folder })
  const client = connect(double.url)
  after(async () => {
    await client.dispose()
    await double.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { double, client, append: (stream: string, one = event()) => append(client, stream, one) }
}

const append = (client: EventStoreDBClient, stream: string, one = event()) =>
  client.appendToStream(stream, one, { expectedRevision: 'no_stream' })

function runJudge(url: string, recorded: string, only: string) {
  const args = [join(judge, 'run.mjs'), url, '--compare', recorded, '--only', only]
  return new Promise<{ readonly text: string; readonly code: number | null }>((settle, fail) => {
    const child = spawn(process.execPath, args, { timeout: JUDGE_MS, stdio: ['ignore', 'pipe', 2] })
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
    })
    child.once('error', fail)
    child.once('close', (code) => settle({ text, code }))
  })
}

t.test(
  'the double answers every scenario as EventStoreDB 23.10.8 did, but for those left out',
  { timeout: JUDGE_MS },
  async (t) => {
    const packed = readFileSync(join(judge, 'observed-eventstoredb-23.10.8.json.gz'))
    const recorded = gunzipSync(packed).toString('utf8')
    const names = Object.keys(JSON.parse(recorded))
    const left = Object.keys(LEFT_OUT)
    t.same(
      left.filter((name) => !names.includes(name)),
      [],
      'what is left out was recorded',
    )
    const double = await launchDouble()
    t.teardown(() => double.close())
    const file = join(double.folder, 'recorded.json')
    writeFileSync(file, recorded)
    const only = `^(?!(?:${left.map(escaped).join('|')})$)`
    const { text, code } = await runJudge(double.url, file, only)
    t.equal(text.trim(), `${names.length - left.length} passed, 0 failed`)
    t.equal(code, 0)
    t.comment(`${text.trim()}, ${left.length} left out of ${names.length}`)
  },
)

t.test('nothing that was acknowledged is lost when the process is killed', async (t) => {
  const double = await launchDouble()
  t.teardown(() => double.close())
  const client = connect(double.url)
  t.teardown(() => client.dispose())
  const acknowledged: string[] = []
  for (let round = 0; round < 3; round++) {
    const enough = acknowledged.length + ROUND_APPENDS
    let running = true
    const writers = Array.from({ length: 16 }, async () => {
      for (let n = 0; running && n < 2_000; n++) {
        const stream = `killed-${randomUUID()}`
        const answer = await fate(append(client, stream))
        if (answer.startsWith('revision')) acknowledged.push(stream)
      }
    })
    for (let n = 0; n < ROUND_POLLS && acknowledged.length < enough; n++) await sleep(POLL_MS)
    await double.kill('SIGKILL')
    running = false
    await Promise.all(writers)
    await double.restart()
    await sleep(200)
  }
  const found = new Set<string>()
  for await (const { event: one } of client.readAll()) if (one) found.add(one.streamId)
  t.ok(acknowledged.length >= 3 * ROUND_APPENDS, `${acknowledged.length} were acknowledged`)
  t.same(
    acknowledged.filter((stream) => !found.has(stream)),
    [],
  )
})

t.test(
  'after a restart an append at "any" is written again, one at "no stream" is not',
  async (t) => {
    const double = await launchDouble()
    t.teardown(() => double.close())
    const client = connect(double.url)
    t.teardown(() => client.dispose())
    const [any, exact] = [event(), event()]
    await client.appendToStream('at-any', any)
    await append(client, 'at-exact', exact)
    await client.appendToStream('at-any', any)
    t.same(await idsOf(client, 'at-any'), [any.id], 'while it runs it remembers the id')
    await double.restart()
    await sleep(200)
    await fate(client.appendToStream('reconnects', event()))
    await client.appendToStream('at-any', any)
    await append(client, 'at-exact', exact)
    t.same(await idsOf(client, 'at-any'), [any.id, any.id])
    t.same(await idsOf(client, 'at-exact'), [exact.id])
  },
)

t.test('an append can be stored and its connection broken before the answer', async (t) => {
  const { double, client, append } = await fresh(t.teardown)
  const [lost, kept] = [event(), event()]
  await append('warm')
  await double.misbehave({
    do: 'appends',
    fault: { kind: 'drop', stored: false },
    when: { next: 1 },
  })
  t.match(await fate(append('lost', lost)), /^failed (unavailable|14)$/)
  t.same(await idsOf(client, 'lost'), [])
  await double.misbehave({
    do: 'appends',
    fault: { kind: 'drop', stored: true },
    when: { next: 1 },
  })
  t.match(await fate(append('kept', kept)), /^failed (unavailable|14)$/)
  t.same(await idsOf(client, 'kept'), [kept.id])
  t.equal(await fate(append('kept', kept)), 'revision 0', 'and may be repeated')
  t.same(await idsOf(client, 'kept'), [kept.id])
})

t.test('every third append can fail', async (t) => {
  const { double, append } = await fresh(t.teardown)
  await append('warm')
  await double.misbehave({
    do: 'appends',
    fault: { kind: 'drop', stored: true },
    when: { every: 3 },
  })
  const fates: boolean[] = []
  for (let n = 0; n < 9; n++) fates.push((await fate(append(`third-${n}`))) === 'revision 0')
  t.same(fates, [true, true, false, true, true, false, true, true, false])
})

t.test('a seed draws the same appends each time', async (t) => {
  const draw = () => {
    const state = misbehaviour()
    const when = { probability: 0.3, seed: SEED }
    state.set({ do: 'appends', fault: { kind: 'die' }, when })
    return Array.from({ length: 1_000 }, () => state.nextFault() !== undefined)
  }
  t.comment(`seed ${SEED}`)
  t.same(draw(), draw())
  const hits = draw().filter(Boolean).length
  t.ok(hits > 250 && hits < 350, `${hits} of 1000`)
})

t.test('an append can stay without an answer, stored or not, until the time is over', async (t) => {
  const { double, client, append } = await fresh(t.teardown)
  for (const stored of [false, true]) {
    const stall = { kind: 'stall', stored } as const
    await double.misbehave({ do: 'appends', fault: stall, when: { forMs: UNANSWERED_MS / 2 } })
    t.equal(await fate(append(`stalled-${stored}`)), 'unanswered')
    t.equal((await idsOf(client, `stalled-${stored}`)).length, stored ? 1 : 0)
    t.equal(await fate(append(`after-${stored}`)), 'revision 0')
  }
})

t.test('an append can be sent to another leader, and the client goes there', async (t) => {
  const other = await fresh(t.teardown)
  const { double, client, append } = await fresh(t.teardown)
  const fault = { kind: 'not-leader', host: '127.0.0.1', port: other.double.port } as const
  await append('warm')
  await double.misbehave({ do: 'appends', fault, when: { next: 1 } })
  t.equal(await fate(append('moved')), 'failed not-leader')
  t.equal(await fate(append('moved')), 'revision 0')
  t.equal((await idsOf(other.client, 'moved')).length, 1)
  t.equal((await idsOf(client, 'warm')).length, 0, 'it stays with the new leader')
})

t.test(
  'the process can die between two appends of one flush; each is whole or absent',
  async (t) => {
    const double = await launchDouble()
    t.teardown(() => double.close())
    const client = connect(double.url)
    t.teardown(() => client.dispose())
    await append(client, 'warm')
    await double.misbehave({ do: 'appends', fault: { kind: 'die' }, when: { every: 6 } })
    const streams = Array.from({ length: 10 }, (_, n) => `died-${n}`)
    const fates = await Promise.all(
      streams.map((stream) => fate(client.appendToStream(stream, [event(), event(), event()]))),
    )
    await double.ended()
    await double.restart()
    const again = connect(double.url)
    t.teardown(() => again.dispose())
    const lengths = await Promise.all(streams.map(async (one) => (await idsOf(again, one)).length))
    t.same(lengths, [3, 3, 3, 3, 3, 0, 0, 0, 0, 0])
    t.same(
      fates.filter((one, n) => one.startsWith('revision') && lengths[n] === 0),
      [],
    )
  },
)

t.test('a subscriber can get every event twice', async (t) => {
  const { double, client, append } = await fresh(t.teardown)
  await double.misbehave({ do: 'deliver-twice', on: true })
  await append('twice')
  const subscription = client.subscribeToStream('twice')
  const seen: bigint[] = []
  subscription.on('data', ({ event: one }) => one && seen.push(one.revision))
  await new Promise<void>((settle) => subscription.once('caughtUp', settle))
  await client.appendToStream('twice', event())
  await sleep(200)
  await subscription.unsubscribe()
  t.same(seen, [0n, 0n, 1n, 1n])
})

t.test('a subscriber can be dropped as too slow, and resumes where it was', async (t) => {
  const { double, client, append } = await fresh(t.teardown)
  const subscription: AllStreamSubscription = client.subscribeToAll({ fromPosition: 'end' })
  const dropped = new Promise<Error>((settle) => {
    subscription.once('error', (fault: Error) => settle(fault))
  })
  subscription.resume()
  await new Promise<void>((settle) => subscription.once('caughtUp', settle))
  const { position } = await append('before')
  await double.misbehave({ do: 'drop-subscribers' })
  const { type, code } = (await dropped) as { type?: string; code?: number }
  t.same({ type, code }, { type: 'timeout', code: 10 })
  await append('between')
  const resumed = client.subscribeToAll({ fromPosition: position ?? 'end' })
  const first = await new Promise<string>((settle) => {
    resumed.once('data', ({ event: one }) => settle(one?.streamId ?? ''))
  })
  await resumed.unsubscribe()
  t.equal(first, 'between')
})

t.test('healed, it answers again', async (t) => {
  const { double, append } = await fresh(t.teardown)
  await double.misbehave({
    do: 'appends',
    fault: { kind: 'stall', stored: false },
    when: { every: 1 },
  })
  t.equal(await fate(append('stalled')), 'unanswered')
  await double.misbehave({ do: 'heal' })
  t.equal(await fate(append('healed')), 'revision 0')
})
