/** Two processes of each service: one platform, wherever it is asked. */
import { setTimeout as sleep } from 'node:timers/promises'
import { openEventLog } from '@xianjie/eventstoredb'
import { openEventFeed } from '@xianjie/kafka'
import t from 'tap'
import { equipAgency, makeDemoAuthority } from '../../../scripts/workshop/agency-workshop.ts'
import { units } from '../../../scripts/workshop/units.ts'
import { launchCluster, type Member } from '../testing/cluster.ts'
import { pushOn, signedDocument } from '../testing/persistent-agency.ts'
import { headersOf } from '../testing/platform-process.ts'
import {
  acceptancesOf,
  compareLog,
  compareNews,
  compareTopic,
  compareView,
  newsOf,
  readTopic,
  settled,
} from '../testing/reconciliation.ts'
import { testYears } from '../testing/test-platform.ts'

type Listed = { readonly deadlines: readonly object[] }

/** How long nothing is appended until everything is said. */
const QUIET_MS = 3_000
const TURNS_MAX = 20
const TOPIC = 'xianjie.documents.v1'
const LOADED_MS = 4_000
const LED_MS_MAX = 60_000

const authority = makeDemoAuthority('测试根', testYears, 'p256')
const court = await equipAgency(units.yunxiCourt, authority, 'p256')
const procuratorate = await equipAgency(units.qingshiProcuratorate, authority, 'p256')
const cluster = await launchCluster({
  agencies: [court, procuratorate],
  replicas: { intake: 2, status: 2, clock: 2, publisher: 2 },
})
t.teardown(() => cluster.close())
const intakes = cluster.of('intake')
const statuses = cluster.of('status')

const post = async (member: Member | undefined, body: string) => {
  const response = await fetch(`${member?.url()}/v1/documents`, {
    method: 'POST',
    headers: { ...(await headersOf(court)), 'content-type': 'application/json' },
    body,
  })
  return { code: response.status, text: await response.text() }
}

t.test('a document pushed to both intakes is one event with one receipt', async (t) => {
  const { body } = signedDocument(court, 1, 0)
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, at) => post(intakes[at % 2], body)),
  )
  t.equal(answers.filter(({ code }) => code === 201).length, 1)
  t.equal(answers.filter(({ code }) => code === 200).length, 29)
  t.equal(new Set(answers.map(({ text }) => text)).size, 1, 'the same receipt from both')
})

t.test('both status processes answer the same, and each waits for the other’s news', async (t) => {
  const headers = await headersOf(procuratorate)
  for (const [at, intake] of intakes.entries()) {
    const answer = await post(intake, signedDocument(court, 2, at).body)
    const { subjectId, position } = JSON.parse(answer.text)
    const query = `validAt=2026-06-01&knownAt=${encodeURIComponent(new Date().toISOString())}&minPosition=${position}`
    const told = await Promise.all(
      statuses.map(async ({ url }) => {
        const response = await fetch(`${url()}/v1/subjects/${subjectId}/status?${query}`, {
          headers,
        })
        const { ageMs: _, ...rest } = (await response.json()) as Record<string, unknown>
        return { code: response.status, ...rest, position: undefined }
      }),
    )
    t.equal(told[0]?.code, 200)
    t.same(told[0], told[1])
  }
})

t.test(
  'two clock processes say everything once, and one goes on for both',
  { timeout: 180_000 },
  async (t) => {
    const clocks = cluster.of('clock')
    const log = await openEventLog({ connectionString: cluster.eventStore.url })
    t.teardown(() => log.close())
    const headers = await headersOf(procuratorate)
    /** Both have worked through everything that is there now; waits for it. */
    const level = async (members: readonly Member[]) => {
      const query = `limit=500&minPosition=${await log.head()}`
      const ask = async ({ url }: Member) => {
        const response = await fetch(`${url()}/v1/deadlines?${query}`, { headers })
        return { code: response.status, deadlines: ((await response.json()) as Listed).deadlines }
      }
      return Promise.all(members.map(ask))
    }
    const quiet = async (members: readonly Member[]) => {
      for (let before = -1, turn = 0; turn < TURNS_MAX; turn += 1) {
        await level(members)
        await sleep(QUIET_MS)
        const head = await log.head()
        if (head === before) return
        before = head
      }
    }
    const push = async (first: number, last: number) => {
      for (let person = first; person < last; person += 1)
        for (const at of [0, 1])
          t.equal((await post(intakes[at], signedDocument(court, person, at).body)).code, 201)
    }
    await push(100, 120)
    await quiet(clocks)
    const [one, other] = await level(clocks)
    t.equal(one?.code, 200)
    t.same(one, other)
    t.ok((one?.deadlines.length ?? 0) > 0)
    const told = (await newsOf(log)).length
    t.ok(told > 0, `${told} events`)
    await push(120, 140)
    await clocks[0]?.kill()
    await quiet(clocks.slice(1))
    await clocks[0]?.start()
    await quiet(clocks)
    const news = await newsOf(log)
    t.ok(news.length > told)
    t.same(compareNews(news), [])
  },
)

t.test(
  'of two publishers one publishes; when it is killed the other goes on',
  { timeout: 240_000 },
  async (t) => {
    const leaders = async () => {
      const healths = await Promise.all(
        cluster.of('publisher').map(async (member) => {
          const response = await fetch(`${member.url()}/health/ready`).catch(() => undefined)
          const text = response ? await response.text() : ''
          return { member, leads: /"leading":true/.test(text) }
        }),
      )
      return healths.filter(({ leads }) => leads).map(({ member }) => member)
    }
    const pushing = pushOn(court, () => intakes.map(({ url }) => url()), {
      persons: 10,
      pauseMs: 50,
    })
    const until = performance.now() + LED_MS_MAX
    while ((await leaders()).length !== 1 && performance.now() < until) await sleep(200)
    const [leader, ...others] = await leaders()
    t.ok(leader, 'one leads')
    t.same(others, [])
    await sleep(LOADED_MS)
    await leader?.kill()
    await sleep(LOADED_MS)
    await pushing.end()
    t.same(pushing.wrong, [])
    const next = async () => (await leaders()).filter((member) => member !== leader).length === 1
    while (!(await next()) && performance.now() < until + LED_MS_MAX) await sleep(200)
    t.ok(await next(), 'the other leads')
    const log = await openEventLog({ connectionString: cluster.eventStore.url })
    const feed = await openEventFeed({ brokers: cluster.kafka.brokers, clientId: 'check' })
    const logged = await acceptancesOf(log)
    const sent = new Set(pushing.pushed.map(({ documentId }) => documentId))
    const ours = logged.filter(({ documentId }) => sent.has(documentId))
    t.same(compareLog(pushing.pushed, ours), [])
    const look = async () => compareTopic(TOPIC, await readTopic(feed, TOPIC), logged)
    const report = await settled(look, LED_MS_MAX)
    t.comment(`${report.records} records for ${logged.length} documents, ${report.repeats} repeats`)
    t.same(report.differences, [])
    const headers = await headersOf(procuratorate)
    for (const { name, url } of statuses)
      t.same(await compareView(name, { url: url(), headers }, logged), [])
    await feed.close()
    await log.close()
  },
)
