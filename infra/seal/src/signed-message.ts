/** A detached CMS SignedData (RFC 5652 §5) with its one signer, taken apart but not yet believed. */
import type { Instant } from '@xianjie/contracts'
import {
  attempt,
  content,
  contentText,
  type Der,
  encoding,
  encodingText,
  expect,
  integerText,
  Malformed,
  oidOf,
  parts,
  readDer,
  smallInteger,
  TAG,
} from './der.ts'
import { OID } from './oids.ts'
import { type Hash, readHash, readScheme, type Scheme } from './signature-scheme.ts'
import { timeOf } from './time.ts'
import type { FaultCode } from './violations.ts'

/** Certificates that a signature may carry. */
export const CERTIFICATES_MAX = 10

/** How the signer's certificate is named: by issuer and serial number, or by subject key id. */
export type SignerIdentifier =
  | { readonly by: 'issuer'; readonly issuer: string; readonly serial: string }
  | { readonly by: 'key'; readonly keyId: string }

export type SignedMessage = {
  /** DER of the certificates that came along, unread. */
  readonly certificates: readonly Buffer[]
  /** Octets that determine the signer's certificate and its path: same octets, same answer. */
  readonly identity: Buffer
  readonly signer: SignerIdentifier
  readonly hash: Hash | undefined
  readonly scheme: Scheme | undefined
  readonly messageDigest: Buffer | undefined
  readonly signingTime: Instant | undefined
  /** The signed attributes as they came, tagged as the SET OF that is signed (RFC 5652 §5.4). */
  readonly signedBytes: Buffer | undefined
  readonly signature: Buffer
  readonly faults: readonly FaultCode[]
}

/** What could be read, with the faults seen on the way; faults alone when there is no one signer. */
export type ReadMessage =
  | { readonly ok: true; readonly message: SignedMessage }
  | { readonly ok: false; readonly faults: readonly FaultCode[] }

const NOT_CMS: ReadMessage = { ok: false, faults: ['not-cms'] }

export const readSignedMessage = (bytes: Uint8Array): ReadMessage =>
  attempt(() => messageOf(signedDataOf(readDer(bytes)))) ?? NOT_CMS

function signedDataOf(der: Der): Der {
  const [type, wrapped, ...more] = parts(der, TAG.sequence)
  const [signedData, ...others] = parts(wrapped, 0xa0)
  if (oidOf(type) !== OID.signedData || more.length + others.length > 0 || !signedData) {
    throw new Malformed('not SignedData')
  }
  return signedData
}

function messageOf(signedData: Der): ReadMessage {
  const fields = [...parts(signedData, TAG.sequence)]
  const [version, digests, encapsulated] = fields.splice(0, 3)
  const carried = fields[0]?.tag === 0xa0 ? fields.shift() : undefined
  const certificates = carried?.children ?? []
  // Revocation lists that came along are the sender's word; only registered ones count.
  if (fields[0]?.tag === 0xa1) fields.shift()
  const [signers, ...more] = fields
  if (more.length > 0) throw new Malformed('SignedData')
  const [signer, ...others] = parts(signers, TAG.set)
  const faults: FaultCode[] = [...contentFaults(encapsulated)]
  if (certificates.length > CERTIFICATES_MAX) faults.push('certificate-count')
  if (!signer || others.length > 0) faults.push('signer-count')
  if (!signer || others.length > 0 || certificates.length > CERTIFICATES_MAX) {
    return { ok: false, faults }
  }
  const info = signerOf(signer)
  // RFC 5652 §5.1: with X.509 certificates and id-data the signer's version is the message's.
  if (smallInteger(version) !== info.version) throw new Malformed('version')
  const named = parts(digests, TAG.set).map(readHash)
  if (!info.hash || !named.includes(info.hash) || named.includes(undefined)) {
    faults.push('digest-algorithm')
  }
  const message = {
    ...info,
    certificates: certificates.map(encoding),
    identity: carried ? Buffer.concat([info.identity, encoding(carried)]) : info.identity,
    faults: [...faults, ...info.faults],
  }
  return { ok: true, message }
}

function contentFaults(encapsulated: Der | undefined): FaultCode[] {
  const [type, ...carried] = parts(encapsulated, TAG.sequence)
  const wrongType: FaultCode[] = oidOf(type) === OID.data ? [] : ['content-type-wrong']
  return carried.length > 0 ? [...wrongType, 'not-detached'] : wrongType
}

/** SignerInfo (RFC 5652 §5.3). Unsigned attributes are not looked at. */
function signerOf(der: Der) {
  const fields = [...parts(der, TAG.sequence)]
  const [versionField, identifier, digest] = fields.splice(0, 3)
  if (!identifier) throw new Malformed('SignerInfo')
  const attributes = fields[0]?.tag === 0xa0 ? fields.shift() : undefined
  const [algorithm, signatureField, unsigned, ...more] = fields
  if (more.length > 0 || (unsigned && unsigned.tag !== 0xa1)) throw new Malformed('SignerInfo')
  const version = smallInteger(versionField)
  const signer = identifierOf(identifier)
  if (version !== (signer.by === 'issuer' ? 1 : 3)) throw new Malformed('version')
  const hash = readHash(digest)
  const scheme = readScheme(algorithm, hash)
  const faults: FaultCode[] = []
  // Plain rsaEncryption has no meaning of its own when the digest is not taken.
  if (!scheme && (hash || !readScheme(algorithm, 'sha256'))) faults.push('signature-algorithm')
  if (scheme && hash && scheme.hash !== hash) faults.push('algorithm-mismatch')
  const read = readAttributes(attributes)
  const signature = content(expect(signatureField, TAG.octetString))
  return {
    ...read,
    version,
    signer,
    identity: encoding(identifier),
    hash,
    scheme,
    signature,
    faults: [...faults, ...read.faults],
  }
}

function identifierOf(der: Der): SignerIdentifier {
  if (der.tag === 0x80) return { by: 'key', keyId: contentText(der) }
  const [issuer, serial, ...more] = parts(der, TAG.sequence)
  if (!issuer || more.length > 0) throw new Malformed('signer identifier')
  return { by: 'issuer', issuer: encodingText(issuer), serial: integerText(serial) }
}

function readAttributes(attributes: Der | undefined) {
  const faults: FaultCode[] = []
  const none = { messageDigest: undefined, signingTime: undefined, signedBytes: undefined, faults }
  if (!attributes || attributes.children.length === 0) {
    return { ...none, faults: ['attributes-missing'] satisfies FaultCode[] }
  }
  const values = new Map<string, readonly Der[]>()
  for (const attribute of attributes.children) {
    const [type, set, ...more] = parts(attribute, TAG.sequence)
    if (more.length > 0) throw new Malformed('attribute')
    if (values.has(oidOf(type))) faults.push('attribute-repeated')
    else values.set(oidOf(type), parts(set, TAG.set))
  }
  const single = (id: string): Der | undefined => {
    const [value, ...more] = values.get(id) ?? []
    if (more.length > 0) faults.push('attribute-repeated')
    return value
  }
  faults.push(...contentTypeFaults(single(OID.contentType)))
  const digest = single(OID.messageDigest)
  const messageDigest = digest?.tag === TAG.octetString ? content(digest) : undefined
  if (!messageDigest) faults.push('message-digest-missing')
  const time = single(OID.signingTime)
  const signingTime = attempt(() => timeOf(time))
  if (signingTime === undefined) faults.push('signing-time-missing')
  return { messageDigest, signingTime, signedBytes: asSet(attributes), faults }
}

function contentTypeFaults(value: Der | undefined): FaultCode[] {
  if (!value) return ['content-type-missing']
  return oidOf(value) === OID.data ? [] : ['content-type-wrong']
}

function asSet(attributes: Der): Buffer {
  const bytes = Buffer.from(encoding(attributes))
  bytes[0] = TAG.set
  return bytes
}
