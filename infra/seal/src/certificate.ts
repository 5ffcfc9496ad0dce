import { createHash } from 'node:crypto'
import type { Digest, Instant } from '@xianjie/contracts'
import {
  attempt,
  content,
  type Der,
  encoding,
  encodingText,
  integerText,
  Malformed,
  oidOf,
  parts,
  readDer,
  smallInteger,
  TAG,
  wholeBits,
} from './der.ts'
import { certificateExtensions, type Extensions } from './extensions.ts'
import { OID } from './oids.ts'
import { type PublicKey, readPublicKey } from './public-key.ts'
import { readScheme, type Scheme } from './signature-scheme.ts'
import { timeOf } from './time.ts'

/** An X.509 certificate as read; nothing in it is trusted yet. Names and ids are their DER octets. */
export type Certificate = Extensions & {
  readonly digest: Digest
  readonly version: number
  readonly serial: string
  readonly issuer: string
  readonly subject: string
  readonly notBefore: Instant
  readonly notAfter: Instant
  readonly organisations: readonly string[]
  readonly key: PublicKey
  /** Undefined when the algorithm is not taken. */
  readonly scheme: Scheme | undefined
  readonly signedBytes: Buffer
  readonly signature: Buffer
}

/** Reads a certificate (RFC 5280 §4.1), or gives undefined when the bytes are none. */
export const readCertificate = (bytes: Uint8Array): Certificate | undefined =>
  // A copy, so that a cached certificate does not keep the whole request alive.
  attempt(() => certificateOf(readDer(Buffer.from(bytes))))

function certificateOf(der: Der): Certificate {
  const [signed, algorithm, signature, ...more] = parts(der, TAG.sequence)
  if (!signed || !algorithm || more.length > 0) throw new Malformed('certificate')
  const fields = [...parts(signed, TAG.sequence)]
  const version = fields[0]?.tag === 0xa0 ? smallInteger(fields.shift()?.children[0]) + 1 : 1
  const [serial, innerAlgorithm, issuer, validity, subject, key, ...optional] = fields
  if (!innerAlgorithm || encodingText(innerAlgorithm) !== encodingText(algorithm)) {
    throw new Malformed('signature algorithms differ')
  }
  const [notBefore, notAfter] = parts(validity, TAG.sequence)
  return {
    ...certificateExtensions(extensionList(optional)),
    digest: digestOf(encoding(der)),
    version,
    serial: integerText(serial),
    issuer: nameText(issuer),
    subject: nameText(subject),
    notBefore: timeOf(notBefore),
    notAfter: timeOf(notAfter),
    organisations: organisationsOf(subject),
    key: readPublicKey(key),
    scheme: readScheme(algorithm),
    signedBytes: encoding(signed),
    signature: wholeBits(signature),
  }
}

/** The extensions among what may follow the key: unique ids are history (RFC 5280 §4.1.2.8). */
function extensionList(optional: readonly Der[]): Der | undefined {
  const tags = optional.map(({ tag }) => tag)
  const inOrder = tags.every((tag, index) => index === 0 || tag > (tags[index - 1] ?? tag))
  if (!inOrder || !tags.every((tag) => [0x81, 0x82, 0xa3].includes(tag))) {
    throw new Malformed('certificate')
  }
  return optional.find(({ tag }) => tag === 0xa3)?.children[0]
}

/** A Name, compared octet for octet: agencies' certificates come out of one authority's software. */
export function nameText(name: Der | undefined): string {
  if (!name || parts(name, TAG.sequence).length === 0) throw new Malformed('name')
  return encodingText(name)
}

function organisationsOf(subject: Der | undefined): string[] {
  const attributes = parts(subject, TAG.sequence).flatMap((set) => parts(set, TAG.set))
  return attributes.flatMap((attribute) => {
    const [type, value] = parts(attribute, TAG.sequence)
    if (oidOf(type) !== OID.organizationIdentifier) return []
    const isText = value?.tag === TAG.utf8String || value?.tag === TAG.printableString
    if (!isText) throw new Malformed('organizationIdentifier')
    return [content(value).toString('utf8')]
  })
}

export const digestOf = (bytes: Uint8Array): Digest =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}` as Digest

const ORGANISATION_PREFIX_CHARACTERS = 6

/** Whether the certificate names the agency: its code, plain or as `XXXXX-<code>`, and no other. */
export function namesAgency({ organisations }: Certificate, code: string): boolean {
  const [organisation, ...more] = organisations
  if (organisation === undefined || more.length > 0) return false
  return (
    organisation === code ||
    (organisation.endsWith(`-${code}`) &&
      organisation.length === ORGANISATION_PREFIX_CHARACTERS + code.length)
  )
}

/** Whether issuer and subject are one name: self-signed or re-keyed (RFC 5280 §6.1, self-issued). */
export const isSelfIssued = ({ issuer, subject }: Certificate): boolean => issuer === subject
