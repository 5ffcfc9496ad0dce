/** Certificate revocation lists (RFC 5280 §5, §6.3): full lists, signed by the issuer itself. */
import type { Digest, Instant } from '@xianjie/contracts'
import { type Certificate, digestOf, nameText } from './certificate.ts'
import {
  attempt,
  content,
  type Der,
  encoding,
  encodingText,
  expect,
  integerText,
  Malformed,
  parts,
  readDer,
  smallInteger,
  TAG,
  wholeBits,
} from './der.ts'
import { type Extension, extensionsOf, KEY_USAGE } from './extensions.ts'
import { OID } from './oids.ts'
import { mayUse } from './path.ts'
import { readScheme, type Scheme, verifySignature } from './signature-scheme.ts'
import { CLOCK_TOLERANCE_MS, timeOf } from './time.ts'
import { type Fault, type FaultCode, fault } from './violations.ts'

export type RevocationList = {
  readonly digest: Digest
  readonly issuer: string
  readonly thisUpdate: Instant
  /** A list that does not say when the next one comes is never fresh. */
  readonly nextUpdate: Instant | undefined
  readonly revoked: ReadonlySet<string>
  readonly unknownCritical: boolean
  readonly scheme: Scheme | undefined
  readonly signedBytes: Buffer
  readonly signature: Buffer
}

const REMOVE_FROM_CRL = 8
const KNOWN: ReadonlySet<string> = new Set([OID.authorityKeyIdentifier, OID.crlNumber])
const KNOWN_OF_ENTRY: ReadonlySet<string> = new Set([OID.reasonCode])

/** Reads a revocation list, or gives undefined when the bytes are none. */
export const readRevocationList = (bytes: Uint8Array): RevocationList | undefined =>
  attempt(() => listOf(readDer(Buffer.from(bytes))))

function listOf(der: Der): RevocationList {
  const [signed, algorithm, signature, ...more] = parts(der, TAG.sequence)
  if (!signed || !algorithm || more.length > 0) throw new Malformed('list')
  const fields = [...parts(signed, TAG.sequence)]
  if (fields[0]?.tag === TAG.integer && smallInteger(fields.shift()) !== 1) {
    throw new Malformed('version')
  }
  const [innerAlgorithm, issuer, thisUpdate, ...rest] = fields
  if (!innerAlgorithm || encodingText(innerAlgorithm) !== encodingText(algorithm)) {
    throw new Malformed('signature algorithms differ')
  }
  const isTime = rest[0]?.tag === TAG.utcTime || rest[0]?.tag === TAG.generalizedTime
  const nextUpdate = isTime ? timeOf(rest.shift()) : undefined
  const entries = rest[0]?.tag === TAG.sequence ? entriesOf(rest.shift()) : []
  const extensions = rest[0]?.tag === 0xa0 ? rest.shift()?.children[0] : undefined
  if (rest.length > 0) throw new Malformed('list')
  return {
    digest: digestOf(encoding(der)),
    issuer: nameText(issuer),
    thisUpdate: timeOf(thisUpdate),
    nextUpdate,
    revoked: new Set(entries.filter(({ removed }) => !removed).map(({ serial }) => serial)),
    unknownCritical:
      entries.some((entry) => entry.unknownCritical) ||
      (extensions !== undefined && hasUnknownCritical(extensionsOf(extensions), KNOWN)),
    scheme: readScheme(algorithm),
    signedBytes: encoding(signed),
    signature: wholeBits(signature),
  }
}

const entriesOf = (list: Der | undefined) =>
  parts(list, TAG.sequence).map((entry) => {
    const [serial, date, extensions] = parts(entry, TAG.sequence)
    timeOf(date)
    const all = extensions ? extensionsOf(extensions) : new Map<string, Extension>()
    return {
      serial: integerText(serial),
      removed: reasonOf(all.get(OID.reasonCode)) === REMOVE_FROM_CRL,
      unknownCritical: hasUnknownCritical(all, KNOWN_OF_ENTRY),
    }
  })

const ENUMERATED = 0x0a
const reasonOf = (extension: Extension | undefined): number | undefined =>
  extension && content(expect(readDer(extension.value), ENUMERATED))[0]

const hasUnknownCritical = (
  all: ReadonlyMap<string, Extension>,
  known: ReadonlySet<string>,
): boolean => all.entries().some(([id, { critical }]) => critical && !known.has(id))

/** What the registered lists say about one certificate of a path, apart from their freshness. */
export type Standing = {
  readonly position: number
  readonly lists: readonly {
    readonly list: RevocationList
    readonly fault: FaultCode | undefined
    readonly revoked: boolean
  }[]
}

/** Looks up every certificate below the anchor in the lists of its issuer, newest list first. */
export const standingsOf = (
  path: readonly Certificate[],
  lists: readonly RevocationList[],
): readonly Standing[] =>
  path.slice(0, -1).map((certificate, position) => ({
    position,
    lists: lists
      .filter(({ issuer }) => issuer === certificate.issuer)
      .toSorted((one, other) => other.thisUpdate - one.thisUpdate)
      .map((list) => ({
        list,
        fault: listFault(list, path[position + 1]),
        revoked: list.revoked.has(certificate.serial),
      })),
  }))

function listFault(list: RevocationList, issuer: Certificate | undefined): FaultCode | undefined {
  if (!issuer?.key.ok || !list.scheme || !mayUse(issuer, KEY_USAGE.cRLSign)) return 'crl-invalid'
  if (!verifySignature(list.scheme, issuer.key.key, list.signedBytes, list.signature)) {
    return 'crl-invalid'
  }
  return list.unknownCritical ? 'crl-critical-extension' : undefined
}

export type Revocation = {
  readonly faults: readonly Fault[]
  readonly read: readonly Digest[]
  readonly complete: boolean
}

/**
 * The answer at one moment. The newest authentic list that is in force decides; where lists are
 * registered but none is in force, the certificate is refused.
 */
export function revocationAt(standings: readonly Standing[], now: Instant): Revocation {
  const answers = standings.map((standing) => standingAt(standing, now))
  return {
    faults: answers.flatMap(({ faults }) => faults),
    read: [...new Set(answers.flatMap(({ read }) => (read ? [read] : [])))],
    complete: answers.every(({ read }) => read !== undefined),
  }
}

function standingAt({ position, lists }: Standing, now: Instant) {
  const authentic = lists.filter((entry) => entry.fault === undefined)
  const decisive = authentic.find(({ list }) => freshness(list, now) === undefined)
  const revoked = (decisive ?? authentic[0])?.revoked
  const faults = revoked ? [fault('certificate-revoked', position)] : []
  if (decisive) return { faults, read: decisive.list.digest }
  const best = authentic[0] ?? lists[0]
  if (!best) return { faults, read: undefined }
  const code = best.fault ?? freshness(best.list, now)
  return { faults: [...faults, ...(code ? [fault(code, position)] : [])], read: undefined }
}

function freshness({ thisUpdate, nextUpdate }: RevocationList, now: Instant) {
  if (thisUpdate > now + CLOCK_TOLERANCE_MS) return 'crl-not-yet-valid'
  if (nextUpdate === undefined || nextUpdate <= now - CLOCK_TOLERANCE_MS) return 'crl-stale'
  return undefined
}
