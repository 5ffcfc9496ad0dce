/** Brokers that are killed, that hang and that come back, and leaders that do not notice. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import {
  eventually,
  newName,
  newRecords,
  newTopic,
} from '@xianjie/contracts/conformance/event-feed-world'
import { kafkaOrReason, type TestKafka } from '@xianjie/kafka/testing'
import t, { type Test } from 'tap'
import { openFeed, publishAgain, survives, TIMINGS } from '../testing/survival.ts'
import { pause } from './waiting.ts'

const SESSION_MS = TIMINGS.sessionMs

const one = await kafkaOrReason({ own: true })
if (typeof one === 'string') t.pass(one, { skip: one })
else {
  t.teardown(one.dispose)

  await t.test('nothing is lost or reordered when the broker is killed', async (t) => {
    await survives(t, one, async () => {
      await one.kill(0, 'SIGKILL')
      await one.restart(0)
    })
  })

  await t.test('nothing is lost or reordered when the broker hangs', async (t) => {
    await survives(t, one, async () => {
      await one.kill(0, 'SIGSTOP')
      await pause(6_000)
      await one.kill(0, 'SIGCONT')
    })
  })

  await t.test('a broker that hangs is reported in time', async (t) => {
    const feed = await openFeed(t, one, [], { timings: { publishMs: 1_500, adminMs: 1_500 } })
    const topic = await newTopic(feed)
    const records = newRecords(topic, 1, 1)
    await feed.publish(records)
    await one.kill(0, 'SIGSTOP')
    const asked = performance.now()
    await t.rejects(feed.publish(records), { code: 'feed-unavailable', retriable: true })
    await t.rejects(feed.check(), { code: 'feed-unavailable' })
    const tookMs = performance.now() - asked
    await one.kill(0, 'SIGCONT')
    t.ok(tookMs < 6_500, `after ${Math.round(tookMs)} ms`)
    await publishAgain(feed, records)
    await feed.check()
  })

  await t.test('a leader that slept through its session cannot commit', async (t) => {
    const feed = await openFeed(t, one)
    const name = newName('lead')
    const sleeper = await startLeader(t, one, name)
    t.equal(await sleeper.hears(), 'leads 0')
    sleeper.say('commit 5')
    t.equal(await sleeper.hears(), 'committed 5')
    sleeper.process.kill('SIGSTOP')

    const ending = new AbortController()
    const began: number[] = []
    const led = feed.lead(name, ending.signal, async (term) => {
      began.push(term.checkpoint)
      await term.commit(6)
      if (!term.signal.aborted) await once(term.signal, 'abort')
    })
    await eventually(() => began.length === 1)
    t.same(began, [5])
    sleeper.say('commit 4')
    sleeper.process.kill('SIGCONT')
    t.equal(await sleeper.hears(), 'term-over')
    sleeper.process.kill('SIGKILL')
    ending.abort()
    await led

    const again = new AbortController()
    await feed.lead(name, again.signal, async ({ checkpoint }) => {
      t.equal(checkpoint, 6, 'what the sleeper asked for was not stored')
      again.abort()
    })
  })

  await t.test('the next one leads when a leader’s process is killed', async (t) => {
    const feed = await openFeed(t, one)
    const name = newName('lead')
    const killed = await startLeader(t, one, name)
    t.equal(await killed.hears(), 'leads 0')
    killed.say('commit 8')
    t.equal(await killed.hears(), 'committed 8')
    killed.process.kill('SIGKILL')
    const asked = performance.now()
    const ending = new AbortController()
    await feed.lead(name, ending.signal, async ({ checkpoint }) => {
      t.equal(checkpoint, 8)
      ending.abort()
    })
    t.ok(performance.now() - asked < 5 * SESSION_MS, 'soon after its session')
  })
}

/** A process of its own that leads and commits as it is told. */
async function startLeader(t: Test, kafka: TestKafka, name: string) {
  const program = join(import.meta.dirname, '..', 'testing', 'lead-as-told.ts')
  const child: ChildProcess = spawn(process.execPath, [program, kafka.brokers.join(), name], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  t.teardown(() => child.kill('SIGKILL'))
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  return {
    process: child,
    say: (line: string) => child.stdin?.write(`${line}\n`),
    hears: async () => (await lines.next()).value as string,
  }
}
