/**
 * The embedded part of the bench. Platform, bare Fastify and load are three processes on this machine;
 * what is compared runs directly after each other, since machines change their speed.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MediaType } from './documents.ts'
import { headersOf } from './headers.ts'
import { keepAgency } from './kept-agency.ts'
import { load as loadIn, profile } from './load-process.ts'
import { measurePopulation } from './population.ts'
import { measureRebuild } from './rebuild.ts'
import { statusLine } from './status.ts'
import { printRows, type Row, say, sayMachine } from './table.ts'
import type { Task } from './task.ts'

const DOCUMENTS = Number(process.env.BENCH_DOCUMENTS ?? 20_000)
const QUERIES = Number(process.env.BENCH_QUERIES ?? 120_000)
/** Of the generated population; 100000 takes a quarter of an hour. */
const SUBJECTS = Number(process.env.BENCH_SUBJECTS ?? 3_000)
const VISIBLE_SECONDS = 10
const VISIBLE_MS_WANTED = 20

say('the embedded part; `npm run bench -- --distributed` is the other one')
sayMachine()
const folder = mkdtempSync(join(tmpdir(), 'xianjie-bench-'))
const agency = await keepAgency(folder)
const platform = await start('services/standalone/src/main.ts')
const bare = await start('scripts/bench/bare.ts')
const rows: Row[] = []
let first = 0

const json = await intake('application/json', DOCUMENTS)
rows.push({ what: 'signed JSON intake / bare POST', base: json.base, ours: json.ours, wanted: 0.2 })
const xml = await intake('application/xml', Math.ceil(DOCUMENTS / 2))
rows.push({ what: 'signed XML intake / bare POST', base: xml.base, ours: xml.ours, wanted: 0.08 })
rows.push({ what: 'status query / bare JSON', ...(await queries(json.subjects)), wanted: 0.5 })
const visible = await latency(Math.max(1, Math.round(json.ours / 10)))
const rss = residentMb(platform.child)
await Promise.all([stop(platform.child), stop(bare.child)])
const rebuilt = await measureRebuild(join(folder, 'data'))
rows.push({
  what: 'rebuild of status / raw log scan',
  base: rebuilt.scanPerSecond,
  ours: rebuilt.rebuildPerSecond,
  wanted: 0.3,
})
rmSync(folder, { recursive: true, force: true })
say(`writing ${SUBJECTS} generated subjects …`)
const population = await measurePopulation(SUBJECTS)
rows.push({
  what: `${SUBJECTS} subjects projected / raw log scan`,
  base: population.scanPerSecond,
  ours: population.rebuildPerSecond,
  wanted: 0.25,
})
printRows(rows, visible)
console.log(statusLine())
console.log(
  `platform resident ${rss.now} MB, at most ${rss.peak} MB; log of ${rebuilt.events} events`,
)

/** Bare, ours, bare again; the base is the mean of the two. */
async function intake(mediaType: MediaType, count: number) {
  say(`intake, ${mediaType}, ${count} documents of 4 KB, RSA-2048, 64 connections …`)
  const warmUp = Math.ceil(count / 10)
  const path = '/v1/documents'
  const urls = [bare.url + path, platform.url + path, bare.url + path]
  const { rates, failures, subjects } = await load({
    kind: 'post',
    urls,
    mediaType,
    count,
    warmUp,
    first,
  })
  first += count + warmUp
  if (failures > 0) throw new Error(`${failures} requests failed`)
  const [before = 0, ours = 0, after = 0] = rates
  return { base: (before + after) / 2, ours, subjects }
}

/** The same answer from bare Fastify, from the platform, and from bare Fastify again. */
async function queries(subjects: readonly string[]) {
  say(`status queries over ${subjects.length} subjects, 64 connections …`)
  const paths = subjects.map((subject) => `/v1/subjects/${subject}/status`)
  const file = join(folder, 'answer.json')
  const answer = await fetch(platform.url + paths[0], { headers: await headersOf(agency) })
  writeFileSync(file, await answer.text())
  const other = await start('scripts/bench/bare.ts', file)
  const base = async () => {
    const task = { kind: 'get', url: other.url, paths: ['/status'], count: QUERIES } as const
    return (await load(task)).rates[0] ?? 0
  }
  const before = await base()
  const { rates, failures } = await load({ kind: 'get', url: platform.url, paths, count: QUERIES })
  if (failures > 0) throw new Error(`${failures} queries failed`)
  const after = await base()
  await stop(other.child)
  return { base: (before + after) / 2, ours: rates[0] ?? 0 }
}

async function latency(perSecond: number) {
  say(`accept to visible at ${perSecond} documents/s …`)
  const figures = await load({
    kind: 'visible',
    url: platform.url,
    statusUrl: platform.url,
    perSecond,
    seconds: VISIBLE_SECONDS,
    first,
  })
  if (figures.failures > 0) throw new Error(`${figures.failures} pushes were not seen`)
  const { p50 = Number.NaN, p99 = Number.NaN } = figures.msAt ?? {}
  return { what: `accept to visible at ${perSecond}/s`, p50, p99, wantedMs: VISIBLE_MS_WANTED }
}

/** A process that says `ready <url>` on its standard output. */
async function start(
  script: string,
  ...args: readonly string[]
): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const env = {
    ...process.env,
    XIANJIE_PORT: '0',
    XIANJIE_DATA: join(folder, 'data'),
    XIANJIE_AGENCIES: join(folder, 'agencies'),
  }
  const child = spawn(process.execPath, [...profile, script, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    const url = /ready (\S+)/.exec(String(chunk))?.[1]
    if (url) return { child, url }
  }
  throw new Error(`${script} did not start`)
}

function load(task: Task) {
  return loadIn(folder, task)
}

function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM')
  return new Promise((resolve) => child.once('exit', () => resolve()))
}

/** VmRSS and VmHWM of the process, MB. */
function residentMb({ pid }: ChildProcess) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const mb = (name: string) =>
    Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1_024)
  return { now: mb('VmRSS'), peak: mb('VmHWM') }
}
