/**
 * What whoever runs the process may do with it. Not for agencies: the proof is a token in the data
 * folder, so whoever can read that folder may operate. Anybody else is told that there is nothing here.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Parking } from '@xianjie/contracts'
import { Refused } from '@xianjie/http'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** What can be parked, by the name of the part that parks it. */
export type Parkings = Readonly<Record<string, Parking>>

const TOKEN_FILE = 'operations-token'
const TOKEN_BYTES = 32
const OWNER_ONLY = 0o600

type OneParked = { Params: { position: string } }

/** What a route of operators has in common with the others; it is not found without the token. */
export type Guarded = {
  readonly config: { readonly anonymous: true }
  readonly schema: { readonly hide: true }
  readonly onRequest: (request: FastifyRequest) => Promise<void>
}
/** Adds routes of one service for operators. */
export type Operation = (app: FastifyInstance, guarded: Guarded) => void

/**
 * `GET /operations/parked` and `POST /operations/parked/{position}/redrive`, and what the services add,
 * with a new token in `<data>/operations-token`, readable for its owner only.
 */
export function operationsRoutes(
  app: FastifyInstance,
  data: string,
  parkings: Parkings,
  operations: readonly Operation[] = [],
): void {
  const mayOperate = tokenCheck(writeToken(data))
  const route: Guarded = {
    config: { anonymous: true },
    schema: { hide: true },
    onRequest: async (request: FastifyRequest) => {
      if (!mayOperate(request.headers.authorization)) throw new Refused({ code: 'not-found' })
    },
  }
  const parts = Object.entries(parkings)
  app.get('/operations/parked', route, async () => ({
    count: parts.reduce((sum, [, parking]) => sum + parking.count(), 0),
    parked: parts.flatMap(([part, parking]) => parking.list().map((event) => ({ part, ...event }))),
  }))
  app.post<OneParked>('/operations/parked/:position/redrive', route, async ({ params }) => {
    if (!/^\d{1,15}$/.test(params.position)) throw new Refused({ code: 'not-found' })
    const position = Number(params.position)
    const results = await redriveAll(parts, position)
    if (results.length === 0) throw new Refused({ code: 'not-found' })
    return { position, results }
  })
  for (const operation of operations) operation(app, route)
}

/** Answers of the parts that had parked the event. */
async function redriveAll(parts: readonly (readonly [string, Parking])[], position: number) {
  const results = []
  for (const [part, parking] of parts) {
    const redriven = await parking.redrive(position)
    if (redriven.ok || redriven.reason !== 'not-parked') results.push({ part, ...redriven })
  }
  return results
}

/** Renamed into place, so that the file is never there with other rights or half of a token. */
function writeToken(data: string): string {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const file = join(data, TOKEN_FILE)
  rmSync(`${file}.new`, { force: true })
  writeFileSync(`${file}.new`, `${token}\n`, { mode: OWNER_ONLY, flag: 'wx' })
  renameSync(`${file}.new`, file)
  return token
}

/** Digests are compared, which have one length whatever was sent, in constant time. */
function tokenCheck(token: string): (authorization: string | undefined) => boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  const expected = digest(`Bearer ${token}`)
  return (authorization) => timingSafeEqual(digest(authorization ?? ''), expected)
}
