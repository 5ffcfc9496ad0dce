import { FeedUnavailable } from '@xianjie/contracts'

const CAUSES_MAX = 8

/** Answers to a commit that say: this member's generation of the group is over. */
const GENERATION_OVER: ReadonlySet<unknown> = new Set([
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'REBALANCE_IN_PROGRESS',
  'FENCED_INSTANCE_ID',
])

export const unavailable = (what: string, cause: unknown): FeedUnavailable =>
  cause instanceof FeedUnavailable
    ? cause
    : new FeedUnavailable(`${what}: ${messageOf(cause)}`, { cause })

/** The broker's name of the error; kafkajs wraps its errors in one another. */
export function errorType(fault: unknown): string | undefined {
  let inner = fault
  for (let depth = 0; depth < CAUSES_MAX && inner instanceof Error; depth++) {
    if ('type' in inner && typeof inner.type === 'string') return inner.type
    inner = inner.cause
  }
  return undefined
}

export const isTooLarge = (fault: unknown): boolean =>
  errorType(fault) === 'MESSAGE_TOO_LARGE' || errorType(fault) === 'RECORD_LIST_TOO_LARGE'

export const isGenerationOver = (fault: unknown): boolean => GENERATION_OVER.has(errorType(fault))

export const messageOf = (fault: unknown): string =>
  fault instanceof Error ? fault.message : String(fault)
