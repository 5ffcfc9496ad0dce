import type { Agency } from '@xianjie/contracts'
import { type Cache, createCache } from './cache.ts'
import { type Certificate, digestOf, readCertificate } from './certificate.ts'
import { type RevocationList, readRevocationList } from './revocation.ts'
import type { SignerPath, Trust } from './signer-path.ts'

/** What one agency registered, read once, and the paths that were proved by it. */
export type TrustStore = Trust & {
  /** A registered list that cannot be read may be the one that revokes: nothing passes then. */
  readonly unreadableList: boolean
  readonly proved: Cache<SignerPath>
}

type Registered = Pick<Agency, 'trustAnchors' | 'intermediates' | 'crls'>

const STORES_MAX = 5_000
const PATHS_PER_STORE_MAX = 32
const LISTS_MAX = 256

/**
 * Gives an agency's store, built anew whenever one of its registered texts is another. The texts
 * themselves are compared, not the object that held them, so a changed registration counts at once.
 */
export function createTrustStores(): (agency: Agency) => TrustStore {
  const stores = createCache<{ readonly from: Registered; readonly store: TrustStore }>(STORES_MAX)
  // Agencies under one authority share its list, which may be long.
  const lists = createCache<RevocationList>(LISTS_MAX)
  return (agency) => {
    const known = stores.get(agency.code)
    if (known && sameTexts(known.from, agency)) return known.store
    const { trustAnchors, intermediates, crls } = agency
    const from = {
      trustAnchors: [...trustAnchors],
      intermediates: [...intermediates],
      crls: [...crls],
    }
    const store = openStore(from, lists)
    stores.set(agency.code, { from, store })
    return store
  }
}

const sameTexts = (one: Registered, other: Registered): boolean =>
  same(one.trustAnchors, other.trustAnchors) &&
  same(one.intermediates, other.intermediates) &&
  same(one.crls, other.crls)

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((text, index) => text === other[index])

function openStore(
  { trustAnchors, intermediates, crls }: Registered,
  known: Cache<RevocationList>,
): TrustStore {
  const lists = crls.map((pem) => pemBlocks(pem, 'X509 CRL').map((bytes) => listOf(bytes, known)))
  return {
    anchors: certificatesOf(trustAnchors),
    intermediates: certificatesOf(intermediates),
    lists: lists.flat().filter((list) => list !== undefined),
    unreadableList: lists.some((found) => found.length === 0 || found.includes(undefined)),
    proved: createCache<SignerPath>(PATHS_PER_STORE_MAX),
  }
}

function listOf(bytes: Buffer, known: Cache<RevocationList>): RevocationList | undefined {
  const digest = digestOf(bytes)
  const list = known.get(digest) ?? readRevocationList(bytes)
  if (list) known.set(digest, list)
  return list
}

const certificatesOf = (texts: readonly string[]): readonly Certificate[] =>
  texts
    .flatMap((pem) => pemBlocks(pem, 'CERTIFICATE').map(readCertificate))
    .filter((certificate) => certificate !== undefined)

/** The bytes of each block with this label (RFC 7468). */
function pemBlocks(text: string, label: string): readonly Buffer[] {
  const block = new RegExp(
    `-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`,
    'g',
  )
  return [...text.matchAll(block)].map(([, body]) => Buffer.from(body ?? '', 'base64'))
}
