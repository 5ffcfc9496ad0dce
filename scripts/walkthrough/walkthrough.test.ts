/** The walk-through of the README, as a reader takes it: from a key to a status without our code. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { runPlatform, stopPlatform } from '../../services/standalone/testing/platform-process.ts'

const SCRIPT = fileURLToPath(new URL('first-document.sh', import.meta.url))
const WAIT_MS = 60_000

t.test('a reader who starts the platform when told ends with a status', async (t) => {
  const folder = newFolder(t)
  const port = await freePort()
  const walk = start(folder, `http://127.0.0.1:${port}`)
  await agencyFileOf(folder, walk.child)
  const platform = await runPlatform(folder, { XIANJIE_PORT: port })
  t.teardown(() => stopPlatform(platform))
  const { code, out } = await walk.ended
  t.equal(code, 0, walk.said())
  checkAnswers(t, out, [])
})

t.test(
  'a reader whose platform runs already tells it by SIGHUP, and may repeat the walk',
  async (t) => {
    const folder = newFolder(t)
    const platform = await runPlatform(folder)
    t.teardown(() => stopPlatform(platform))
    const pushed: string[] = []
    for (const time of ['first', 'second']) {
      rmSync(join(folder, 'agencies'), { recursive: true, force: true })
      const walk = start(folder, platform.url)
      await agencyFileOf(folder, walk.child)
      platform.signal('SIGHUP')
      const { code, out } = await walk.ended
      t.equal(code, 0, `${time}: ${walk.said()}`)
      checkAnswers(t, out, pushed)
    }
  },
)

/**
 * The receipt and the status, one line each. Two walks make two judgments of one day about one person:
 * which of them the status names is decided by their random ids (ADR 3), so any that was pushed may be.
 */
function checkAnswers(t: Test, out: string, pushed: string[]): void {
  const [receipt, status, ...more] = out.trim().split('\n')
  t.same(more, [])
  const { subjectId, documentId, findings, receipt: jws } = JSON.parse(receipt ?? '')
  pushed.push(documentId)
  t.match(jws, /^[\w-]+\.[\w-]+\.[\w-]+$/)
  t.ok(findings.some(({ code }: { code: string }) => code === 'revocation-unchecked'))
  const { basis, ...rest } = JSON.parse(status ?? '')
  t.match(rest, { subjectId, kind: 'probation', state: 'DECIDED_NOT_EFFECTIVE' })
  t.equal(basis[0].type, 'judgment-probation')
  t.ok(pushed.includes(basis[0].documentId))
}

function newFolder(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-walk-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The script with nothing of this process but the path. */
function start(folder: string, url: string) {
  const child = spawn('sh', [SCRIPT], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', URL: url },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, said] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const ended = once(child, 'close').then(([code]) => ({ code: Number(code), out }))
  return { child, ended, said: () => said }
}

/** Waits until the script has written the whole file. */
async function agencyFileOf(folder: string, child: ChildProcess): Promise<void> {
  const file = join(folder, 'agencies', 'first-court.json')
  const isWhole = () => existsSync(file) && readFileSync(file, 'utf8').endsWith('] }\n')
  for (let waited = 0; waited < WAIT_MS && child.exitCode === null; waited += 50) {
    if (isWhole()) return
    await sleep(50)
  }
  throw new Error('the walk-through wrote no agency file')
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return String(port)
}
