import type { Instant } from '@xianjie/contracts'
import { OID } from '../oids.ts'
import { SHA256, type SigningChoice, signatureIdentifier, signBytes } from './algorithm.ts'
import {
  authorityKeyId,
  type ExtraExtension,
  extension,
  extraExtension,
  type Holder,
} from './certificate.ts'
import {
  bits,
  type Element,
  enumerated,
  fromBytes,
  hexInteger,
  integer,
  pem,
  sequence,
  tagged,
  time,
  toBytes,
} from './encode.ts'

export type RevocationListWish = {
  readonly issuer: Holder
  readonly thisUpdate: Instant
  /** Absent: the list does not say until when it holds. */
  readonly nextUpdate?: Instant
  readonly revoked?: readonly Revoked[]
  readonly number?: number
  readonly choice?: SigningChoice
  readonly extensions?: readonly ExtraExtension[]
}

export type Revoked = {
  /** Hexadecimal. */
  readonly serial: string
  readonly at: Instant
  /** CRLReason (RFC 5280 §5.3.1). */
  readonly reason?: number
  readonly extensions?: readonly ExtraExtension[]
}

/** A version 2 revocation list (RFC 5280 §5.1). */
export function makeRevocationList(wish: RevocationListWish): {
  readonly der: Buffer
  readonly pem: string
} {
  const { issuer, thisUpdate, nextUpdate, revoked = [], number = 1, choice = SHA256 } = wish
  const key = issuer.keys.privateKey
  const algorithm = signatureIdentifier(key, choice)
  const signed = sequence(
    integer(1),
    algorithm,
    fromBytes(issuer.subject),
    time(thisUpdate),
    ...(nextUpdate === undefined ? [] : [time(nextUpdate)]),
    ...(revoked.length > 0 ? [sequence(...revoked.map(entry))] : []),
    tagged(
      0,
      sequence(
        extension(OID.authorityKeyIdentifier, false, authorityKeyId(issuer.keyId)),
        extension(OID.crlNumber, false, integer(number)),
        ...(wish.extensions ?? []).map(extraExtension),
      ),
    ),
  )
  const signature = signBytes(toBytes(signed), key, choice)
  const der = toBytes(sequence(signed, algorithm, bits(signature)))
  return { der, pem: pem('X509 CRL', der) }
}

function entry({ serial, at, reason, extensions = [] }: Revoked): Element {
  const all = [
    ...(reason === undefined ? [] : [extension(OID.reasonCode, false, enumerated(reason))]),
    ...extensions.map(extraExtension),
  ]
  return sequence(hexInteger(serial), time(at), ...(all.length > 0 ? [sequence(...all)] : []))
}
