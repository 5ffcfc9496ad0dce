/** What was so, and what was known of it when: asked with validAt, knownAt and minPosition, in a sandbox. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { scenarioBackbone } from '../testing/scenario-backbone.ts'
import { story } from '../testing/story.ts'
import {
  type Answer,
  inject,
  openTestPlatform,
  quietHead,
  type TestPlatform,
} from '../testing/test-platform.ts'

const CLOCK = '/v1/sandbox/clock'

/** Moves the clock through HTTP, as an operator of a sandbox does. */
async function setClock(platform: TestPlatform, now: string): Promise<Answer> {
  const token = await platform.token('qingshiCorrections')
  return inject(platform.platform, 'PUT', CLOCK, token, { now })
}

const statusOf = async (platform: TestPlatform, subject: string, query: string) =>
  platform.get('qingshiProcuratorate', `/v1/subjects/${subject}/status?${query}`)

t.test('a late notice changes what is known of a day, not what was known on it', async (t) => {
  const platform = await openTestPlatform({ sandboxAt: '2026-02-11T09:00:00+08:00' })
  t.teardown(() => platform.close())
  const told = story(['ruling-parole', 'detention-notice', 'termination-notice'], 1)
  const days = ['2026-02-11', '2026-06-30', '2026-10-09']
  const answers: Answer[] = []
  for (const [at, { by, document }] of told.entries()) {
    await setClock(platform, `${days[at]}T10:00:00+08:00`)
    answers.push(await platform.push({ by, document }))
  }
  t.same(
    answers.map(({ status }) => status),
    [201, 201, 201],
  )
  const { subjectId, position } = answers[2]?.body ?? {}
  const asked = (known: string) =>
    statusOf(platform, subjectId, `validAt=2026-10-01&knownAt=${known}&minPosition=${position}`)
  t.match(await asked('2026-02-10'), { status: 404 })
  const then = await asked('2026-10-01')
  t.match(then.body, { ended: null, overlays: { restriction: 'CRIM_DETENTION' } })
  const now = await asked('2026-10-09')
  t.match(now.body, { state: 'TERMINATED', ended: { on: '2026-09-29', reason: 'parole-revoked' } })
  const documents = async (known: string) => {
    const url = `/v1/subjects/${subjectId}/documents?knownAt=${known}`
    return (await platform.get('qingshiProcuratorate', url)).body.documents.length
  }
  t.equal(await documents('2026-10-08'), 2)
  t.equal(await documents('2026-10-09'), 3)
})

t.test('a correction holds for the whole past once it is known, and not before', async (t) => {
  const platform = await openTestPlatform({ sandboxAt: '2026-03-25T09:00:00+08:00' })
  t.teardown(() => platform.close())
  const told = story(['judgment-probation', 'execution-notice', 'ruling-correction'], 2)
  const [judgment, notice, correction] = told.map(({ document }) => document)
  correction.header.issuer = notice.header.issuer
  correction.header.references.reference = [
    { relation: 'corrects', documentId: notice.header.documentId },
  ]
  correction.body.corrections = [{ field: 'periodTo', value: '2026-09-23', was: '2026-08-23' }]
  await platform.push({ by: 'baiyangCourt', document: judgment })
  await platform.push({ by: 'baiyangCourt', document: notice })
  await setClock(platform, '2026-08-20T09:00:00+08:00')
  const { body } = await platform.push({ by: 'baiyangCourt', document: correction })
  const periodEnd = async (valid: string, known: string) => {
    const knownAt = encodeURIComponent(known)
    const query = `validAt=${valid}&knownAt=${knownAt}&minPosition=${body.position}`
    return (await statusOf(platform, body.subjectId, query)).body.period.to
  }
  t.equal(await periodEnd('2026-04-01', '2026-08-19'), '2026-08-23')
  t.equal(await periodEnd('2026-04-01', '2026-08-20'), '2026-09-23')
  t.equal(await periodEnd('2026-08-21', '2026-08-20T08:59:59+08:00'), '2026-08-23')
  t.equal(await periodEnd('2026-08-21', '2026-08-20T09:00:10+08:00'), '2026-09-23')
  await setClock(platform, '2026-08-24T09:00:00+08:00')
  t.equal((await statusOf(platform, body.subjectId, '')).body.period.to, '2026-09-23')
})

t.test('moments that do not exist are refused by name', async (t) => {
  const platform = await openTestPlatform({ sandboxAt: '2026-03-25T09:00:00+08:00' })
  t.teardown(() => platform.close())
  const [told] = story(['judgment-probation'], 3)
  const { body } = await platform.push({ by: 'baiyangCourt', document: told?.document })
  for (const [query, path] of [
    ['validAt=2026-02-30', 'validAt'],
    ['knownAt=yesterday', 'knownAt'],
    ['validAt=2026-03-01T10:00:00', 'validAt'],
    ['minPosition=-1', 'minPosition'],
    ['minPosition=soon', 'minPosition'],
  ] as const) {
    const answer = await statusOf(platform, body.subjectId, query)
    t.equal(answer.status, 400, query)
    t.match(answer.body, { code: 'invalid-request', violations: [{ path }] }, query)
  }
})

t.test(
  'a position that nobody has written is not visible yet, and says when to ask again',
  async (t) => {
    const platform = await openTestPlatform({ sandboxAt: '2026-03-25T09:00:00+08:00' })
    t.teardown(() => platform.close())
    const [first, second] = story(['judgment-probation', 'execution-notice'], 4)
    const { body } = await platform.push({ by: 'baiyangCourt', document: first?.document })
    // Behind whatever follows from the first document by itself.
    const next = `minPosition=${(await quietHead(platform)) + 1}`
    const early = await statusOf(platform, body.subjectId, next)
    t.equal(early.status, 503)
    t.equal(early.body.code, 'not-yet-visible')
    t.match(early.headers['retry-after'], /^[1-9]\d*$/)
    const waiting = statusOf(platform, body.subjectId, next)
    const written = await platform.push({ by: 'baiyangCourt', document: second?.document })
    const answer = await waiting
    t.equal(answer.status, 200, 'it waits for what is being written')
    t.ok(answer.body.position >= written.body.position)
    t.equal(answer.body.basis.length, 2)
  },
)

t.test('whoever pushes and asks with the position of the receipt sees it at once', async (t) => {
  const platform = await openTestPlatform({ sandboxAt: '2026-03-25T09:00:00+08:00' })
  t.teardown(() => platform.close())
  for (let person = 0; person < 25; person += 1) {
    const [told] = story(['judgment-probation'], 100 + person)
    const { body } = await platform.push({ by: 'baiyangCourt', document: told?.document })
    const seen = await statusOf(platform, body.subjectId, `minPosition=${body.position}`)
    t.equal(seen.status, 200)
    t.equal(seen.body.basis[0]?.documentId, body.documentId)
  }
})

t.test('the clock of a sandbox moves forward only', async (t) => {
  const platform = await openTestPlatform({ sandboxAt: '2026-03-25T09:00:00+08:00' })
  t.teardown(() => platform.close())
  const [told] = story(['judgment-probation'], 5)
  const { body } = await platform.push({ by: 'baiyangCourt', document: told?.document })
  t.match(body.acceptedAt, /^2026-03-25T09:0/)
  const back = await setClock(platform, '2026-03-25T08:00:00+08:00')
  t.equal(back.status, 409)
  t.equal(back.body.code, 'clock-moves-back')
  t.match(await setClock(platform, 'tomorrow'), { status: 400 })
  t.match(await setClock(platform, '2026-02-30T00:00:00+08:00'), { status: 400 })
  t.match(await setClock(platform, '2026-04-01T00:00:00Z'), { status: 200 })
  const read = await platform.get('qingshiCorrections', CLOCK)
  t.equal(read.status, 200)
  t.match(read.body.now, /^2026-04-01T08:00:/)
  const again = await platform.restart()
  t.teardown(() => again.close())
  t.match((await again.get('qingshiCorrections', CLOCK)).body.now, /^2026-04-01T08:0/)
  t.match(await setClock(again, '2026-03-31T00:00:00Z'), { status: 409 })
})

t.test('every answer of a sandbox says that it is one', async (t) => {
  const platform = await openTestPlatform({ sandboxAt: '2026-03-25T09:00:00+08:00' })
  t.teardown(() => platform.close())
  const token = await platform.token('baiyangCourt')
  const answers: readonly (readonly [number, 'GET' | 'POST' | 'PUT', string, string])[] = [
    [200, 'GET', '/health/live', ''],
    [200, 'GET', '/health/ready', ''],
    [200, 'GET', '/openapi.json', ''],
    [200, 'GET', '/docs/', ''],
    [200, 'GET', '/v1/keys', ''],
    [401, 'GET', '/v1/document-types', ''],
    [200, 'GET', '/v1/document-types', token],
    [200, 'GET', '/metrics', token],
    [404, 'GET', '/v1/nothing', token],
    [400, 'POST', '/v1/documents', token],
    [400, 'POST', '/v1/status-checks', token],
  ]
  for (const [status, method, url, bearer] of answers) {
    const body = method === 'POST' ? {} : undefined
    const answer = await inject(platform.platform, method, url, bearer, body)
    t.equal(answer.status, status, `${method} ${url}`)
    t.equal(answer.headers['xianjie-sandbox'], 'true', `${method} ${url}`)
  }
})

t.test('outside a sandbox there is no clock to set, and no answer says sandbox', async (t) => {
  const platform = await openTestPlatform()
  t.teardown(() => platform.close())
  const read = await platform.get('qingshiCorrections', CLOCK)
  t.equal(read.status, 404)
  t.equal(read.headers['xianjie-sandbox'], undefined)
  t.match(await setClock(platform, '2030-01-01T00:00:00Z'), { status: 404 })
  const { body } = await inject(platform.platform, 'GET', '/openapi.json', '')
  t.notOk(CLOCK in body.paths)
})

t.test('the folder of a sandbox never becomes a platform’s, nor the reverse', async (t) => {
  const folders = ['sandbox', 'platform'].map(() => mkdtempSync(join(tmpdir(), 'xianjie-mode-')))
  t.teardown(async () => {
    for (const folder of folders) {
      await scenarioBackbone.dispose(folder)
      rmSync(folder, { recursive: true, force: true })
    }
  })
  const [sandbox = '', real = ''] = folders
  const sandboxAt = '2026-03-25T09:00:00+08:00'
  await (await openTestPlatform({ folder: sandbox, sandboxAt })).close()
  await (await openTestPlatform({ folder: real })).close()
  await t.rejects(
    openTestPlatform({ folder: sandbox }),
    /belongs to a sandbox: set XIANJIE_SANDBOX=true/,
  )
  await t.rejects(
    openTestPlatform({ folder: real, sandboxAt }),
    /no sandbox: set XIANJIE_SANDBOX=false/,
  )
  await (await openTestPlatform({ folder: sandbox, sandboxAt })).close()
  await (await openTestPlatform({ folder: real })).close()
})
