/**
 * `npm test`: the source checks, then every test, then the scenarios once more on the distributed
 * backbone; each file is named when it is done and the last line counts the tests. Arguments name the
 * test files to run instead of all. Servers are those that the environment names, containers where a
 * Docker engine answers, and else a real broker, an object store and a double of the event store that
 * this machine runs; `--real` (`npm run test:real`) refuses to begin without an engine.
 */
import { spawn, spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { checks, runSteps } from './steps.ts'
import { shareServers } from './test-servers.ts'

/** A file's result, at the margin of the TAP stream. */
const FILE = /^(not )?ok \d+ - (\S+)(?: # time=(.*))?/
/** A test inside a file: the points one level below. */
const TEST = /^ {4}(not )?ok \d+ - /
const SKIPPED = / # SKIP/i
/** What a test itself reports: its seed, its servers, what it counted. */
const REPORT = /^ {4,}# (?!Subtest|time=)(.+)/

const SCENARIOS = 'services/standalone/scenarios/*.test.ts'
const DISTRIBUTED = 'services/standalone/distributed/*.test.ts'
/** They kill servers and measure time: alone, after the others. */
const FAULTS = ['away', 'killed'].map((name) => `services/standalone/distributed/${name}.test.ts`)
/** The rest of them starts every process and kills none: beside the scenarios. */
const CLUSTERS = globSync(DISTRIBUTED).filter((file) => !FAULTS.includes(file))
/** Most tests wait more than they work: two share even a machine of two cores. */
const JOBS = '--jobs=2'
/** One file of them kills for two minutes and then reads everything back, seconds. */
const FAULTS_LIMIT = '--timeout=900'

type Result = { readonly passed: number; readonly failed: number; readonly skipped: number }
type Run = {
  readonly title: string
  readonly files: readonly string[]
  readonly options?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  /** Shows what the tests report, also where they pass. */
  readonly reports?: boolean
}

const { values, positionals: named } = parseArgs({
  allowPositionals: true,
  options: { real: { type: 'boolean', default: false } },
})
if (values.real && spawnSync('docker', ['info'], { stdio: 'ignore' }).status !== 0) {
  console.error('test:real needs a Docker engine that answers: `docker info` must succeed')
  process.exit(2)
}
const result = named.length > 0 ? await runNamed(named) : await runAll()
const skipped = result.skipped > 0 ? `, ${result.skipped} skipped` : ''
console.log(`\n${result.passed} passed, ${result.failed} failed${skipped}`)
process.exitCode = result.failed > 0 || result.passed === 0 ? 1 : 0

function runNamed(files: readonly string[]): Promise<Result> {
  return runTests({ title: 'tests', files, reports: true })
}

async function runAll(): Promise<Result> {
  if ((await runSteps(checks)) !== 0) return { passed: 0, failed: 1, skipped: 0 }
  const servers = await shareServers()
  console.log(`• servers: ${servers.names.join(' · ')}`)
  const environment = servers.environment
  try {
    const first: Run = {
      title: 'tests',
      files: [],
      options: [JOBS, `--exclude=${DISTRIBUTED}`],
      environment,
    }
    const withServers: readonly Run[] = [
      {
        title: 'the same scenarios on the distributed backbone',
        files: [SCENARIOS, ...CLUSTERS],
        options: [JOBS],
        environment: { ...environment, XIANJIE_TEST_BACKBONE: 'distributed' },
        reports: true,
      },
      {
        title: 'faults',
        files: FAULTS,
        options: ['--jobs=1', FAULTS_LIMIT],
        environment,
        reports: true,
      },
    ]
    for (const line of servers.missing) console.log(`• without the distributed backbone: ${line}`)
    const results = [await runTests(first)]
    for (const run of servers.missing.length > 0 ? [] : withServers) {
      results.push(await runTests(run))
    }
    return results.reduce(sum)
  } finally {
    await servers.dispose()
  }
}

// A declaration: what runs at the top of this file is over before a constant down here would be there.
function sum(one: Result, other: Result): Result {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  }
}

/** Runs tap, shows a line for each file and the whole output of one that failed. */
async function runTests(run: Run): Promise<Result> {
  const { title, files, options = [], environment = {}, reports = false } = run
  console.log(`• ${title} …`)
  const tap = spawn('tap', ['run', '--reporter=tap', ...options, ...files], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...environment },
  })
  const ended = new Promise<number>((resolve) => tap.on('close', (code) => resolve(code ?? 1)))
  let [passed, failed, skipped] = [0, 0, 0]
  let output: string[] = []
  for await (const line of createInterface({ input: tap.stdout })) {
    output.push(line)
    const test = TEST.exec(line)
    if (test?.[1]) failed += 1
    else if (test && SKIPPED.test(line)) skipped += 1
    else if (test) passed += 1
    const file = FILE.exec(line)
    if (!file) continue
    const [, not, name, time = ''] = file
    const reported = reports ? output.flatMap((each) => REPORT.exec(each)?.[1] ?? []) : []
    for (const each of reported) console.log(`  · ${each}`)
    console.log(not ? `  FAILED ${name} ${time}\n${output.join('\n')}` : `  ok ${name} ${time}`)
    output = []
  }
  const code = await ended
  return { passed, failed: code === 0 ? failed : Math.max(1, failed), skipped }
}
