import { createHash, createPrivateKey, randomBytes, X509Certificate } from 'node:crypto'
import type { Instant } from '@xianjie/contracts'
import { readCertificate } from '../certificate.ts'
import { KEY_USAGE } from '../extensions.ts'
import { OID } from '../oids.ts'
import { SHA256, type SigningChoice, signatureIdentifier, signBytes } from './algorithm.ts'
import {
  bits,
  type Element,
  fromBytes,
  hexInteger,
  integer,
  octets,
  oid,
  oidElement,
  pem,
  printable,
  sequence,
  setOf,
  tagged,
  taggedOctets,
  time,
  toBytes,
  truth,
  utf8,
} from './encode.ts'
import { type KeyPair, keyPairOf } from './keys.ts'

export type Name = {
  readonly commonName: string
  readonly organizationName?: string
  /** The agency's unified social credit code, plain or as `XXXXX-<code>`. */
  readonly organizationIdentifier?: string
}

/** Somebody with a certificate and the key to it. */
export type Holder = {
  /** DER of the subject's Name. */
  readonly subject: Buffer
  /** Subject key identifier, which what this holder issues points to. */
  readonly keyId: Buffer
  /** Hexadecimal. */
  readonly serial: string
  readonly keys: KeyPair
  readonly der: Buffer
  readonly pem: string
}

export type KeyUsage = keyof typeof KEY_USAGE

export type CertificateWish = {
  readonly name: Name
  readonly keys: KeyPair
  /** Absent: the certificate is self-signed. */
  readonly issuer?: Holder
  readonly notBefore: Instant
  readonly notAfter: Instant
  /** Hexadecimal; random when absent. */
  readonly serial?: string
  readonly ca?: boolean
  readonly pathLength?: number
  /** An empty list leaves the extension out. */
  readonly keyUsage?: readonly KeyUsage[]
  readonly choice?: SigningChoice
  /** A version 1 certificate has no extensions. */
  readonly version?: 1 | 3
  readonly extensions?: readonly ExtraExtension[]
}

export type ExtraExtension = {
  /** Dotted. */
  readonly oid: string
  readonly critical: boolean
  /** DER. */
  readonly value: Uint8Array
}

const SERIAL_BYTES = 15

/** A certificate authority: root when it has no issuer, intermediate otherwise. */
export const makeAuthority = (wish: CertificateWish): Holder =>
  makeCertificate({ ca: true, keyUsage: ['keyCertSign', 'cRLSign'], ...wish })

/** The certificate an agency signs documents with. */
export const makeSigner = (wish: CertificateWish & { readonly issuer: Holder }): Holder =>
  makeCertificate({ keyUsage: ['digitalSignature', 'nonRepudiation'], ...wish })

/** A certificate exactly as wished, sound or not (RFC 5280 §4.1). */
export function makeCertificate(wish: CertificateWish): Holder {
  const { keys, issuer, choice = SHA256, version = 3 } = wish
  const subject = toBytes(nameElement(wish.name))
  const id = keyId(keys)
  const serial = wish.serial ?? `01${randomBytes(SERIAL_BYTES).toString('hex')}`
  const signingKey = (issuer?.keys ?? keys).privateKey
  const algorithm = signatureIdentifier(signingKey, choice)
  const signed = sequence(
    ...(version === 3 ? [tagged(0, integer(2))] : []),
    hexInteger(serial),
    algorithm,
    fromBytes(issuer?.subject ?? subject),
    sequence(time(wish.notBefore), time(wish.notAfter)),
    fromBytes(subject),
    fromBytes(publicKeyDer(keys)),
    ...(version === 3 ? [tagged(3, extensionsElement(wish, id))] : []),
  )
  const signature = signBytes(toBytes(signed), signingKey, choice)
  const der = toBytes(sequence(signed, algorithm, bits(signature)))
  return { subject, keyId: id, serial, keys, der, pem: pem('CERTIFICATE', der) }
}

/**
 * The holder of a certificate and PKCS#8 key kept as PEM. Throws a RangeError when the certificate
 * cannot be read or is not the key's.
 */
export function holderOf(certificatePem: string, keyPem: string): Holder {
  const certificate = new X509Certificate(certificatePem)
  const keys = keyPairOf(createPrivateKey(keyPem))
  const read = readCertificate(certificate.raw)
  if (!read || !certificate.checkPrivateKey(keys.privateKey)) {
    throw new RangeError('certificate and key do not belong together')
  }
  return {
    subject: Buffer.from(read.subject, 'latin1'),
    keyId: Buffer.from(read.subjectKeyId ?? keyId(keys).toString('latin1'), 'latin1'),
    serial: Buffer.from(read.serial, 'latin1').toString('hex'),
    keys,
    der: certificate.raw,
    pem: pem('CERTIFICATE', certificate.raw),
  }
}

function nameElement({ commonName, organizationName, organizationIdentifier }: Name): Element {
  const attribute = (type: string, value: Element) => setOf(sequence(oidElement(type), value))
  return sequence(
    attribute(OID.countryName, printable('CN')),
    ...(organizationName ? [attribute(OID.organizationName, utf8(organizationName))] : []),
    ...(organizationIdentifier
      ? [attribute(OID.organizationIdentifier, utf8(organizationIdentifier))]
      : []),
    attribute(OID.commonName, utf8(commonName)),
  )
}

const publicKeyDer = ({ publicKey }: KeyPair): Buffer =>
  publicKey.export({ format: 'der', type: 'spki' })

/** SHA-256 of the public key, cut to 160 bits (RFC 7093 §2, method 1). */
const keyId = (keys: KeyPair): Buffer =>
  createHash('sha256').update(publicKeyDer(keys)).digest().subarray(0, 20)

function extensionsElement(wish: CertificateWish, ownId: Buffer): Element {
  const { ca, pathLength, keyUsage = [], issuer, extensions = [] } = wish
  const constraints = [
    ...(ca ? [truth(true)] : []),
    ...(pathLength === undefined ? [] : [integer(pathLength)]),
  ]
  return sequence(
    extension(OID.basicConstraints, true, sequence(...constraints)),
    ...(keyUsage.length > 0 ? [extension(OID.keyUsage, true, usageElement(keyUsage))] : []),
    extension(OID.subjectKeyIdentifier, false, octets(ownId)),
    extension(OID.authorityKeyIdentifier, false, authorityKeyId(issuer?.keyId ?? ownId)),
    ...extensions.map(extraExtension),
  )
}

export const authorityKeyId = (issuerKeyId: Buffer): Element =>
  sequence(taggedOctets(0, issuerKeyId))

export const extension = (id: string, critical: boolean, value: Element): Element =>
  sequence(oidElement(id), ...(critical ? [truth(true)] : []), octets(toBytes(value)))

export const extraExtension = ({ oid: id, critical, value }: ExtraExtension): Element =>
  sequence(oid(id), ...(critical ? [truth(true)] : []), octets(value))

function usageElement(usage: readonly KeyUsage[]): Element {
  const octet = usage.reduce((sum, name) => sum | KEY_USAGE[name], 0)
  // X.690 §11.2.2: trailing zero bits of a named bit list are not encoded.
  const unused = 31 - Math.clz32(octet & -octet)
  return bits(Buffer.from([octet]), unused)
}
