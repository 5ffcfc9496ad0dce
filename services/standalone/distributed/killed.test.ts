/** kill -9 of every part of the distributed platform under load: nothing is lost, and all of it comes back. */
import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { openEventLog } from '@xianjie/eventstoredb'
import { openEventFeed } from '@xianjie/kafka'
import t from 'tap'
import { equipAgency, makeDemoAuthority } from '../../../scripts/workshop/agency-workshop.ts'
import { units } from '../../../scripts/workshop/units.ts'
import { launchCluster } from '../testing/cluster.ts'
import { pushOn } from '../testing/persistent-agency.ts'
import { headersOf } from '../testing/platform-process.ts'
import {
  acceptancesOf,
  compareLog,
  compareNews,
  compareTopic,
  compareView,
  type Difference,
  newsOf,
  readTopic,
  settled,
} from '../testing/reconciliation.ts'
import { mulberry32 } from '../testing/seeded.ts'
import { testYears } from '../testing/test-platform.ts'

/** How long parts are killed under load, ms. */
const FAULTS_MS = Number(process.env.FAULTS_MS ?? 120_000)
/** Of that, at random after each part was killed once: at least so long, ms. */
const RANDOM_MS_MIN = 45_000
/** For each part to be killed and started once on a busy machine, ms. */
const EACH_ONCE_MS_MAX = 180_000
/** A killed part stays away between so many, ms. */
const AWAY_MS = { min: 100, max: 3_000 }
/** Between two kills, ms. */
const CALM_MS = { min: 500, max: 4_000 }
const SETTLED_MS_MAX = 240_000
const PACE = { persons: 40, pauseMs: 100 }

const seed = Number(process.env.SEED ?? randomInt(2 ** 31))
const random = mulberry32(seed)
const between = ({ min, max }: { readonly min: number; readonly max: number }): number =>
  min + random() * (max - min)
t.comment(`seed ${seed}`)

const authority = makeDemoAuthority('测试根', testYears, 'p256')
const court = await equipAgency(units.yunxiCourt, authority, 'p256')
const procuratorate = await equipAgency(units.qingshiProcuratorate, authority, 'p256')
const cluster = await launchCluster({
  agencies: [court, procuratorate],
  replicas: { intake: 2, status: 2, clock: 2, publisher: 2 },
  brokers: 3,
})
t.teardown(() => cluster.close())
t.comment(`kafka: ${cluster.kafka.name} · eventstoredb: wire double`)

type Part = { readonly name: string; kill(): Promise<void>; start(): Promise<void> }

const parts: readonly Part[] = [
  ...[0, 1, 2].map((at) => ({
    name: `kafka-${at + 1}`,
    kill: () => cluster.kafka.kill(at, 'SIGKILL'),
    start: () => cluster.kafka.restart(at),
  })),
  {
    name: 'eventstore',
    kill: () => cluster.eventStore.kill('SIGKILL'),
    start: () => cluster.eventStore.restart(),
  },
  ...cluster.members.filter(({ service }) => service !== 'registry'),
]
const kills = new Map(parts.map(({ name }) => [name, 0]))

async function strike(part: Part): Promise<void> {
  kills.set(part.name, (kills.get(part.name) ?? 0) + 1)
  await part.kill()
  await sleep(between(AWAY_MS))
  await part.start()
}

const pushing = pushOn(court, () => cluster.of('intake').map((one) => one.url()), PACE)

t.test(
  'every part is killed once, then parts at random, under load',
  { timeout: FAULTS_MS * 3 + EACH_ONCE_MS_MAX },
  async (t) => {
    const until = performance.now() + FAULTS_MS
    for (const part of parts) {
      await strike(part)
      await sleep(between(CALM_MS))
    }
    const atLeastUntil = performance.now() + RANDOM_MS_MIN
    while (performance.now() < Math.max(until, atLeastUntil)) {
      await strike(parts[Math.floor(random() * parts.length)] as Part)
      await sleep(between(CALM_MS))
    }
    await pushing.end()
    t.same(pushing.wrong, [])
    t.ok(pushing.pushed.length > PACE.persons, `${pushing.pushed.length} documents were receipted`)
  },
)

t.test('receipts, log, topics and views agree', { timeout: SETTLED_MS_MAX * 5 }, async (t) => {
  const log = await openEventLog({ connectionString: cluster.eventStore.url })
  const feed = await openEventFeed({ brokers: cluster.kafka.brokers, clientId: 'check' })
  const logged = await acceptancesOf(log)
  const differences: Difference[] = [...compareLog(pushing.pushed, logged)]
  const lines = [
    `receipts ${pushing.pushed.length} of ${pushing.tries()} tries · log ${logged.length}`,
  ]
  for (const topic of ['xianjie.documents.v1', 'xianjie.supervision.v1']) {
    const report = await settled(
      async () => compareTopic(topic, await readTopic(feed, topic), logged),
      SETTLED_MS_MAX,
    )
    lines.push(`${topic}: ${report.records} records, ${report.repeats} repeats`)
    differences.push(...report.differences)
  }
  const news = await newsOf(log)
  lines.push(`said of deadlines and findings: ${news.length}`)
  differences.push(...compareNews(news))
  const headers = await headersOf(procuratorate)
  for (const { name, url } of cluster.of('status')) {
    differences.push(...(await compareView(name, { url: url(), headers }, logged)))
  }
  for (const { name, said } of cluster.of('publisher')) t.comment(`${name}: ${faultsIn(said())}`)
  const struck = [...kills].map(([name, count]) => `${name} ${count}`).join(', ')
  const lost = differences.filter(({ what }) => what === 'lost').length
  const reordered = differences.filter(({ what }) => what === 'reordered').length
  for (const line of [...lines, `killed: ${struck}`, `lost ${lost} · reordered ${reordered}`])
    t.comment(line)
  t.same(differences.slice(0, 20), [])
  await feed.close()
  await log.close()
})

/** How often a process had to wait for what, by the words of its own log. */
function faultsIn(said: string): string {
  const counts = new Map<string, number>()
  for (const [, message = ''] of said.matchAll(/"msg":"([^"]*)"/g)) {
    counts.set(message, (counts.get(message) ?? 0) + 1)
  }
  return [...counts].map(([message, count]) => `${message} ${count}`).join(', ')
}
