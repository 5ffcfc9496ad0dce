import { S3ServiceException } from '@aws-sdk/client-s3'

/** The store is away, too slow, or refuses what it should do. Whether it was done is unknown. */
export class StoreUnavailable extends Error {
  readonly code = 'store-unavailable'
  readonly retriable = true
  /** The store's own word for it, such as `NoSuchKey`, or the network's, such as `ECONNREFUSED`. */
  readonly reason: string
  /** HTTP status, when the store answered. */
  readonly status: number | undefined

  constructor(message: string, { reason, status, cause }: Reason & { readonly cause?: unknown }) {
    super(message, { cause })
    this.reason = reason
    this.status = status
  }
}

/** More is asked of the store at once than may wait. Nothing was done. */
export class StoreBusy extends Error {
  readonly code = 'store-busy'
  readonly retriable = true
}

/** The store does not honour conditional writes, without which two processes make two keys. */
export class StoreUnfit extends Error {
  readonly code = 'store-unfit'
  readonly retriable = false
}

/** What the store holds under a digest has another one. */
export class BlobSpoilt extends Error {
  readonly code = 'blob-spoilt'
  readonly retriable = false
}

/** The file of the platform key is missing, or is none. */
export class PlatformKeyMissing extends Error {
  readonly code = 'platform-key-missing'
  readonly retriable = false
  readonly path: string

  constructor(message: string, path: string, cause?: unknown) {
    super(message, { cause })
    this.path = path
  }
}

type Reason = { readonly reason: string; readonly status?: number | undefined }

/** What the client threw, as a fault of ours. */
export function unavailable(thrown: unknown): StoreUnavailable {
  if (thrown instanceof StoreUnavailable) return thrown
  const reason = reasonOf(thrown)
  const answered = reason.status === undefined ? '' : `, status ${reason.status}`
  const hint = FORBIDDEN.has(reason.status ?? 0) ? ACCOUNT_NEEDS : ''
  const message = `the object store fails: ${reason.reason}${answered}${hint}`
  return new StoreUnavailable(message, { ...reason, cause: thrown })
}

/** An object that is never deleted is not there. */
export const vanished = (name: string): StoreUnavailable =>
  new StoreUnavailable(`${name} was there and is not`, { reason: 'object-vanished' })

const FORBIDDEN: ReadonlySet<number> = new Set([401, 403])
/** Without ListBucket a store says "forbidden" of whatever is not there. */
const ACCOUNT_NEEDS =
  '; the account needs GetObject, PutObject, ListBucket, GetBucketVersioning and, ' +
  'where the bucket keeps versions, ListBucketVersions and DeleteObjectVersion'

function reasonOf(thrown: unknown): Reason {
  if (thrown instanceof S3ServiceException) {
    return { reason: thrown.name, status: thrown.$metadata.httpStatusCode }
  }
  if (!(thrown instanceof Error)) return { reason: String(thrown) }
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined
  return { reason: code ?? thrown.name }
}

/** 409: another conditional write to the same object was under way. */
const PASSING_STATUS: ReadonlySet<number> = new Set([408, 409, 425, 429])
export const NOT_IMPLEMENTED = 501
const CLOCKS_APART = 'RequestTimeTooSkewed'
/** What the client says before it has asked anybody. */
const AT_HOME: ReadonlySet<string> = new Set(['CredentialsProviderError'])

/** Whether the same request may fare better a moment later. */
export function isPassing({ reason, status }: StoreUnavailable): boolean {
  if (status === undefined) return !AT_HOME.has(reason)
  return (
    (status >= 500 && status !== NOT_IMPLEMENTED) ||
    PASSING_STATUS.has(status) ||
    reason === CLOCKS_APART
  )
}
