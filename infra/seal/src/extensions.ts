import {
  booleanOf,
  content,
  contentText,
  type Der,
  expect,
  Malformed,
  oidOf,
  parts,
  readDer,
  smallInteger,
  TAG,
} from './der.ts'
import { OID } from './oids.ts'

export type Extension = { readonly critical: boolean; readonly value: Buffer }

/** What path validation needs of a certificate's extensions (RFC 5280 §4.2). */
export type Extensions = {
  readonly ca: boolean
  readonly pathLength?: number
  /** The bits in order, bit 0 highest; undefined when the extension is missing. */
  readonly keyUsage?: number
  readonly subjectKeyId?: string
  readonly authorityKeyId?: string
  readonly unknownCritical: boolean
}

export const KEY_USAGE = {
  digitalSignature: 0x80,
  nonRepudiation: 0x40,
  keyCertSign: 0x04,
  cRLSign: 0x02,
} as const

// Name constraints, policies and extended key usage are not processed: where critical, refused.
const KNOWN: ReadonlySet<string> = new Set([
  OID.basicConstraints,
  OID.keyUsage,
  OID.subjectKeyIdentifier,
  OID.authorityKeyIdentifier,
])

/** Extensions by their encoded identifier; none may stand twice (RFC 5280 §4.2). Throws `Malformed`. */
export function extensionsOf(der: Der): ReadonlyMap<string, Extension> {
  const found = new Map<string, Extension>()
  for (const extension of parts(der, TAG.sequence)) {
    const [id, ...rest] = parts(extension, TAG.sequence)
    const name = oidOf(id)
    const critical = rest[0]?.tag === TAG.boolean ? booleanOf(rest.shift()) : false
    if (rest.length !== 1 || found.has(name)) throw new Malformed('extension')
    found.set(name, { critical, value: content(expect(rest[0], TAG.octetString)) })
  }
  return found
}

export function certificateExtensions(der: Der | undefined): Extensions {
  const all = der ? extensionsOf(der) : new Map<string, Extension>()
  const keyUsage = readKeyUsage(all.get(OID.keyUsage))
  const subjectKeyId = readKeyId(all.get(OID.subjectKeyIdentifier))
  const authorityKeyId = readAuthorityKeyId(all)
  return {
    ...readBasicConstraints(all.get(OID.basicConstraints)),
    ...(keyUsage === undefined ? {} : { keyUsage }),
    ...(subjectKeyId === undefined ? {} : { subjectKeyId }),
    ...(authorityKeyId === undefined ? {} : { authorityKeyId }),
    unknownCritical: all.entries().some(([id, { critical }]) => critical && !KNOWN.has(id)),
  }
}

function readBasicConstraints(extension: Extension | undefined) {
  if (!extension) return { ca: false }
  const fields = [...parts(readDer(extension.value), TAG.sequence)]
  const ca = fields[0]?.tag === TAG.boolean ? booleanOf(fields.shift()) : false
  if (fields.length > 1) throw new Malformed('basicConstraints')
  return fields[0] ? { ca, pathLength: smallInteger(fields[0]) } : { ca }
}

function readKeyUsage(extension: Extension | undefined): number | undefined {
  if (!extension) return undefined
  const [unused, bits] = content(expect(readDer(extension.value), TAG.bitString))
  if (unused === undefined || unused > 7) throw new Malformed('keyUsage')
  return bits ?? 0
}

const readKeyId = (extension: Extension | undefined): string | undefined =>
  extension && contentText(expect(readDer(extension.value), TAG.octetString))

/** The key identifier of an authorityKeyIdentifier, as certificates and revocation lists carry it. */
export function readAuthorityKeyId(all: ReadonlyMap<string, Extension>): string | undefined {
  const extension = all.get(OID.authorityKeyIdentifier)
  if (!extension) return undefined
  const keyId = parts(readDer(extension.value), TAG.sequence).find(({ tag }) => tag === 0x80)
  return keyId && contentText(keyId)
}
