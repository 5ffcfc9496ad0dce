/** What can go wrong in one call to the server, sorted by whether another try can help. */
import { LogUnavailable } from '@xianjie/contracts'

/** gRPC status codes that another try answers alike (grpc/doc/statuscodes.md). */
const LASTING_CODES: ReadonlySet<unknown> = new Set([
  3, // invalid argument
  7, // permission denied
  9, // failed precondition: the stream has a tombstone
  12, // unimplemented
  16, // unauthenticated
])
const ABORTED = 10

/** One call brought no answer. Whether the server acted on it is unknown. */
export class CallFault extends Error {
  readonly code = 'call-failed'
  readonly retriable: boolean

  constructor(message: string, retriable: boolean, cause?: unknown) {
    super(message, { cause })
    this.retriable = retriable
  }
}

export function faultOf(cause: unknown): CallFault {
  if (cause instanceof CallFault) return cause
  const { code, message } = cause as { readonly code?: unknown; readonly message?: unknown }
  return new CallFault(String(message ?? cause), !LASTING_CODES.has(code), cause)
}

export const noAnswer = (what: string, timeoutMs: number): CallFault =>
  new CallFault(`${what}: no answer in ${timeoutMs} ms`, true)

/** EventStoreDB 23.10 drops a live subscriber that lags by 32 events; it may come back at once. */
export const consumerWasTooSlow = (fault: CallFault): boolean =>
  (fault.cause as { readonly code?: unknown } | undefined)?.code === ABORTED

export const unavailable = (what: string, cause?: unknown): LogUnavailable =>
  new LogUnavailable(what, { cause })
