/**
 * The distributed part of the bench, under 3 minutes: real servers where this machine has them, each a
 * process of its own, and one process of each service.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { testEventStore } from '@xianjie/eventstoredb/testing'
import { testKafka } from '@xianjie/kafka/testing'
import { launchCluster } from '../../services/standalone/testing/cluster.ts'
import type { EquippedAgency } from '../workshop/agency-workshop.ts'
import { headersOf } from './headers.ts'
import { keepAgency } from './kept-agency.ts'
import { load, profile } from './load-process.ts'
import { type Latency, loadText, median, printRows, type Row, say, sayMachine } from './table.ts'
import type { Task } from './task.ts'

const DOCUMENTS = Number(process.env.BENCH_DOCUMENTS ?? 5_000)
const PUBLISH_ROUNDS = 3
const APPENDS = 1_500
const APPEND_ROUNDS = 5
const PER_SECOND = 200
const WARM_UP_SECONDS = 6
const VISIBLE_SECONDS = 6
const VISIBLE_ROUNDS = 3
const VISIBLE_MS_WANTED = 250
const KNOWN_MS_MAX = 10_000
const POLL_MS = 50
/** A document and a person that nobody has heard of: 404 for whoever may ask. */
const NO_DOCUMENT = '/v1/documents/00000000-0000-4000-8000-000000000000'
const NO_SUBJECT = `/v1/subjects/sub_${'0'.repeat(40)}/status`

type Measured = { readonly row: Row; readonly server: string }
type Quantiles = { readonly p50: number; readonly p99: number }

say('the distributed part; `npm run bench` alone is the embedded one')
sayMachine()
const folder = mkdtempSync(join(tmpdir(), 'xianjie-bench-'))
const started = performance.now()
try {
  const published = await publishing()
  const appended = await appending()
  printRows([published.row, appended.row], await visible())
  console.log(`kafka: ${published.server} · eventstoredb: ${appended.server}`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
const seconds = Math.round((performance.now() - started) / 1_000)
console.log(`load average ${loadText()} after ${seconds} s`)

async function publishing(): Promise<Measured> {
  const kafka = await testKafka({ own: true })
  try {
    say(`publishing ${DOCUMENTS} documents, one send in flight, zstd, all copies …`)
    const { brokers, name } = kafka
    const rounds = PUBLISH_ROUNDS
    const rates = await compare({ kind: 'publish', brokers, documents: DOCUMENTS, rounds })
    return { row: { what: 'publisher / raw kafkajs', ...rates, wanted: 0.6 }, server: name }
  } finally {
    await kafka.dispose()
  }
}

async function appending(): Promise<Measured> {
  const eventStore = await testEventStore()
  try {
    say(`${APPENDS} appends a round, 64 in flight, to ${eventStore.name} …`)
    const { url, name } = eventStore
    const rates = await compare({ kind: 'append', url, appends: APPENDS, rounds: APPEND_ROUNDS })
    const what = 'EventStoreDB adapter / raw client'
    return { row: { what, ...rates, wanted: 0.6 }, server: name }
  } finally {
    await eventStore.dispose()
  }
}

/** Medians of rounds that take turns. */
async function compare(task: Task) {
  const { rates } = await load(folder, task, profile)
  const [base, ours] = [0, 1].map((side) => rates.filter((_, at) => at % 2 === side))
  say(`  rounds: ${listed(base)}; ours ${listed(ours)}`)
  return { base: median(base ?? []), ours: median(ours ?? []) }
}

function listed(rates: readonly number[] = []): string {
  return rates.map((rate) => rate.toFixed(0)).join(' ')
}

async function visible(): Promise<Latency> {
  const agency = await keepAgency(folder)
  say('starting registry, intake, status and publisher on their servers …')
  const cluster = await launchCluster({
    agencies: [agency],
    environment: profile.length > 0 ? { NODE_OPTIONS: profile.join(' ') } : {},
  })
  try {
    const [url = '', statusUrl = ''] = (['intake', 'status'] as const).map((service) =>
      cluster.of(service)[0]?.url(),
    )
    await untilKnown(url + NO_DOCUMENT, agency)
    await untilKnown(statusUrl + NO_SUBJECT, agency)
    const task = { kind: 'visible', url, statusUrl, perSecond: PER_SECOND } as const
    say(`accept to visible at ${PER_SECOND} documents/s …`)
    await latencies({ ...task, seconds: WARM_UP_SECONDS, first: 0 })
    const rounds: Quantiles[] = []
    for (let round = 0; round < VISIBLE_ROUNDS; round += 1) {
      const first = PER_SECOND * (WARM_UP_SECONDS + round * VISIBLE_SECONDS)
      rounds.push(await latencies({ ...task, seconds: VISIBLE_SECONDS, first }))
    }
    say(
      `  rounds: ${rounds.map(({ p50, p99 }) => `${p50.toFixed(1)}/${p99.toFixed(1)}`).join(' ')}`,
    )
    const middle = (of: keyof Quantiles) => median(rounds.map((round) => round[of]))
    const what = `accept to visible at ${PER_SECOND}/s`
    return { what, p50: middle('p50'), p99: middle('p99'), wantedMs: VISIBLE_MS_WANTED }
  } finally {
    await cluster.close()
  }
}

async function latencies(task: Task): Promise<Quantiles> {
  const { failures, msAt } = await load(folder, task)
  if (failures > 0) throw new Error(`${failures} pushes were not seen`)
  return { p50: msAt?.p50 ?? Number.NaN, p99: msAt?.p99 ?? Number.NaN }
}

/** A service that has just started may not have heard of the agency yet. */
async function untilKnown(url: string, agency: EquippedAgency): Promise<void> {
  const headers = await headersOf(agency)
  const until = performance.now() + KNOWN_MS_MAX
  while ((await fetch(url, { headers })).status === 401) {
    if (performance.now() > until) throw new Error(`${url} does not know the agency`)
    await sleep(POLL_MS)
  }
}
