import t from 'tap'
import { type ConfigRead, describeFault, readConfig, readServiceConfig } from './config.ts'

const distributed = {
  XIANJIE_BACKBONE: 'distributed',
  XIANJIE_EVENTSTORE: 'esdb+discover://admin:secret@es1:2113,es2:2113?tls=true',
  XIANJIE_KAFKA: 'kafka-1:9092, kafka-2:9092',
  XIANJIE_BLOBS: 'http://store:9000/xianjie',
}
const named = (read: ConfigRead): readonly string[] =>
  read.ok ? [] : read.faults.map(({ variable }) => variable)

t.test('the distributed backbone wants its servers, each named when it is missing', async (t) => {
  t.same(named(readConfig({ XIANJIE_BACKBONE: 'distributed' })), [
    'XIANJIE_EVENTSTORE',
    'XIANJIE_KAFKA',
    'XIANJIE_BLOBS',
  ])
  t.same(named(readConfig({})), [], 'the embedded one wants nothing')
})

t.test('each address is checked, and all that are wrong are named at once', async (t) => {
  for (const [variable, ...values] of [
    ['XIANJIE_EVENTSTORE', 'http://es:2113', 'esdb://', 'es:2113'],
    ['XIANJIE_KAFKA', 'kafka', 'kafka:9092,', 'kafka:port', 'kafka://k:9092'],
    ['XIANJIE_BLOBS', 'store:9000/x', 'http://store:9000', 's3://bucket', 'http://store/a/b'],
    ['XIANJIE_KAFKA_SASL', 'gssapi', 'PLAIN'],
  ] as const) {
    for (const value of values) {
      t.same(named(readConfig({ ...distributed, [variable]: value })), [variable], value)
    }
  }
  const all = { ...distributed, XIANJIE_KAFKA: 'k', XIANJIE_BLOBS: 'b', XIANJIE_PORT: 'p' }
  t.same([...named(readConfig(all))].sort(), ['XIANJIE_BLOBS', 'XIANJIE_KAFKA', 'XIANJIE_PORT'])
})

t.test('a user of the feed has a name and a password file', async (t) => {
  const plain = { ...distributed, XIANJIE_KAFKA_SASL: 'plain' }
  t.same(named(readConfig(plain)), ['XIANJIE_KAFKA_USER', 'XIANJIE_KAFKA_PASSWORD_FILE'])
  const whole = { XIANJIE_KAFKA_USER: 'u', XIANJIE_KAFKA_PASSWORD_FILE: 'file' }
  t.match(readConfig({ ...plain, ...whole, XIANJIE_KAFKA_TLS: 'ca.pem' }), {
    config: {
      backbone: {
        feed: {
          tls: { caFile: 'ca.pem' },
          sasl: { mechanism: 'plain', username: 'u', passwordFile: 'file' },
        },
      },
    },
  })
})

t.test('no fault repeats a password', async (t) => {
  const read = readConfig({ ...distributed, XIANJIE_EVENTSTORE: 'es://admin:secret@es1:2113' })
  const said = read.ok ? '' : read.faults.map(describeFault).join()
  t.match(said, 'XIANJIE_EVENTSTORE: got "es://…@es1:2113"')
})

t.test('a service alone shares its backbone and has no clock of its own', async (t) => {
  t.same(named(readServiceConfig({})), ['XIANJIE_BACKBONE'])
  const sandbox = { ...distributed, XIANJIE_SANDBOX: 'true' }
  t.same(named(readServiceConfig(sandbox)), ['XIANJIE_SANDBOX'])
})

t.test('a whole configuration is read', async (t) => {
  const read = readServiceConfig({ ...distributed, XIANJIE_DATA: 'node-1' })
  t.match(read, {
    ok: true,
    config: {
      data: 'node-1',
      backbone: {
        kind: 'distributed',
        folder: 'node-1',
        eventStore: distributed.XIANJIE_EVENTSTORE,
        feed: { brokers: ['kafka-1:9092', 'kafka-2:9092'], tls: false },
        blobs: distributed.XIANJIE_BLOBS,
        platformKeyFile: 'node-1/platform.key',
      },
    },
  })
})
