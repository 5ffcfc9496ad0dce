import { execFile } from 'node:child_process'
import process from 'node:process'
import { promisify } from 'node:util'
import { launchDouble } from './launch.ts'

/** An event store for one test file; `name` says which kind it is. */
export type TestEventStore = {
  /** A connection string for the client. */
  readonly url: string
  readonly name: string
  /** Takes the server away until what it gives is called. */
  away(): Promise<() => Promise<void>>
  dispose(): Promise<void>
}

// The image and settings of infra/deploy/compose.yaml: one node, no TLS, data in the container.
const IMAGE = 'docker.kurrent.io/kurrent-latest/kurrentdb:25.0'
const SETTINGS = {
  KURRENTDB_CLUSTER_SIZE: '1',
  KURRENTDB_INSECURE: 'true',
  KURRENTDB_RUN_PROJECTIONS: 'None',
  KURRENTDB_MEM_DB: 'false',
} as const
const SERVER_PORT = '2113/tcp'
const ENGINE_ANSWERS_MS = 5_000
const CONTAINER_STARTS_MS = 180_000
const CONTAINER_READY_MS = 60_000
const POLL_MS = 250

const ADDRESS_VARIABLE = 'XIANJIE_TEST_EVENTSTORE'
const DOUBLE_NAME = 'EventStoreDB wire double, held to 23.10.8'

const run = promisify(execFile)

/** Which of the three `testEventStore` gives here, so that nobody takes the double for the server. */
export async function eventStoreName(): Promise<string> {
  const wanted = process.env[ADDRESS_VARIABLE] ?? ''
  if (wanted !== '' && wanted !== 'double') return `EventStoreDB at ${wanted}`
  return wanted === '' && (await engineAnswers()) ? `${IMAGE} in containers` : DOUBLE_NAME
}

/**
 * The one place from which a test gets its event store: the address in XIANJIE_TEST_EVENTSTORE,
 * else a container when a Docker engine answers, else the wire double. The value `double` chooses
 * the double though an engine answers.
 */
export async function testEventStore(): Promise<TestEventStore> {
  const wanted = process.env[ADDRESS_VARIABLE] ?? ''
  if (wanted !== '' && wanted !== 'double')
    return {
      url: wanted,
      name: `EventStoreDB at ${wanted}`,
      away: notOurs,
      dispose: async () => {},
    }
  if (wanted === '' && (await engineAnswers())) return container()
  const double = await launchDouble()
  const name = DOUBLE_NAME
  const away = async () => {
    await double.kill()
    return () => double.restart()
  }
  return { url: double.url, name, away, dispose: () => double.close() }
}

async function notOurs(): Promise<never> {
  throw new Error('the server of XIANJIE_TEST_EVENTSTORE is not ours to take away')
}

async function engineAnswers(): Promise<boolean> {
  try {
    await run('docker', ['info'], { timeout: ENGINE_ANSWERS_MS })
    return true
  } catch {
    return false
  }
}

async function container(): Promise<TestEventStore> {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => [
    '--env',
    `${name}=${value}`,
  ])
  const publish = ['--publish', `127.0.0.1::${SERVER_PORT}`]
  const started = await run('docker', ['run', '--detach', '--rm', ...publish, ...settings, IMAGE], {
    timeout: CONTAINER_STARTS_MS,
  })
  const id = started.stdout.trim()
  const dispose = async () => void (await run('docker', ['rm', '--force', id]))
  const away = async () => {
    await run('docker', ['pause', id])
    return async () => void (await run('docker', ['unpause', id]))
  }
  try {
    const published = await run('docker', ['port', id, SERVER_PORT])
    const address = published.stdout.trim().split('\n')[0] ?? ''
    await ready(address)
    return { url: `esdb://${address}?tls=false`, name: `${IMAGE} in a container`, away, dispose }
  } catch (fault) {
    await dispose()
    throw fault
  }
}

async function ready(address: string): Promise<void> {
  const until = Date.now() + CONTAINER_READY_MS
  while (Date.now() < until) {
    const health = await fetch(`http://${address}/health/live`).catch(() => undefined)
    if (health?.ok) return
    await new Promise((settle) => setTimeout(settle, POLL_MS))
  }
  throw new Error(`${IMAGE} was not ready in ${CONTAINER_READY_MS} ms`)
}
