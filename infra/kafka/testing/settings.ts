import { createServer } from 'node:net'

/** Records of the contracts’ topics have up to 2.25 MiB; the batches around them a little more. */
const RECORD_BYTES_MAX = 4_194_304
/** Below what kernels give to outgoing connections, so that a killed broker finds its port free. */
const PORT_MIN = 20_000
const PORT_MAX = 30_000
const PORT_ATTEMPTS = 100

/** A name in Kafka's settings file to its value. */
export type Settings = Readonly<Record<string, string | number>>

/** Settings of a node of a test cluster of so many nodes, without its addresses. */
export function nodeSettings(nodeId: number, nodes: number): Settings {
  const inStep = nodes > 1 ? nodes - 1 : 1
  return {
    'process.roles': 'broker,controller',
    'node.id': nodeId,
    'controller.listener.names': 'CONTROLLER',
    'default.replication.factor': nodes,
    'min.insync.replicas': inStep,
    'offsets.topic.replication.factor': nodes,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.replication.factor': nodes,
    'transaction.state.log.min.isr': inStep,
    'transaction.state.log.num.partitions': 4,
    'share.coordinator.state.topic.replication.factor': nodes,
    'share.coordinator.state.topic.min.isr': inStep,
    'share.coordinator.state.topic.num.partitions': 4,
    'group.initial.rebalance.delay.ms': 0,
    'group.min.session.timeout.ms': 1_000,
    'auto.create.topics.enable': 'false',
    'message.max.bytes': RECORD_BYTES_MAX,
    'replica.fetch.max.bytes': RECORD_BYTES_MAX,
    'log.cleaner.dedupe.buffer.size': 4_194_304,
    'broker.session.timeout.ms': 3_000,
    'broker.heartbeat.interval.ms': 500,
  }
}

/** As many different ports of 127.0.0.1 as asked for; free a moment ago, which is no promise. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const found = new Set<number>()
  for (let attempt = 0; attempt < PORT_ATTEMPTS && found.size < count; attempt++) {
    const port = PORT_MIN + Math.floor(Math.random() * (PORT_MAX - PORT_MIN))
    if (await isFree(port)) found.add(port)
  }
  if (found.size < count) throw new Error('no free ports')
  return [...found]
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  const free = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => resolve(true))
  })
  await new Promise((resolve) => server.close(resolve))
  return free
}
