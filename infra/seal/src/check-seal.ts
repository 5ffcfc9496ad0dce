/**
 * Checks a detached CMS signature over the exact bytes of a document. What cannot change (paths,
 * signatures on certificates and lists) is proved once and remembered; validity, freshness and the
 * document's own signature are judged on every call.
 */
import { strict as assert } from 'node:assert'
import { hash as digestOfBytes, type KeyObject, timingSafeEqual } from 'node:crypto'
import {
  type Agency,
  formatInstant,
  type Instant,
  type SealCheck,
  type SealChecker,
} from '@xianjie/contracts'
import { type Certificate, namesAgency, readCertificate } from './certificate.ts'
import { type Scheme, verifySignature } from './signature-scheme.ts'
import { readSignedMessage, type SignedMessage } from './signed-message.ts'
import {
  judgePaths,
  type PathAnswer,
  resolveSigner,
  type SignerPath,
  validityFaults,
} from './signer-path.ts'
import { CLOCK_TOLERANCE_MS } from './time.ts'
import { createTrustStores, type TrustStore } from './trust-store.ts'
import { type Fault, fault, refusalOf, violationOf } from './violations.ts'

/** A signature may have this many bytes. */
export const SIGNATURE_BYTES_MAX = 65_536

/**
 * A checker with bounded memories of its own; keep one per process. It never throws, whatever the
 * bytes, and reports everything wrong that can be found at once.
 */
export function createSealChecker(): SealChecker {
  const storeOf = createTrustStores()
  return ({ content, signature, agency, now }) => {
    if (signature.length === 0 || signature.length > SIGNATURE_BYTES_MAX) {
      return refused([fault('signature-size')])
    }
    const read = readSignedMessage(signature)
    if (!read.ok) return refused(read.faults.map((code) => fault(code)))
    const store = storeOf(agency)
    const resolved = signerOf(read.message, store)
    const path = resolved && judgePaths(resolved, read.message.signingTime, now)
    const faults = [
      ...messageFaults(read.message, content, now),
      ...(store.unreadableList ? [fault('crl-invalid')] : []),
      ...(resolved
        ? signerFaultsAt(read.message, resolved, path, agency, now)
        : [missingSigner(read.message)]),
    ]
    if (faults.length > 0) return refused(faults)
    return accepted(read.message, resolved, path, now)
  }
}

function refused(faults: readonly Fault[]): SealCheck {
  const found = new Map(faults.map((each) => [`${each.code} ${each.position}`, each]))
  return {
    ok: false,
    refusal: refusalOf(faults),
    violations: [...found.values()].map(violationOf),
  }
}

/** The path comes from memory when the same certificates were proved for this registration. */
function signerOf(message: SignedMessage, store: TrustStore): SignerPath | undefined {
  const key = digestOfBytes('sha256', message.identity, 'base64')
  const known = store.proved.get(key)
  if (known) return known
  const resolved = resolveSigner(message, store)
  const proved = resolved?.faults.length === 0 && resolved.paths[0]?.faults.length === 0
  // Failures are not remembered, so that nobody can push the good ones out with them.
  if (resolved && proved) store.proved.set(key, resolved)
  return resolved
}

function missingSigner({ certificates }: SignedMessage): Fault {
  const unreadable = certificates.some((bytes) => readCertificate(bytes) === undefined)
  return fault(unreadable ? 'certificate-malformed' : 'signer-certificate-missing')
}

function messageFaults(message: SignedMessage, content: Uint8Array, now: Instant): Fault[] {
  const found = message.faults.map((code) => fault(code))
  const { hash, messageDigest, signingTime } = message
  if (hash && messageDigest) {
    const digest = digestOfBytes(hash, content, 'buffer')
    const same = digest.length === messageDigest.length && timingSafeEqual(digest, messageDigest)
    if (!same) found.push(fault('digest-mismatch'))
  }
  if (signingTime !== undefined && signingTime > now + CLOCK_TOLERANCE_MS) {
    found.push(fault('signing-time-future'))
  }
  return found
}

function signerFaultsAt(
  message: SignedMessage,
  resolved: SignerPath,
  path: PathAnswer | undefined,
  agency: Agency,
  now: Instant,
): Fault[] {
  const { signer } = resolved
  const { signingTime } = message
  const moments = signingTime === undefined ? [now] : [signingTime, now]
  return [
    ...valueFaults(message, signer),
    ...resolved.faults,
    ...(path ? path.faults : validityFaults([signer], moments)),
    ...(namesAgency(signer, agency.code) ? [] : [fault('organisation')]),
  ]
}

function valueFaults({ scheme, signedBytes, signature }: SignedMessage, signer: Certificate) {
  if (!scheme || !signedBytes || !signer.key.ok) return []
  const { key } = signer.key
  if (key.asymmetricKeyType !== (scheme.kind === 'ecdsa' ? 'ec' : 'rsa')) {
    return [fault('algorithm-mismatch')]
  }
  return verifySignature(scheme, key, signedBytes, signature) ? [] : [fault('signature-wrong')]
}

function accepted(
  { scheme, signingTime }: SignedMessage,
  resolved: SignerPath | undefined,
  path: PathAnswer | undefined,
  now: Instant,
): SealCheck {
  // Each of these missing is a fault, and there was none.
  assert(scheme && signingTime !== undefined && resolved?.signer.key.ok && path)
  return {
    ok: true,
    verdict: {
      chain: path.chain,
      crls: path.revocation.read,
      revocation: path.revocation.complete ? 'good' : 'unchecked',
      algorithm: algorithmName(scheme, resolved.signer.key.key),
      signedAt: formatInstant(signingTime),
      checkedAt: formatInstant(now),
    },
  }
}

/** The verdict's name for it: `RSA-PKCS1-SHA256`, `RSA-PSS-SHA384`, `ECDSA-P256-SHA256`. */
function algorithmName({ kind, hash }: Scheme, key: KeyObject): string {
  const family = kind === 'ecdsa' ? `ECDSA-${curveName(key)}` : kind.toUpperCase()
  return `${family}-${hash.toUpperCase()}`
}

const curveName = (key: KeyObject): string =>
  key.asymmetricKeyDetails?.namedCurve === 'secp384r1' ? 'P384' : 'P256'
