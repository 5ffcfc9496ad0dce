/**
 * Which signature algorithms are taken, and the one place where a signature is checked: always by
 * node:crypto. node-forge accepts PKCS#1 signatures with garbage inside (CVE-2026-85393).
 */
import { constants, type KeyObject, verify } from 'node:crypto'
import { content, type Der, oidOf, parts, smallInteger, TAG } from './der.ts'
import { OID } from './oids.ts'

export type Hash = 'sha256' | 'sha384' | 'sha512'

export type Scheme =
  | { readonly kind: 'rsa-pkcs1'; readonly hash: Hash }
  | { readonly kind: 'rsa-pss'; readonly hash: Hash; readonly saltBytes: number }
  | { readonly kind: 'ecdsa'; readonly hash: Hash }

const HASHES: ReadonlyMap<string, Hash> = new Map([
  [OID.sha256, 'sha256'],
  [OID.sha384, 'sha384'],
  [OID.sha512, 'sha512'],
])

const SCHEMES: ReadonlyMap<string, Scheme> = new Map<string, Scheme>([
  [OID.sha256WithRsa, { kind: 'rsa-pkcs1', hash: 'sha256' }],
  [OID.sha384WithRsa, { kind: 'rsa-pkcs1', hash: 'sha384' }],
  [OID.sha512WithRsa, { kind: 'rsa-pkcs1', hash: 'sha512' }],
  [OID.ecdsaWithSha256, { kind: 'ecdsa', hash: 'sha256' }],
  [OID.ecdsaWithSha384, { kind: 'ecdsa', hash: 'sha384' }],
  [OID.ecdsaWithSha512, { kind: 'ecdsa', hash: 'sha512' }],
])

// RFC 4055 §3.1: 20 is what an absent salt length means; no scheme in use salts with less.
const SALT_BYTES_MIN = 20
const SALT_BYTES_DEFAULT = 20
const SALT_BYTES_MAX = 1024

/**
 * True when `signature` is the key's over `message` under exactly this scheme. Never throws, whatever
 * the bytes; a key of another family than the scheme's is false too. ECDSA signatures are DER.
 */
export function verifySignature(
  scheme: Scheme,
  key: KeyObject,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  if (key.asymmetricKeyType !== (scheme.kind === 'ecdsa' ? 'ec' : 'rsa')) return false
  try {
    return verify(scheme.hash, message, keyInput(scheme, key), signature)
  } catch {
    return false
  }
}

function keyInput(scheme: Scheme, key: KeyObject) {
  return scheme.kind === 'rsa-pss'
    ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: scheme.saltBytes }
    : key
}

/** The digest that an AlgorithmIdentifier names, or undefined when it is not SHA-2 (RFC 5754 §2). */
export function readHash(identifier: Der | undefined): Hash | undefined {
  const [algorithm, parameters, ...more] = parts(identifier, TAG.sequence)
  const hash = HASHES.get(oidOf(algorithm))
  return nullOrAbsent(parameters) && more.length === 0 ? hash : undefined
}

/**
 * The scheme that an AlgorithmIdentifier names, or undefined when it is not taken. `digest` is CMS's
 * digestAlgorithm, which plain rsaEncryption and id-ecPublicKey rely on (RFC 3370 §3.2).
 */
export function readScheme(identifier: Der | undefined, digest?: Hash): Scheme | undefined {
  const [algorithm, parameters, ...more] = parts(identifier, TAG.sequence)
  const name = oidOf(algorithm)
  if (more.length > 0) return undefined
  if (name === OID.rsaPss) return readPss(parameters)
  if (name === OID.rsaEncryption) {
    return digest && nullOrAbsent(parameters) ? { kind: 'rsa-pkcs1', hash: digest } : undefined
  }
  if (name === OID.ecPublicKey) {
    return digest && (nullOrAbsent(parameters) || parameters?.tag === TAG.oid)
      ? { kind: 'ecdsa', hash: digest }
      : undefined
  }
  const scheme = SCHEMES.get(name)
  // RFC 5758 §3.2: parameters of ECDSA are absent.
  const fits = scheme?.kind === 'ecdsa' ? parameters === undefined : nullOrAbsent(parameters)
  return fits ? scheme : undefined
}

const nullOrAbsent = (parameters: Der | undefined): boolean =>
  parameters === undefined || (parameters.tag === TAG.null && content(parameters).length === 0)

/** RSASSA-PSS-params (RFC 4055 §3.1). Absent hash or mask means SHA-1, which is not taken. */
function readPss(parameters: Der | undefined): Scheme | undefined {
  const fields = new Map<number, Der | undefined>()
  for (const field of parts(parameters, TAG.sequence)) {
    if (fields.has(field.tag) || field.children.length !== 1) return undefined
    fields.set(field.tag, field.children[0])
  }
  const [hash, mask, salt, trailer] = [0xa0, 0xa1, 0xa2, 0xa3].map((tag) => fields.get(tag))
  const known = [hash, mask, salt, trailer].filter((field) => field !== undefined).length
  if (!hash || !mask || known !== fields.size) return undefined
  const name = readHash(hash)
  const saltBytes = salt ? smallInteger(salt) : SALT_BYTES_DEFAULT
  if (!name || readMaskHash(mask) !== name || (trailer && smallInteger(trailer) !== 1)) {
    return undefined
  }
  if (saltBytes < SALT_BYTES_MIN || saltBytes > SALT_BYTES_MAX) return undefined
  return { kind: 'rsa-pss', hash: name, saltBytes }
}

function readMaskHash(identifier: Der): Hash | undefined {
  const [algorithm, parameters, ...more] = parts(identifier, TAG.sequence)
  return oidOf(algorithm) === OID.mgf1 && more.length === 0 ? readHash(parameters) : undefined
}
