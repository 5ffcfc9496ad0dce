import { createPublicKey, type KeyObject } from 'node:crypto'
import { type Der, encoding, oidOf, parts, TAG } from './der.ts'
import { OID } from './oids.ts'

export type KeyFault = 'key-too-weak' | 'curve' | 'key-type'

/** A certificate's key, or what keeps it from being taken. */
export type PublicKey =
  | { readonly ok: true; readonly key: KeyObject }
  | { readonly ok: false; readonly fault: KeyFault }

export const RSA_BITS_MIN = 2048
// Beyond these bounds a check costs milliseconds: a way to keep the platform busy.
const RSA_BITS_MAX = 8192
const RSA_EXPONENT_MAX = 2n ** 32n

const CURVES: ReadonlySet<string> = new Set([OID.p256, OID.p384])

const refused = (fault: KeyFault): PublicKey => ({ ok: false, fault })

/** Reads a SubjectPublicKeyInfo. Throws `Malformed` where its outer structure is none. */
export function readPublicKey(info: Der | undefined): PublicKey {
  const [algorithm] = parts(info, TAG.sequence)
  const [name, parameters] = parts(algorithm, TAG.sequence)
  const kind = oidOf(name)
  if (kind !== OID.rsaEncryption && kind !== OID.ecPublicKey) return refused('key-type')
  // Curves by name only: explicit parameters let anybody choose the generator (CVE-2020-0601).
  if (kind === OID.ecPublicKey && !isCurve(parameters)) return refused('curve')
  const key = info && keyObject(info)
  if (!key) return refused('key-type')
  return kind === OID.rsaEncryption && !isSoundRsa(key)
    ? refused('key-too-weak')
    : { ok: true, key }
}

const isCurve = (parameters: Der | undefined): boolean =>
  parameters?.tag === TAG.oid && CURVES.has(oidOf(parameters))

function keyObject(info: Der): KeyObject | undefined {
  try {
    return createPublicKey({ key: encoding(info), format: 'der', type: 'spki' })
  } catch {
    return undefined
  }
}

function isSoundRsa(key: KeyObject): boolean {
  const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {}
  const bits = modulusLength >= RSA_BITS_MIN && modulusLength <= RSA_BITS_MAX
  return (
    bits && publicExponent % 2n === 1n && publicExponent >= 3n && publicExponent < RSA_EXPONENT_MAX
  )
}
