/** The rows of the answer table for which the platform, not the sender, is the reason: 429 and 503. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'tap'
import { isRefusal, logsNobody, openScenario, type Request } from '../testing/scenario.ts'
import { scenarioBackbone } from '../testing/scenario-backbone.ts'
import { multipart, parts } from '../testing/submissions.ts'
import { type Answer, exampleOf } from '../testing/test-platform.ts'

const by = 'yunxiCourt'
const ZH = { 'accept-language': 'zh' }
const inChinese = (request: Request): Request => ({
  ...request,
  headers: { ...request.headers, ...ZH },
})

const limited = await openScenario({
  agencies: [by, 'baiyangCourt'],
  options: { rate: { perSecond: 5 } },
})
const scenario = await openScenario({ agencies: [by] })

await test('429 with Retry-After beyond the rate; what was refused is not stored', async (t) => {
  const events = await limited.eventCount()
  // More than two windows of one second can take, whenever the first of them began.
  const pushes = Array.from({ length: 12 }, () =>
    limited.submission(by, exampleOf('ruling-parole')),
  )
  const answers = await Promise.all(pushes.map((push) => limited.ask(inChinese(push))))
  const refused = answers.filter(({ status }) => status === 429)
  const accepted = answers.filter(({ status }) => status === 201)
  t.ok(refused.length >= 2, `${refused.length} refused`)
  t.equal(accepted.length + refused.length, answers.length, 'nothing else is answered')
  for (const answer of refused) {
    isRefusal(t, answer, 'zh', { code: 'rate-limited', violations: [] })
    t.equal(answer.headers['retry-after'], '1')
  }
  t.equal(await limited.eventCount(), events + accepted.length)
})

await test('another agency is not held up by it', async (t) => {
  const flood = Array.from({ length: 12 }, () =>
    limited.ask({ by, method: 'GET', url: '/v1/keys' }),
  )
  const other = { by: 'baiyangCourt', method: 'GET', url: '/v1/document-types' } as const
  t.equal((await limited.ask(other)).status, 200)
  await Promise.all(flood)
})

await logsNobody(limited)

await test('503 log-unavailable while the log cannot be written, 201 once it can again', async (t) => {
  const request = scenario.submission(by, exampleOf('ruling-parole'))
  await scenario.traceless(t, 'while the log is away', async () => {
    const giveBack = await scenarioBackbone.takeLogAway(scenario.folder)
    const answer = await scenario.ask(inChinese(request))
    isRefusal(t, answer, 'zh', { code: 'log-unavailable', violations: [] })
    t.match(answer.headers['retry-after'], /^[1-9]\d*$/)
    await giveBack()
  })
  const { status } = await scenario.ask(request)
  t.equal(status, 201)
})

await test('a disk that fails is not called the sender’s fault', async (t) => {
  const incoming = join(scenario.folder, 'data', 'incoming')
  const document = scenario.bytes(exampleOf('ruling-parole'))
  const sound = parts(document, 'application/json', scenario.signed(by, document), Buffer.from('x'))
  const events = await scenario.eventCount()
  rmSync(incoming, { recursive: true })
  writeFileSync(incoming, 'a file where a folder should be')
  const answer = await scenario.ask(inChinese({ by, ...multipart(sound) }))
  isRefusal(t, answer, 'zh', { code: 'internal', violations: [] })
  rmSync(incoming)
  mkdirSync(incoming)
  t.equal(await scenario.eventCount(), events)
})

/** More than may wait for examination at a time (5,000). */
const PUSHES = 6_000

await test('503 overloaded when more is pushed at once than may wait; one document, one event', async (t) => {
  const { by: _, ...push } = scenario.submission(by, exampleOf('ruling-parole'))
  // One token for all: making 6,000 of them would take longer than what is tested.
  const authorization = `Bearer ${await scenario.token(by)}`
  const request = inChinese({ ...push, headers: { ...push.headers, authorization } })
  const events = await scenario.eventCount()
  const answers = await Promise.all(Array.from({ length: PUSHES }, () => scenario.ask(request)))
  const counts = new Map<number, Answer[]>()
  for (const answer of answers) {
    counts.set(answer.status, [...(counts.get(answer.status) ?? []), answer])
  }
  // What did get into a queue may still wait longer for a slow log than an append may take.
  const away = counts.get(503) ?? []
  const overloaded = away.filter(({ body }) => body.code === 'overloaded')
  const told = [...counts].map(([status, { length }]) => `${length} × ${status}`).join(', ')
  t.same(
    [...counts.keys()].filter((status) => ![200, 201, 503].includes(status)),
    [],
    told,
  )
  t.ok(overloaded.length > 0, told)
  t.comment(told)
  isRefusal(t, overloaded[0] as Answer, 'zh', { code: 'overloaded', violations: [] })
  t.ok(away.every(({ headers }) => /^[1-9]\d*$/.test(String(headers['retry-after']))))
  // The push that stored it may be the one that could not find that out in time.
  t.ok((counts.get(201)?.length ?? 0) <= 1, told)
  t.ok((counts.get(200)?.length ?? 0) > 0, told)
  t.equal(await scenario.eventCount(), events + 1)
  t.equal((await scenario.ask(request)).status, 200, 'and the platform goes on')
})

await logsNobody(scenario)
