/**
 * Requests to one bucket, each with a time limit and a few attempts. The client's own retries are off:
 * it cannot repeat an upload that streams, and one place should say how long anything takes.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { S3Client } from '@aws-sdk/client-s3'
import type { StoreAddress } from './address.ts'
import { isPassing, unavailable } from './faults.ts'

export const ATTEMPTS_MAX = 3
const CONNECT_MS_MAX = 2_000
/** A transfer on which nothing moves for so long is given up. */
const IDLE_MS_MAX = 60_000
const SOCKETS_MAX = 128
const PAUSE_MS = 100
/** Each pause is so many times the one before. */
const PAUSE_GROWTH = 4
/** S3-compatible stores outside AWS have no regions, but sign with this one. */
const REGION = 'us-east-1'

export type Signalled = { readonly abortSignal: AbortSignal }
export type Send<Answer> = (s3: S3Client, options: Signalled) => Promise<Answer>

export type Wire = {
  readonly bucket: string
  /** Throws `StoreUnavailable` after the last attempt, each of which has `msMax` to be answered in. */
  ask<Answer>(msMax: number, send: Send<Answer>): Promise<Answer>
  close(): void
}

export type WireOptions = StoreAddress & { readonly region?: string | undefined }

/** Credentials come through the SDK's standard chain: variables, profiles, the machine's role. */
export function openWire({ endpoint, bucket, region }: WireOptions): Wire {
  const s3 = new S3Client({
    endpoint,
    region: region ?? process.env.AWS_REGION ?? REGION,
    forcePathStyle: true,
    maxAttempts: 1,
    expectContinueHeader: false,
    // Checksums are given and checked here: older stores do not know those that the client adds.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: {
      connectionTimeout: CONNECT_MS_MAX,
      socketTimeout: IDLE_MS_MAX,
      httpAgent: { maxSockets: SOCKETS_MAX },
      httpsAgent: { maxSockets: SOCKETS_MAX },
    },
  })
  return {
    bucket,
    ask: (msMax, send) => inAttempts(() => inTime(msMax, (options) => send(s3, options))),
    close: () => s3.destroy(),
  }
}

async function inAttempts<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask()
    } catch (thrown) {
      const fault = unavailable(thrown)
      if (attempt === ATTEMPTS_MAX || !isPassing(fault)) throw fault
      // Up to half longer, so that many that failed together do not come back together.
      await pause(PAUSE_MS * PAUSE_GROWTH ** (attempt - 1) * (1 + Math.random() / 2))
    }
  }
}

/**
 * The limit holds until the answer begins; what streams afterwards has the idle limit. The client does
 * not heed the signal while it looks for credentials, so the limit is also kept without it.
 */
async function inTime<Answer>(
  msMax: number,
  ask: (options: Signalled) => Promise<Answer>,
): Promise<Answer> {
  const control = new AbortController()
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    control.abort()
    late.reject(Object.assign(new Error(`no answer within ${msMax} ms`), { code: 'ETIMEDOUT' }))
  }, msMax)
  try {
    return await Promise.race([ask({ abortSignal: control.signal }), late.promise])
  } finally {
    clearTimeout(timer)
  }
}
