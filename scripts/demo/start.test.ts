/** `npm start` as a process, as whoever clones the repository meets it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'

const START = fileURLToPath(new URL('../start.ts', import.meta.url))
/** Making keys on a slow machine takes longest. */
const READY_WAIT_MS = 120_000

function start(data: string, environment: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [START], {
    env: { PATH: process.env.PATH, XIANJIE_DATA: data, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk) => {
    out += chunk
  })
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  const ended = once(child, 'close').then(([code]) => ({ code, out, err }))
  return { child, ended, out: () => out }
}

t.test('a wrong variable is named, and nothing starts', async (t) => {
  const { code, err } = await start(t.testdir(), { XIANJIE_PORT: 'eighty' }).ended
  t.equal(code, 2)
  t.match(err, /XIANJIE_PORT: got "eighty"/)
})

t.test('a port that is taken is said before any key is made, with the way out', async (t) => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const { code, out, err } = await start(t.testdir(), { XIANJIE_PORT: `${port}` }).ended
  other.close()
  t.equal(code, 1)
  t.match(err, `127.0.0.1:${port} is in use`)
  t.match(err, 'XIANJIE_PORT=')
  t.equal(out, '')
})

t.test('it plays, says ready, answers, and ends when it is told to', async (t) => {
  const { child, ended, out } = start(join(t.testdir(), 'data'), { XIANJIE_PORT: '0' })
  t.teardown(() => child.kill('SIGKILL'))
  const url = await readyUrl(child.stdout, out)
  const health = await fetch(`${url}/health/ready`)
  t.equal(health.status, 200)
  child.kill('SIGTERM')
  const { code, out: all } = await ended
  t.equal(code, 0)
  t.match(all, /b 19 +收监执行通知书 .* ✓ 收监执行中 IN_CUSTODY_SERVING/)
  t.match(all, 'every state is the one that the law wants')
  t.notMatch(all, '✗')
})

async function readyUrl(stdout: NodeJS.EventEmitter, out: () => string): Promise<string> {
  const signal = AbortSignal.timeout(READY_WAIT_MS)
  for (;;) {
    const [, url] = /^ready (http:\S+)\n/m.exec(out()) ?? []
    if (url) return url
    await once(stdout, 'data', { signal })
  }
}
