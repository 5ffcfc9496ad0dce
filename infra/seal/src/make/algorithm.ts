import { constants, type KeyObject, sign } from 'node:crypto'
import { OID } from '../oids.ts'
import type { Hash } from '../signature-scheme.ts'
import { type Element, integer, nothing, oidElement, sequence, tagged } from './encode.ts'

/** SHA-1 and MD5 only to make what has to be refused. */
export type MadeHash = Hash | 'sha1' | 'md5'
export type Padding = 'pkcs1' | 'pss'
export type SigningChoice = { readonly hash: MadeHash; readonly padding: Padding }

export const SHA256: SigningChoice = { hash: 'sha256', padding: 'pkcs1' }

const SALT_BYTES: Readonly<Record<MadeHash, number>> = {
  md5: 16,
  sha1: 20,
  sha256: 32,
  sha384: 48,
  sha512: 64,
}

const WITH_RSA: Readonly<Record<MadeHash, string>> = {
  md5: OID.md5WithRsa,
  sha1: OID.sha1WithRsa,
  sha256: OID.sha256WithRsa,
  sha384: OID.sha384WithRsa,
  sha512: OID.sha512WithRsa,
}

const WITH_ECDSA: Readonly<Record<Exclude<MadeHash, 'md5'>, string>> = {
  sha1: OID.ecdsaWithSha1,
  sha256: OID.ecdsaWithSha256,
  sha384: OID.ecdsaWithSha384,
  sha512: OID.ecdsaWithSha512,
}

export const hashIdentifier = (hash: MadeHash): Element =>
  sequence(oidElement(OID[hash]), nothing())

/** The AlgorithmIdentifier of signatures that `signBytes` makes with the same key and choice. */
export function signatureIdentifier(key: KeyObject, { hash, padding }: SigningChoice): Element {
  if (key.asymmetricKeyType === 'ec') {
    if (hash === 'md5') throw new RangeError('there is no ECDSA with MD5')
    return sequence(oidElement(WITH_ECDSA[hash]))
  }
  if (padding === 'pkcs1') return sequence(oidElement(WITH_RSA[hash]), nothing())
  const mask = sequence(oidElement(OID.mgf1), hashIdentifier(hash))
  const salt = integer(SALT_BYTES[hash])
  const parameters = sequence(tagged(0, hashIdentifier(hash)), tagged(1, mask), tagged(2, salt))
  return sequence(oidElement(OID.rsaPss), parameters)
}

/** RSA by PKCS#1 v1.5 is deterministic; PSS and ECDSA are not. */
export const signBytes = (
  bytes: Uint8Array,
  key: KeyObject,
  { hash, padding }: SigningChoice,
): Buffer =>
  padding === 'pss' && key.asymmetricKeyType === 'rsa'
    ? sign(hash, bytes, {
        key,
        padding: constants.RSA_PKCS1_PSS_PADDING,
        saltLength: SALT_BYTES[hash],
      })
    : sign(hash, bytes, key)
