/** The same brokers as containers, for machines with a Docker engine. */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { lastWill } from './guard.ts'
import type { TestKafka } from './index.ts'
import { answers } from './ready.ts'
import { freePorts, nodeSettings, type Settings } from './settings.ts'

const run = promisify(execFile)
const IMAGE = 'apache/kafka:4.1.1'
const INFO_MS_MAX = 3_000
/** The first start may have to fetch the image. */
const START_MS_MAX = 300_000
/** Listener among the brokers and of the controllers, inside the containers' own network. */
const INNER_PORT = 19_092
const CONTROLLER_PORT = 19_093

export const dockerAnswers = (): Promise<boolean> =>
  run('docker', ['info', '--format', '{{.ServerVersion}}'], { timeout: INFO_MS_MAX }).then(
    ({ stdout }) => stdout.trim() !== '',
    () => false,
  )

export async function startContainers(count: number): Promise<TestKafka> {
  const prefix = `xianjie-kafka-${randomBytes(4).toString('hex')}`
  const names = Array.from({ length: count }, (_, n) => `${prefix}-${n}`)
  const ports = await freePorts(count)
  const brokers = ports.map((port) => `127.0.0.1:${port}`)
  const removeAll = lastWill(['sh', '-c', removal(prefix, names)])
  try {
    await docker('network', 'create', prefix)
    const clusterId = randomBytes(16).toString('base64url')
    await Promise.all(
      names.map((name, n) =>
        docker(...runArguments(prefix, names, name, ports[n] ?? 0, clusterId)),
      ),
    )
    const ready = await Promise.all(brokers.map((address) => answers(address, count)))
    if (!ready.every(Boolean)) throw new Error(`${IMAGE} does not start`)
  } catch (fault) {
    await removeAll()
    throw fault
  }
  return {
    brokers,
    name: `${IMAGE}, ${count} container(s)`,
    kill: async (index, signal) => {
      await docker('kill', '--signal', signal, names[index] ?? '')
      if (signal !== 'SIGSTOP' && signal !== 'SIGCONT') await docker('wait', names[index] ?? '')
    },
    restart: async (index) => {
      await docker('start', names[index] ?? '')
      if (!(await answers(brokers[index] ?? '', 1))) throw new Error(`${IMAGE} does not come back`)
    },
    dispose: removeAll,
  }
}

function runArguments(
  network: string,
  names: readonly string[],
  name: string,
  port: number,
  clusterId: string,
): readonly string[] {
  const settings: Settings = {
    ...nodeSettings(names.indexOf(name) + 1, names.length),
    'controller.quorum.voters': names.map((n, at) => `${at + 1}@${n}:${CONTROLLER_PORT}`).join(),
    listeners: `PLAINTEXT://:${port},INNER://:${INNER_PORT},CONTROLLER://:${CONTROLLER_PORT}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port},INNER://${name}:${INNER_PORT}`,
    'inter.broker.listener.name': 'INNER',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,INNER:PLAINTEXT',
  }
  // The image takes each setting from a variable: KAFKA_, upper case, underscores for dots.
  const variables = Object.entries(settings).flatMap(([setting, value]) => [
    '--env',
    `KAFKA_${setting.toUpperCase().replaceAll('.', '_')}=${value}`,
  ])
  const place = ['--name', name, '--network', network, '--publish', `127.0.0.1:${port}:${port}`]
  return ['run', '--detach', ...place, '--env', `CLUSTER_ID=${clusterId}`, ...variables, IMAGE]
}

const removal = (network: string, names: readonly string[]): string =>
  `docker rm --force --volumes ${names.join(' ')}; docker network rm ${network}`

const docker = (...words: readonly string[]) => run('docker', words, { timeout: START_MS_MAX })
