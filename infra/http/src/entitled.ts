import { mayAskStatus } from '@xianjie/contracts'
import type { FastifyRequest } from 'fastify'
import { Refused } from './problem.ts'
import { purposeOf } from './purpose.ts'

/** Refuses callers without entitlement like a subject that does not exist, and those without a purpose. */
export function checkEntitled(request: FastifyRequest): void {
  purposeOf(request)
  if (!mayAskStatus(request.caller.registered.agency.kind)) throw new Refused({ code: 'not-found' })
}
