/** Configuration from environment variables (api.md "Setting up a platform"), checked before anything starts. */
import type { BackboneConfig } from '@xianjie/backbone'

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
type Environment = Readonly<Record<string, string | undefined>>
export type ConfigRead =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly faults: readonly ConfigFault[] }

type Variable<Value> = {
  readonly name: string
  readonly fallback: string
  readonly expects: string
  readonly parse: (text: string) => Value | undefined
}

const text = (
  name: string,
  fallback: string,
  pattern: RegExp,
  expects: string,
): Variable<string> => ({
  name,
  fallback,
  expects,
  parse: (value) => (pattern.test(value) ? value : undefined),
})

const HOST = text(
  'XIANJIE_HOST',
  '127.0.0.1',
  /^[A-Za-z0-9.:_-]{1,255}$/,
  'a host name or address, such as 127.0.0.1',
)
const DATA = text('XIANJIE_DATA', './data', /\S/, 'a folder that can be written')
const AGENCIES = text('XIANJIE_AGENCIES', './agencies', /\S/, 'a folder of agency files')
const PLATFORM = text(
  'XIANJIE_PLATFORM',
  'xianjie',
  /^[A-Za-z0-9][A-Za-z0-9.:/_-]{0,99}$/,
  'the platform’s id: letters, digits and . : / _ -, at most 100',
)
const PORT: Variable<number> = {
  name: 'XIANJIE_PORT',
  fallback: '8080',
  expects: 'a port from 0 (any free one) to 65535',
  parse: (value) =>
    /^\d{1,5}$/.test(value) && Number(value) <= 65_535 ? Number(value) : undefined,
}
const BACKBONE: Variable<'embedded' | 'distributed'> = {
  name: 'XIANJIE_BACKBONE',
  fallback: 'embedded',
  expects: 'embedded or distributed',
  parse: (value) => (value === 'embedded' || value === 'distributed' ? value : undefined),
}
const SANDBOX: Variable<boolean> = {
  name: 'XIANJIE_SANDBOX',
  fallback: 'false',
  expects: 'true or false',
  parse: (value) => (value === 'true' ? true : value === 'false' ? false : undefined),
}

/** The configuration, or every fault at once. An empty variable counts as absent. */
export function readConfig(environment: Environment): ConfigRead {
  const faults: ConfigFault[] = []
  const read = <Value>({ name, fallback, expects, parse }: Variable<Value>): Value => {
    const got = environment[name] || fallback
    const value = parse(got)
    if (value === undefined) faults.push({ variable: name, got, expects })
    return value as Value
  }
  const data = read(DATA)
  const config: Config = {
    host: read(HOST),
    port: read(PORT),
    data,
    agencies: read(AGENCIES),
    platform: read(PLATFORM),
    sandbox: read(SANDBOX),
    backbone: { kind: 'embedded', folder: data },
  }
  if (read(BACKBONE) === 'distributed') {
    faults.push({
      variable: 'XIANJIE_BACKBONE',
      got: 'distributed',
      expects: 'embedded; the distributed backbone is not part of this version',
    })
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, config }
}

/** The line that a start prints for a fault. */
export const describeFault = ({ variable, got, expects }: ConfigFault): string =>
  `${variable}: got ${JSON.stringify(got)}, expects ${expects}`
