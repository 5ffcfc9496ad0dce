import { relative } from 'node:path'
import type { Config, ConfigFault } from './config.ts'

const PLACES = new Set(['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EAI_NONAME'])

/** What only starting can tell about a variable: the variable that a fault of the start goes back to. */
export function startFault(error: unknown, config: Config): ConfigFault | undefined {
  const { code, syscall, path, message } = error as NodeJS.ErrnoException
  if (code === undefined) return undefined
  if (syscall === 'listen' || syscall === 'getaddrinfo') return addressFault(code, config)
  return (
    away({ code, message }, config) ??
    (path === undefined ? undefined : fileFault(path, code, config))
  )
}

function addressFault(code: string, { host, port }: Config): ConfigFault {
  if (PLACES.has(code)) {
    return fault('XIANJIE_HOST', host, 'an address or name of this machine', code)
  }
  return fault(
    'XIANJIE_PORT',
    String(port),
    'a port that is free and that this user may open',
    code,
  )
}

type Coded = { readonly code: string; readonly message: string }

/** Servers that did not answer for as long as a start waits, or that are not what they should be. */
function away({ code, message }: Coded, { backbone }: Config): ConfigFault | undefined {
  if (backbone.kind === 'embedded') return undefined
  if (code === 'log-unavailable') {
    return fault('XIANJIE_EVENTSTORE', 'this address', 'an event store that answers', code)
  }
  if (code === 'feed-unavailable') {
    return fault('XIANJIE_KAFKA', backbone.feed.brokers.join(','), 'brokers that answer', code)
  }
  if (code === 'store-unavailable' || code === 'store-unfit') {
    return fault('XIANJIE_BLOBS', backbone.blobs, `a store that serves it: ${message}`, code)
  }
  return code === 'wrong-platform-key'
    ? fault('XIANJIE_PLATFORM_KEY', backbone.platformKeyFile, message, code)
    : undefined
}

function fileFault(path: string, code: string, config: Config): ConfigFault | undefined {
  const { backbone, agencies, data } = config
  const files = backbone.kind === 'embedded' ? [] : filesOf(backbone)
  for (const [variable, file] of files) {
    if (path === file) return fault(variable, file, EXPECTED[variable], code)
  }
  if (isWithin(agencies, path)) {
    return fault('XIANJIE_AGENCIES', agencies, 'a folder of files that can be read', code)
  }
  return isWithin(data, path)
    ? fault('XIANJIE_DATA', data, 'a folder that can be read and written', code)
    : undefined
}

type Distributed = Extract<Config['backbone'], { readonly kind: 'distributed' }>

const EXPECTED = {
  XIANJIE_PLATFORM_KEY:
    'the file of 32 bytes that all processes share, made once: openssl rand 32 > FILE',
  XIANJIE_KAFKA_TLS: 'a file of certificates that can be read',
  XIANJIE_KAFKA_PASSWORD_FILE: 'a file that can be read',
} as const

const filesOf = ({
  platformKeyFile,
  feed,
}: Distributed): readonly (readonly [keyof typeof EXPECTED, string])[] => [
  ['XIANJIE_PLATFORM_KEY', platformKeyFile],
  ...(typeof feed.tls === 'object' ? [['XIANJIE_KAFKA_TLS', feed.tls.caFile] as const] : []),
  ...(feed.sasl ? [['XIANJIE_KAFKA_PASSWORD_FILE', feed.sasl.passwordFile] as const] : []),
]

const fault = (variable: string, got: string, expects: string, code: string): ConfigFault => ({
  variable,
  got,
  expects: `${expects} (${code})`,
})

const isWithin = (folder: string, path: string): boolean => !relative(folder, path).startsWith('..')
