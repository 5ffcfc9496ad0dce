/** The variables that configure a process (api.md "Setting up a platform"), as data. */
export type Variable<Value> = {
  readonly name: string
  /** None: the variable must be given. */
  readonly fallback: string | undefined
  readonly expects: string
  readonly parse: (text: string) => Value | undefined
}

const text = (
  name: string,
  fallback: string | undefined,
  pattern: RegExp,
  expects: string,
): Variable<string> => ({
  name,
  fallback,
  expects,
  parse: (value) => (pattern.test(value) ? value : undefined),
})

const choice = <Value extends string>(
  name: string,
  fallback: Value,
  values: readonly Value[],
): Variable<Value> => ({
  name,
  fallback,
  expects: `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`,
  parse: (value) => values.find((one) => one === value),
})

export const HOST = text(
  'XIANJIE_HOST',
  '127.0.0.1',
  /^[A-Za-z0-9.:_-]{1,255}$/,
  'a host name or address, such as 127.0.0.1',
)
export const PORT: Variable<number> = {
  name: 'XIANJIE_PORT',
  fallback: '8080',
  expects: 'a port from 0 (any free one) to 65535',
  parse: (value) =>
    /^\d{1,5}$/.test(value) && Number(value) <= 65_535 ? Number(value) : undefined,
}
export const DATA = text('XIANJIE_DATA', './data', /\S/, 'a folder that can be written')
export const AGENCIES = text('XIANJIE_AGENCIES', './agencies', /\S/, 'a folder of agency files')
export const PLATFORM = text(
  'XIANJIE_PLATFORM',
  'xianjie',
  /^[A-Za-z0-9][A-Za-z0-9.:/_-]{0,99}$/,
  'the platform’s id: letters, digits and . : / _ -, at most 100',
)
export const BACKBONE = choice('XIANJIE_BACKBONE', 'embedded', ['embedded', 'distributed'])
export const SANDBOX = choice('XIANJIE_SANDBOX', 'false', ['true', 'false'])

export const EVENTSTORE = text(
  'XIANJIE_EVENTSTORE',
  undefined,
  /^(esdb|kurrentdb)(\+discover)?:\/\/[^\s/]\S*$/,
  'a connection string: esdb://, esdb+discover:// or kurrentdb:// and the servers',
)
const HOST_AND_PORT = /^(\[[0-9A-Fa-f:]+\]|[A-Za-z0-9._-]{1,255}):\d{1,5}$/
export const KAFKA: Variable<readonly string[]> = {
  name: 'XIANJIE_KAFKA',
  fallback: undefined,
  expects: 'brokers as host:port, comma separated',
  parse: (value) => {
    const brokers = value.split(',').map((one) => one.trim())
    return brokers.every((one) => HOST_AND_PORT.test(one)) ? brokers : undefined
  },
}
export const KAFKA_PREFIX = text(
  'XIANJIE_KAFKA_PREFIX',
  '',
  /^([a-z0-9][a-z0-9.-]{0,49})?$/,
  'what stands before the name of every topic and group: a-z, 0-9, . and -, at most 50',
)
export const BLOBS = text(
  'XIANJIE_BLOBS',
  undefined,
  /^https?:\/\/[^\s/]+\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/?$/,
  'an S3-compatible store and its bucket: http(s)://host:port/bucket',
)
/** The fallback lies in the data folder and is put in by the reader. */
export const PLATFORM_KEY = text(
  'XIANJIE_PLATFORM_KEY',
  undefined,
  /\S/,
  'the path of the platform key, the same file for all processes',
)
export const KAFKA_TLS = text(
  'XIANJIE_KAFKA_TLS',
  'false',
  /\S/,
  'false, true or the path of a file of certificate authorities',
)
export const KAFKA_SASL = choice('XIANJIE_KAFKA_SASL', 'none', [
  'none',
  'plain',
  'scram-sha-256',
  'scram-sha-512',
])
export const KAFKA_USER = text('XIANJIE_KAFKA_USER', undefined, /\S/, 'a user’s name')
export const KAFKA_PASSWORD_FILE = text(
  'XIANJIE_KAFKA_PASSWORD_FILE',
  undefined,
  /\S/,
  'the path of a file that holds the user’s password',
)
