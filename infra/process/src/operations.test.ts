import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@xianjie/backbone'
import type { Parking, Redriven } from '@xianjie/contracts'
import { createApp } from '@xianjie/http'
import { createLog } from '@xianjie/log'
import t, { type Test } from 'tap'
import { operationsRoutes } from './operations.ts'

/** Parks one event at 7, which can be taken when `good`. */
const parking = (good: boolean): Parking => {
  const parked = new Set([7])
  return {
    count: () => parked.size,
    list: () =>
      [...parked].map((position) => ({ position, type: 'made.up.v1', reason: 'UnknownType' })),
    redrive: async (position): Promise<Redriven> => {
      if (!parked.has(position)) return { ok: false, reason: 'not-parked' }
      if (!good) return { ok: false, reason: 'parked-again' }
      parked.delete(position)
      return { ok: true }
    },
  }
}

async function opened(t: Test) {
  const data = mkdtempSync(join(tmpdir(), 'xianjie-operations-'))
  const app = await createApp({
    log: createLog({ service: 'test', level: 'silent' }),
    directory: { find: () => undefined, version: () => 0, all: () => [] },
    clock: systemClock,
    platform: 'xianjie',
    sandbox: false,
    health: [],
  })
  operationsRoutes(app, data, { status: parking(true), publisher: parking(false) })
  t.teardown(async () => {
    await app.close()
    rmSync(data, { recursive: true })
  })
  const file = join(data, 'operations-token')
  const authorization = `Bearer ${readFileSync(file, 'utf8').trim()}`
  const ask = async (method: 'GET' | 'POST', url: string, headers = {}) => {
    const answer = await app.inject({ method, url, headers })
    return { status: answer.statusCode, body: answer.json() }
  }
  return { ask, file, headers: { authorization } }
}

const LIST = '/operations/parked'
const redrive = (position: unknown): string => `${LIST}/${position}/redrive`

t.test('whoever cannot read the data folder is told that there is nothing', async (t) => {
  const { ask, headers } = await opened(t)
  const { authorization } = headers
  for (const sent of [undefined, '', 'Bearer', authorization.slice(0, -1), `${authorization}x`]) {
    const asked = sent === undefined ? {} : { authorization: sent }
    for (const [method, url] of [
      ['GET', LIST],
      ['POST', redrive(7)],
    ] as const) {
      t.match(await ask(method, url, asked), { status: 404, body: { code: 'not-found' } })
    }
  }
})

t.test('the token is for its owner only', async (t) => {
  const { file } = await opened(t)
  t.equal(statSync(file).mode & 0o777, 0o600)
})

t.test('parked events are listed by the part that parked them, and redriven', async (t) => {
  const { ask, headers } = await opened(t)
  const parked = { position: 7, type: 'made.up.v1', reason: 'UnknownType' }
  t.same((await ask('GET', LIST, headers)).body, {
    count: 2,
    parked: [
      { part: 'status', ...parked },
      { part: 'publisher', ...parked },
    ],
  })
  for (const nothing of [8, -1, '7x', '%37%20']) {
    t.equal((await ask('POST', redrive(nothing), headers)).status, 404, `${nothing}`)
  }
  t.same(await ask('POST', redrive(7), headers), {
    status: 200,
    body: {
      position: 7,
      results: [
        { part: 'status', ok: true },
        { part: 'publisher', ok: false, reason: 'parked-again' },
      ],
    },
  })
  t.match((await ask('GET', LIST, headers)).body, { count: 1, parked: [{ part: 'publisher' }] })
})
