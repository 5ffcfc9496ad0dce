/** A server that is away: what goes on, what waits, what is said, and that nothing is half-stored. */
import { setTimeout as sleep } from 'node:timers/promises'
import { openEventLog } from '@xianjie/eventstoredb'
import { openEventFeed } from '@xianjie/kafka'
import t from 'tap'
import { equipAgency, makeDemoAuthority } from '../../../scripts/workshop/agency-workshop.ts'
import { units } from '../../../scripts/workshop/units.ts'
import { launchCluster } from '../testing/cluster.ts'
import { pushOn, signedDocument } from '../testing/persistent-agency.ts'
import { headersOf } from '../testing/platform-process.ts'
import {
  acceptancesOf,
  compareLog,
  compareTopic,
  readTopic,
  settled,
} from '../testing/reconciliation.ts'
import { testYears } from '../testing/test-platform.ts'

const KAFKA_AWAY_MS = Number(process.env.KAFKA_AWAY_MS ?? 60_000)
const STORE_AWAY_MS = 15_000
const NOTICED_MS_MAX = 20_000
const CAUGHT_UP_MS_MAX = 60_000
const SLOW = { persons: 10, pauseMs: 200 }
const TOPIC = 'xianjie.documents.v1'

const authority = makeDemoAuthority('测试根', testYears, 'p256')
const court = await equipAgency(units.yunxiCourt, authority, 'p256')
const procuratorate = await equipAgency(units.qingshiProcuratorate, authority, 'p256')
const cluster = await launchCluster({ agencies: [court, procuratorate] })
t.teardown(() => cluster.close())
t.comment(`kafka: ${cluster.kafka.name} · eventstoredb: wire double`)

const [intake, status, publisher] = (['intake', 'status', 'publisher'] as const).map(
  (name) => () => cluster.of(name)[0]?.url() ?? '',
)
const push = () => pushOn(court, () => [intake?.() ?? ''], SLOW)

async function health(url: string) {
  const response = await fetch(`${url}/health/ready`)
  return { code: response.status, body: JSON.stringify(await response.json()) }
}

/** Looks until it is so; the number of milliseconds that took, or undefined when it never was. */
async function within(ms: number, isSo: () => Promise<boolean>): Promise<number | undefined> {
  const started = performance.now()
  while (performance.now() - started < ms) {
    if (await isSo().catch(() => false)) return Math.round(performance.now() - started)
    await sleep(100)
  }
  return undefined
}

t.test(
  'Kafka away for a minute: intake goes on, the publisher says so and catches up',
  { timeout: 240_000 },
  async (t) => {
    await cluster.kafka.kill(0, 'SIGKILL')
    const pushing = push()
    const noticed = await within(
      NOTICED_MS_MAX,
      async () => (await health(publisher?.() ?? '')).code === 503,
    )
    t.ok(noticed !== undefined, `the publisher says so after ${noticed} ms`)
    t.equal((await health(intake?.() ?? '')).code, 200, 'the intake is ready')
    await sleep(KAFKA_AWAY_MS)
    await pushing.end()
    t.same(pushing.wrong, [])
    t.ok(
      pushing.pushed.length > SLOW.persons,
      `${pushing.pushed.length} documents receipted meanwhile`,
    )
    t.equal(pushing.tries(), pushing.pushed.length, 'each at the first try')
    await cluster.kafka.restart(0)
    const back = await within(
      CAUGHT_UP_MS_MAX,
      async () => (await health(publisher?.() ?? '')).code === 200,
    )
    t.ok(back !== undefined, `ready ${back} ms after the broker`)
    const log = await openEventLog({ connectionString: cluster.eventStore.url })
    const feed = await openEventFeed({ brokers: cluster.kafka.brokers, clientId: 'check' })
    const logged = await acceptancesOf(log)
    t.same(compareLog(pushing.pushed, logged), [])
    const look = async () => compareTopic(TOPIC, await readTopic(feed, TOPIC), logged)
    t.same((await settled(look, CAUGHT_UP_MS_MAX)).differences, [])
    await feed.close()
    await log.close()
  },
)

t.test(
  'the event store away: 503 with Retry-After, nothing half-stored, queries go on with their age',
  { timeout: 240_000 },
  async (t) => {
    const before = push()
    await within(CAUGHT_UP_MS_MAX, async () => before.pushed.length > 20)
    await before.end()
    const subjectId = before.pushed[0]?.receipt.subjectId
    const headers = await headersOf(procuratorate)
    const ask = async () => {
      const response = await fetch(`${status?.()}/v1/subjects/${subjectId}/status`, { headers })
      return {
        code: response.status,
        ...((await response.json()) as { ageMs: number; position: number }),
      }
    }
    const level = await ask()
    await cluster.eventStore.kill('SIGKILL')
    const refusal = await refusedPush()
    t.equal(refusal.code, 503)
    t.match(refusal.retryAfter, /^[1-9]\d*$/)
    t.equal(refusal.type, 'log-unavailable')
    t.ok(refusal.tookMs < 15_000, `refused after ${refusal.tookMs} ms`)
    await sleep(STORE_AWAY_MS)
    const aged = await ask()
    t.equal(aged.code, 200)
    t.equal(aged.position, level.position)
    t.ok(aged.ageMs >= STORE_AWAY_MS, `the answer says that it is ${aged.ageMs} ms old`)
    t.equal((await health(intake?.() ?? '')).code, 503, 'the intake is not ready')
    t.equal(
      (await health(status?.() ?? '')).code,
      200,
      'status is ready, but says that it is degraded',
    )
    t.match((await health(status?.() ?? '')).body, /"degraded":true/)
    const waiting = push()
    await sleep(1_000)
    t.equal(waiting.pushed.length, 0)
    await cluster.eventStore.restart()
    const back = await within(CAUGHT_UP_MS_MAX, async () => waiting.pushed.length > SLOW.persons)
    t.ok(back !== undefined, `documents are receipted again ${back} ms after the store`)
    await waiting.end()
    const fresh = await within(CAUGHT_UP_MS_MAX, async () => (await ask()).ageMs < 1_000)
    t.ok(fresh !== undefined, `status is level again ${fresh} ms later`)
    t.same([...before.wrong, ...waiting.wrong], [])
  },
)

/** One push, sent once. */
async function refusedPush() {
  const started = performance.now()
  const answer = await fetch(`${intake?.()}/v1/documents`, {
    method: 'POST',
    headers: { ...(await headersOf(court)), 'content-type': 'application/json' },
    body: signedDocument(court, 1, 0).body,
  })
  const { code: type } = (await answer.json()) as { code: string }
  const retryAfter = answer.headers.get('retry-after') ?? ''
  return { code: answer.status, retryAfter, type, tookMs: Math.round(performance.now() - started) }
}
