/** A bound on what one agency may ask per second, so that none can starve the others. */
import type { FastifyInstance } from 'fastify'
import { Refused } from './problem.ts'

export type RateLimit = {
  /** Requests of one agency in one second. */
  readonly perSecond: number
}

const PER_SECOND = 20_000
const AGENCIES_MAX = 20_000

/** Counts per agency in windows of one second; beyond the limit: 429 with Retry-After. */
export function limitRate(
  app: FastifyInstance,
  { perSecond }: RateLimit = { perSecond: PER_SECOND },
) {
  let second = 0
  const seen = new Map<string, number>()
  app.addHook('onRequest', (request, _reply, done) => {
    if (!request.caller) return done()
    const now = Math.floor(performance.now() / 1_000)
    if (now !== second || seen.size > AGENCIES_MAX) {
      second = now
      seen.clear()
    }
    const { code } = request.caller.registered.agency
    const count = (seen.get(code) ?? 0) + 1
    seen.set(code, count)
    done(count > perSecond ? new Refused({ code: 'rate-limited', retryAfter: 1 }) : undefined)
  })
}
