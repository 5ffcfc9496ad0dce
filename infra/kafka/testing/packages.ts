/** The real broker as packages from Maven Central, run by Java: no container, no installer. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Guarded, startGuarded } from './guard.ts'
import type { TestKafka } from './index.ts'
import { brokerJars, KAFKA_VERSION } from './jars.ts'
import { answers } from './ready.ts'
import { freePorts, nodeSettings } from './settings.ts'

const run = promisify(execFile)
const JAVA = ['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Dlog4j2.level=WARN']
/** Ports may be taken between finding and using them. */
const START_ATTEMPTS = 4

type Node = { readonly address: string; readonly folder: string; readonly settings: string }

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

/** So many brokers in this machine's temp folder. */
export async function startPackages(count: number): Promise<TestKafka> {
  const jars = await brokerJars()
  for (let attempt = 1; ; attempt++) {
    const folder = await mkdtemp(join(tmpdir(), 'xianjie-kafka-'))
    const nodes = await layOut(folder, count, jars)
    const started = await Promise.all(nodes.map((node) => startNode(node, jars)))
    if (await allAnswer(nodes, started)) return cluster(folder, nodes, started, jars)
    for (const broker of started) await end(broker)
    if (attempt === START_ATTEMPTS) throw new Error(`Kafka does not start: see ${folder}`)
  }
}

function cluster(
  folder: string,
  nodes: readonly Node[],
  started: readonly Guarded[],
  jars: string,
): TestKafka {
  const running = [...started]
  return {
    brokers: nodes.map(({ address }) => address),
    name: `Kafka ${KAFKA_VERSION} run by Java, ${nodes.length} broker(s)`,
    kill: async (index, signal) => {
      const broker = at(running, index)
      process.kill(broker.pid, signal)
      if (signal !== 'SIGSTOP' && signal !== 'SIGCONT') await broker.ended()
    },
    restart: async (index) => {
      const node = at(nodes, index)
      const broker = await startNode(node, jars)
      running[index] = broker
      if (await answers(node.address, 1, broker.hasEnded)) return
      throw new Error(`broker ${index} does not come back: see ${node.folder}`)
    },
    dispose: async () => {
      for (const broker of running) await end(broker)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function layOut(folder: string, count: number, jars: string): Promise<readonly Node[]> {
  const ports = await freePorts(2 * count)
  const clientPort = (n: number) => at(ports, 2 * n)
  const controllerPort = (n: number) => at(ports, 2 * n + 1)
  const voters = Array.from({ length: count }, (_, n) => `${n + 1}@127.0.0.1:${controllerPort(n)}`)
  const clusterId = newClusterId()
  const layNode = async (n: number): Promise<Node> => {
    const own = join(folder, `broker-${n}`)
    await mkdir(own)
    const address = `127.0.0.1:${clientPort(n)}`
    const settings = join(own, 'server.properties')
    const lines = Object.entries({
      ...nodeSettings(n + 1, count),
      'controller.quorum.voters': voters.join(),
      listeners: `PLAINTEXT://${address},CONTROLLER://127.0.0.1:${controllerPort(n)}`,
      'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
      'log.dirs': join(own, 'data'),
    }).map(([name, value]) => `${name}=${value}\n`)
    await writeFile(settings, lines.join(''))
    const format = ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', settings]
    await run('java', [...JAVA, '-cp', join(jars, '*'), ...format])
    return { address, folder: own, settings }
  }
  return Promise.all(Array.from({ length: count }, (_, n) => layNode(n)))
}

const startNode = (node: Node, jars: string): Promise<Guarded> =>
  startGuarded(
    ['java', ...JAVA, '-cp', join(jars, '*'), 'kafka.Kafka', node.settings],
    join(node.folder, `broker-${Date.now()}.txt`),
  )

async function allAnswer(nodes: readonly Node[], started: readonly Guarded[]): Promise<boolean> {
  const anyEnded = () => started.some((broker) => broker.hasEnded())
  const ready = nodes.map(({ address }) => answers(address, nodes.length, anyEnded))
  return (await Promise.all(ready)).every(Boolean)
}

async function end(broker: Guarded): Promise<void> {
  if (!broker.hasEnded()) process.kill(broker.pid, 'SIGKILL')
  await broker.ended()
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index]
  if (found === undefined) throw new RangeError(`there is no ${index}`)
  return found
}

/** 16 bytes in base64url that never begin with a dash, which the tool would take for an option. */
function newClusterId(): string {
  const bytes = randomBytes(16)
  bytes[0] = bytes.readUInt8(0) & 0x7f
  return bytes.toString('base64url')
}
