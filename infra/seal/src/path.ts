/** Certificate paths (RFC 5280 §6.1), from the signer up to a registered anchor. */
import { type Certificate, isSelfIssued } from './certificate.ts'
import { KEY_USAGE } from './extensions.ts'
import { verifySignature } from './signature-scheme.ts'
import { type Fault, fault } from './violations.ts'

/** Certificates of one path, signer and anchor counted. */
export const PATH_LENGTH_MAX = 6
// Crossed certificates made for the purpose would otherwise multiply without end.
const STEPS_MAX = 100
const PATHS_MAX = 8

export type PathSearch = {
  readonly paths: readonly (readonly Certificate[])[]
  /** A path was given up because it grew too long. */
  readonly tooLong: boolean
}

/**
 * All paths by name and key identifier, in order of length. Whether they hold is `pathFaults`' to say.
 */
export function findPaths(
  signer: Certificate,
  anchors: readonly Certificate[],
  others: readonly Certificate[],
): PathSearch {
  const paths: Certificate[][] = []
  const open: Certificate[][] = [[signer]]
  const anchorDigests = new Set(anchors.map(({ digest }) => digest))
  let tooLong = false
  for (let step = 0; step < STEPS_MAX && paths.length < PATHS_MAX; step += 1) {
    const path = open.shift()
    const last = path?.at(-1)
    if (!path || !last) break
    for (const issuer of issuersOf(last, path, [...anchors, ...others])) {
      if (anchorDigests.has(issuer.digest)) paths.push([...path, issuer])
      else if (path.length + 1 < PATH_LENGTH_MAX) open.push([...path, issuer])
      else tooLong = true
    }
  }
  return { paths: paths.slice(0, PATHS_MAX), tooLong }
}

/** Who may have issued `last`; nobody twice in one path, so there are no loops. */
function issuersOf(
  last: Certificate,
  path: readonly Certificate[],
  candidates: readonly Certificate[],
): readonly Certificate[] {
  const seen = new Set(path.map(({ digest }) => digest))
  return candidates.filter((candidate) => {
    if (candidate.subject !== last.issuer || seen.has(candidate.digest)) return false
    seen.add(candidate.digest)
    return keyIdsAgree(last, candidate)
  })
}

const keyIdsAgree = (child: Certificate, issuer: Certificate): boolean =>
  child.authorityKeyId === undefined ||
  issuer.subjectKeyId === undefined ||
  child.authorityKeyId === issuer.subjectKeyId

/** Everything wrong with a path that no passing of time can change; empty when it holds. */
export const pathFaults = (path: readonly Certificate[]): readonly Fault[] =>
  path.flatMap((certificate, position) => {
    const issuer = path[position + 1]
    return [
      ...(certificate.unknownCritical ? [fault('critical-extension', position)] : []),
      ...(issuer ? linkFaults(certificate, issuer, position) : []),
      ...(position > 0 ? issuerFaults(certificate, path, position) : []),
    ]
  })

/** What is wrong with a signer's certificate, whatever its path. */
export function signerFaults(signer: Certificate, anchors: readonly Certificate[]): Fault[] {
  const found: Fault[] = []
  if (anchors.some(({ digest }) => digest === signer.digest))
    found.push(fault('anchor-as-signer', 0))
  else if (isSelfIssued(signer)) found.push(fault('self-signed', 0))
  if (signer.ca) found.push(fault('ca-as-signer', 0))
  const usage = KEY_USAGE.digitalSignature | KEY_USAGE.nonRepudiation
  if (!((signer.keyUsage ?? 0) & usage)) found.push(fault('key-usage', 0))
  if (!signer.key.ok) found.push(fault(signer.key.fault, 0))
  return found
}

function linkFaults(child: Certificate, issuer: Certificate, position: number): Fault[] {
  if (!child.scheme) return [fault('certificate-algorithm', position)]
  if (!issuer.key.ok) return []
  const holds = verifySignature(child.scheme, issuer.key.key, child.signedBytes, child.signature)
  return holds ? [] : [fault('certificate-signature', position)]
}

function issuerFaults(
  issuer: Certificate,
  path: readonly Certificate[],
  position: number,
): Fault[] {
  const found: Fault[] = []
  if (issuer.version !== 3 || !issuer.ca) found.push(fault('basic-constraints', position))
  // RFC 5280 §6.1.4 (n): the bit counts where the extension is present.
  if (!mayUse(issuer, KEY_USAGE.keyCertSign)) found.push(fault('key-usage', position))
  if (!issuer.key.ok) found.push(fault('issuer-key', position))
  // RFC 5280 §4.2.1.9: self-issued intermediates do not count.
  const between = path.slice(1, position).filter((certificate) => !isSelfIssued(certificate)).length
  if (issuer.pathLength !== undefined && between > issuer.pathLength) {
    found.push(fault('path-length', position))
  }
  return found
}

/** Whether an issuer's key usage, where stated, permits the use. */
export const mayUse = ({ keyUsage }: Certificate, bit: number): boolean =>
  keyUsage === undefined || (keyUsage & bit) !== 0
