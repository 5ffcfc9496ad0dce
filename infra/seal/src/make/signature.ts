import { hash as digestOfBytes, type KeyObject, X509Certificate } from 'node:crypto'
import type { Instant } from '@xianjie/contracts'
import { readCertificate } from '../certificate.ts'
import { OID } from '../oids.ts'
import {
  hashIdentifier,
  type MadeHash,
  type Padding,
  signatureIdentifier,
  signBytes,
} from './algorithm.ts'
import {
  type Element,
  fromBytes,
  integer,
  nothing,
  octets,
  oid,
  oidElement,
  sequence,
  setOf,
  tagged,
  taggedOctets,
  taggedSet,
  time,
  toBytes,
} from './encode.ts'

export type DetachedWish = {
  readonly content: Uint8Array
  /** PEM or DER; the signer's first, then what leads to its anchor. */
  readonly certificates: readonly (string | Uint8Array)[]
  readonly privateKey: KeyObject
  readonly signingTime: Instant
  readonly hash?: MadeHash
  readonly padding?: Padding
  /** How the signer's certificate is named: by issuer and serial number, or by its key id. */
  readonly identifier?: 'issuer' | 'key'
  readonly deviations?: Deviations
}

export type AttributeName = 'content-type' | 'message-digest' | 'signing-time'

/** What a sound signature does not do: for tests of refusals. */
export type Deviations = {
  readonly withoutAttributes?: boolean
  readonly withoutCertificates?: boolean
  readonly attached?: boolean
  readonly signers?: number
  readonly omit?: readonly AttributeName[]
  readonly repeat?: readonly AttributeName[]
  readonly twoValues?: readonly AttributeName[]
  /** Dotted. */
  readonly contentType?: string
  /** Dotted; of the encapsulated content. */
  readonly encapsulatedType?: string
  readonly digest?: Uint8Array
  /** Names this digest while the signature uses `hash`. */
  readonly digestHash?: MadeHash
  /** Names rsaEncryption or id-ecPublicKey and leaves the digest to digestAlgorithm. */
  readonly plainAlgorithm?: boolean
  /** An AlgorithmIdentifier in DER that stands in place of the right one. */
  readonly algorithm?: Uint8Array
  /** Attribute in DER. */
  readonly unsigned?: readonly Uint8Array[]
  readonly sign?: (signedBytes: Uint8Array) => Uint8Array
}

/**
 * A detached CMS signature in DER (RFC 5652 §5), as `openssl cms -verify -binary -inform DER` takes it.
 * With RSA and PKCS#1 v1.5 the same wish gives the same bytes. Throws a RangeError when the first
 * certificate cannot be read.
 */
export function signDetached(wish: DetachedWish): Buffer {
  const { content, hash = 'sha256', identifier = 'issuer', deviations = {} } = wish
  const certificates = wish.certificates.map((certificate) => new X509Certificate(certificate).raw)
  const version = integer(identifier === 'issuer' ? 1 : 3)
  const digest = hashIdentifier(deviations.digestHash ?? hash)
  const type = oid(deviations.encapsulatedType ?? '1.2.840.113549.1.7.1')
  const signer = signerInfo(wish, version, digest, certificates[0])
  const signedData = sequence(
    version,
    setOf(digest),
    sequence(type, ...(deviations.attached ? [tagged(0, octets(content))] : [])),
    ...(deviations.withoutCertificates ? [] : [taggedSet(0, ...certificates.map(fromBytes))]),
    setOf(...Array.from({ length: deviations.signers ?? 1 }, () => signer)),
  )
  return toBytes(sequence(oidElement(OID.signedData), tagged(0, signedData)))
}

function signerInfo(
  wish: DetachedWish,
  version: Element,
  digest: Element,
  certificate: Uint8Array | undefined,
): Element {
  const { content, privateKey, hash = 'sha256', padding = 'pkcs1', deviations = {} } = wish
  const attributes = deviations.withoutAttributes ? [] : signedAttributes(wish)
  const signedBytes = attributes.length > 0 ? toBytes(setOf(...attributes)) : content
  const choice = { hash, padding }
  const signature = deviations.sign?.(signedBytes) ?? signBytes(signedBytes, privateKey, choice)
  return sequence(
    version,
    identifierElement(certificate, wish.identifier ?? 'issuer'),
    digest,
    ...(attributes.length > 0 ? [taggedSet(0, ...attributes)] : []),
    algorithmElement(wish),
    octets(signature),
    ...(deviations.unsigned ? [taggedSet(1, ...deviations.unsigned.map(fromBytes))] : []),
  )
}

function algorithmElement({
  privateKey,
  hash = 'sha256',
  padding = 'pkcs1',
  ...wish
}: DetachedWish) {
  const { algorithm, plainAlgorithm } = wish.deviations ?? {}
  if (algorithm) return fromBytes(algorithm)
  if (!plainAlgorithm) return signatureIdentifier(privateKey, { hash, padding })
  return privateKey.asymmetricKeyType === 'ec'
    ? sequence(oidElement(OID.ecPublicKey))
    : sequence(oidElement(OID.rsaEncryption), nothing())
}

function identifierElement(certificate: Uint8Array | undefined, by: 'issuer' | 'key'): Element {
  const read = certificate && readCertificate(certificate)
  if (!read) throw new RangeError('the signer’s certificate cannot be read')
  if (by === 'key') return taggedOctets(0, Buffer.from(read.subjectKeyId ?? '', 'latin1'))
  const serial = Buffer.from(read.serial, 'latin1')
  const serialElement = fromBytes(Buffer.from([0x02, serial.length, ...serial]))
  return sequence(fromBytes(Buffer.from(read.issuer, 'latin1')), serialElement)
}

const ATTRIBUTE: Readonly<Record<AttributeName, string>> = {
  'content-type': OID.contentType,
  'message-digest': OID.messageDigest,
  'signing-time': OID.signingTime,
}

function signedAttributes(wish: DetachedWish): Element[] {
  const { content, signingTime, hash = 'sha256', deviations = {} } = wish
  const { omit = [], repeat = [], twoValues = [], digestHash = hash } = deviations
  const digest = deviations.digest ?? digestOfBytes(digestHash, content, 'buffer')
  const values: readonly [AttributeName, Element][] = [
    ['content-type', oid(deviations.contentType ?? '1.2.840.113549.1.7.1')],
    ['message-digest', octets(digest)],
    ['signing-time', time(signingTime)],
  ]
  return values
    .filter(([name]) => !omit.includes(name))
    .flatMap(([name, value]) => {
      const set = twoValues.includes(name) ? setOf(value, value) : setOf(value)
      const attribute = sequence(oidElement(ATTRIBUTE[name]), set)
      return repeat.includes(name) ? [attribute, attribute] : [attribute]
    })
}
