import type { Digest, Instant } from '@xianjie/contracts'
import { type Certificate, readCertificate } from './certificate.ts'
import { findPaths, pathFaults, signerFaults } from './path.ts'
import {
  type Revocation,
  type RevocationList,
  revocationAt,
  type Standing,
  standingsOf,
} from './revocation.ts'
import type { SignedMessage, SignerIdentifier } from './signed-message.ts'
import { CLOCK_TOLERANCE_MS } from './time.ts'
import { type Fault, fault } from './violations.ts'

/** What an agency registered: where paths may end, what they may lead through, who is revoked. */
export type Trust = {
  readonly anchors: readonly Certificate[]
  readonly intermediates: readonly Certificate[]
  readonly lists: readonly RevocationList[]
}

/** The signer's certificate with its best path, and what holds of them at all times. */
export type SignerPath = {
  readonly signer: Certificate
  /** Several when certificates are crossed; empty when there is none. Those without fault first. */
  readonly paths: readonly ProvedPath[]
  readonly faults: readonly Fault[]
}

type ProvedPath = {
  readonly certificates: readonly Certificate[]
  readonly chain: readonly Digest[]
  readonly standings: readonly Standing[]
  readonly faults: readonly Fault[]
}

/**
 * Finds the signer's certificate and its paths to the registered anchors. Undefined when the
 * certificate is neither in the message nor registered.
 */
export function resolveSigner(message: SignedMessage, trust: Trust): SignerPath | undefined {
  // A certificate that cannot be read is no candidate; it need not concern anybody.
  const carried = message.certificates
    .map(readCertificate)
    .filter((certificate) => certificate !== undefined)
  const others = [...carried, ...trust.intermediates]
  const signer = others.find((certificate) => isNamed(certificate, message.signer))
  if (!signer) return undefined
  const { paths, tooLong } = findPaths(signer, trust.anchors, others)
  const faults = signerFaults(signer, trust.anchors)
  const isAnchor = faults.some(({ code }) => code === 'anchor-as-signer')
  if (paths.length === 0 && !isAnchor) {
    faults.push(tooLong ? fault('path-length') : fault('path-not-found'))
  }
  if (paths.length === 0 && signer.unknownCritical) faults.push(fault('critical-extension', 0))
  const proved = paths.map((certificates) => ({
    certificates,
    chain: certificates.map(({ digest }) => digest),
    standings: standingsOf(certificates, trust.lists),
    faults: pathFaults(certificates),
  }))
  return {
    signer,
    paths: proved.toSorted((one, other) => one.faults.length - other.faults.length),
    faults,
  }
}

const isNamed = (certificate: Certificate, signer: SignerIdentifier): boolean =>
  signer.by === 'issuer'
    ? certificate.issuer === signer.issuer && certificate.serial === signer.serial
    : certificate.subjectKeyId === signer.keyId

export type PathAnswer = {
  readonly chain: readonly Digest[]
  readonly revocation: Revocation
  readonly faults: readonly Fault[]
}

/** The first path that holds at signing time and now; else the one with the fewest faults. */
export function judgePaths(
  { paths }: SignerPath,
  signedAt: Instant | undefined,
  now: Instant,
): PathAnswer | undefined {
  let best: PathAnswer | undefined
  for (const path of paths) {
    const revocation =
      path.faults.length === 0
        ? revocationAt(path.standings, now)
        : { faults: [], read: [], complete: false }
    const times = validityFaults(
      path.certificates,
      signedAt === undefined ? [now] : [signedAt, now],
    )
    const faults = [...path.faults, ...times, ...revocation.faults]
    if (!best || faults.length < best.faults.length) {
      best = { chain: path.chain, revocation, faults }
    }
    if (faults.length === 0) return best
  }
  return best
}

/** Validity with tolerance at each of the moments. */
export const validityFaults = (
  certificates: readonly Certificate[],
  moments: readonly Instant[],
): readonly Fault[] =>
  certificates.flatMap(({ notBefore, notAfter }, position) => [
    ...(moments.some((at) => at > notAfter + CLOCK_TOLERANCE_MS)
      ? [fault('certificate-expired', position)]
      : []),
    ...(moments.some((at) => at < notBefore - CLOCK_TOLERANCE_MS)
      ? [fault('certificate-not-yet-valid', position)]
      : []),
  ])
