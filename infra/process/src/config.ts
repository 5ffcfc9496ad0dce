/** Configuration from environment variables, checked before anything starts; every fault is named at once. */
import { join } from 'node:path'
import type { BackboneConfig, FeedConfig } from '@xianjie/backbone'
import * as variables from './variables.ts'

export type Config = {
  readonly host: string
  readonly port: number
  readonly data: string
  readonly agencies: string
  readonly platform: string
  readonly backbone: BackboneConfig
  readonly sandbox: boolean
}

/** What is wrong with one variable: its name, what it got, what it expects. */
export type ConfigFault = {
  readonly variable: string
  readonly got: string
  readonly expects: string
}
export type Environment = Readonly<Record<string, string | undefined>>
export type ConfigRead =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly faults: readonly ConfigFault[] }

type Read = <Value>(variable: variables.Variable<Value>) => Value

/** The configuration, or every fault at once. An empty variable counts as absent. */
export function readConfig(environment: Environment): ConfigRead {
  const faults: ConfigFault[] = []
  const read: Read = ({ name, fallback, expects, parse }) => {
    const got = environment[name] || fallback || ''
    const value = got === '' && fallback === undefined ? undefined : parse(got)
    if (value === undefined) faults.push({ variable: name, got: withoutUser(got), expects })
    return value as NonNullable<typeof value>
  }
  const data = read(variables.DATA)
  const config: Config = {
    host: read(variables.HOST),
    port: read(variables.PORT),
    data,
    agencies: read(variables.AGENCIES),
    platform: read(variables.PLATFORM),
    sandbox: read(variables.SANDBOX) === 'true',
    backbone:
      read(variables.BACKBONE) === 'distributed'
        ? distributed(data, read)
        : { kind: 'embedded', folder: data },
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, config }
}

/** For a process that runs one service: it shares its backbone with others and is no sandbox. */
export function readServiceConfig(environment: Environment): ConfigRead {
  const found = readConfig(environment)
  const faults = [...(found.ok ? [] : found.faults)]
  if ((environment.XIANJIE_BACKBONE || 'embedded') === 'embedded') {
    faults.push({
      variable: 'XIANJIE_BACKBONE',
      got: 'embedded',
      expects: 'distributed; the embedded backbone has one process: npm run platform',
    })
  }
  if (environment.XIANJIE_SANDBOX === 'true') {
    const expects = 'false; the clock of a sandbox has one process: npm run platform'
    faults.push({ variable: 'XIANJIE_SANDBOX', got: 'true', expects })
  }
  return faults.length > 0 ? { ok: false, faults } : found
}

/** The line that a start prints for a fault. */
export const describeFault = ({ variable, got, expects }: ConfigFault): string =>
  `${variable}: got ${JSON.stringify(got)}, expects ${expects}`

const distributed = (data: string, read: Read): BackboneConfig => ({
  kind: 'distributed',
  folder: data,
  eventStore: read(variables.EVENTSTORE),
  feed: feedConfig(read),
  blobs: read(variables.BLOBS),
  platformKeyFile: read({ ...variables.PLATFORM_KEY, fallback: join(data ?? '', 'platform.key') }),
})

function feedConfig(read: Read): FeedConfig {
  const brokers = read(variables.KAFKA)
  const tls = read(variables.KAFKA_TLS)
  const mechanism = read(variables.KAFKA_SASL)
  return {
    brokers,
    prefix: read(variables.KAFKA_PREFIX),
    tls: tls === 'false' ? false : tls === 'true' ? true : { caFile: tls },
    ...(mechanism === undefined || mechanism === 'none'
      ? {}
      : {
          sasl: {
            mechanism,
            username: read(variables.KAFKA_USER),
            passwordFile: read(variables.KAFKA_PASSWORD_FILE),
          },
        }),
  }
}

/** Connection strings may carry a password, which no output repeats. */
const withoutUser = (got: string): string => got.replace(/\/\/[^@/]*@/, '//…@')
