/** A small S3 server as one file from Maven Central, run by Java: no container, no installer. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type Guarded, startGuarded } from './guard.ts'
import type { RunningServer } from './index.ts'
import { SERVER_VERSION, serverJar } from './jar.ts'

const run = promisify(execFile)
const JAVA = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1']
/**
 * This server checks `If-None-Match` and writes in two steps: with several threads, several of twenty
 * writers would win. One thread makes it keep what real stores promise.
 */
const ONE_THREAD = ['--server.tomcat.threads.max=1', '--server.tomcat.threads.min-spare=1']
const SETTINGS = [
  '--server.address=127.0.0.1',
  '--server.port=0',
  '--server.ssl.enabled=false',
  '--com.adobe.testing.s3mock.httpPort=0',
  '--spring.main.banner-mode=off',
  ...ONE_THREAD,
]
/** The first port is the one set by `server.port`. */
const STARTED = /Tomcat started on ports (\d+) \(http\)/
const READY_MS_MAX = 60_000
const POLL_MS = 100

/** Which of the programs it takes are not on PATH. */
export async function missingTools(): Promise<readonly string[]> {
  const tools = [
    ['java', '-version'],
    ['mvn', '--version'],
  ] as const
  const found = await Promise.all(
    tools.map(([tool, flag]) =>
      run(tool, [flag]).then(
        () => [],
        () => [tool],
      ),
    ),
  )
  return found.flat()
}

export async function startPackage(): Promise<RunningServer> {
  const jar = await serverJar()
  const folder = await mkdtemp(join(tmpdir(), 'xianjie-s3-'))
  const log = join(folder, 'log.txt')
  const java = ['java', ...JAVA, `-Djava.io.tmpdir=${folder}`, '-jar', jar, ...SETTINGS]
  const server = startGuarded(
    java,
    { folder, log },
    {
      COM_ADOBE_TESTING_S3MOCK_STORE_ROOT: join(folder, 'objects'),
    },
  )
  const end = async () => {
    await server.end()
    await rm(folder, { recursive: true, force: true })
  }
  const port = await portOf(server, log)
  if (port === undefined) {
    const said = await readFile(log, 'utf8').catch(() => 'nothing')
    await end()
    throw new Error(`S3Mock does not start; it said ${said.slice(-2_000)}`)
  }
  return {
    endpoint: `http://127.0.0.1:${port}`,
    env: {
      AWS_ACCESS_KEY_ID: 'xianjie',
      AWS_SECRET_ACCESS_KEY: 'xianjie-local',
      AWS_REGION: 'us-east-1',
    },
    name: `S3Mock ${SERVER_VERSION} run by Java`,
    end,
  }
}

async function portOf(server: Guarded, log: string): Promise<string | undefined> {
  const deadline = Date.now() + READY_MS_MAX
  while (Date.now() < deadline && !server.hasEnded()) {
    const [, port] = STARTED.exec(await readFile(log, 'utf8').catch(() => '')) ?? []
    if (port !== undefined) return port
    await pause(POLL_MS)
  }
  return undefined
}
