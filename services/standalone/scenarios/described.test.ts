/** Every answer is what the platform's own description says, and every operation has been asked. */
import { createHash } from 'node:crypto'
import { openApi } from '@xianjie/schemas'
import t from 'tap'
import { descriptionOf } from '../testing/description.ts'
import { openScenario, type Request, type Test } from '../testing/scenario.ts'
import { PAROLE, PROBATION, story, type Told } from '../testing/story.ts'
import { json, jsonBody } from '../testing/submissions.ts'
import type { Answer } from '../testing/test-platform.ts'

const scenario = await openScenario({ sandboxAt: '2027-12-20T08:00:00+08:00' })
const reader = 'qingshiCorrections'
const PURPOSE = { 'xianjie-purpose': 'supervision' }
const get = (url: string): Request => ({ by: reader, method: 'GET', url, headers: PURPOSE })
const post = (url: string, body: object): Request => {
  const { headers, payload } = json(body)
  return { by: reader, url, headers: { ...PURPOSE, ...headers }, payload }
}

const live = await scenario.ask({ method: 'GET', url: '/openapi.json' })
const description = descriptionOf(live.body)
const answered = new Set<string>()

/** Asks, and holds the answer to its description. */
async function ask(at: Test, request: Request): Promise<Answer> {
  const { method = 'POST', url = '/v1/documents' } = request
  const answer = await scenario.ask(request)
  const [name, wrong] = description.check(method, url, answer)
  at.same(wrong, [], `${name} ${url}`)
  if (wrong.length === 0) answered.add(name)
  return answer
}

const content = Buffer.from('附件')
const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`

function pushed({ by, document }: Told): Request {
  document.header.attachments = {
    attachment: [{ name: '附件.ofd', mediaType: 'application/ofd', size: content.length, digest }],
  }
  return scenario.submission(by, document, { attachments: [content] })
}

t.test('an answer that is not as described is found out', async (t) => {
  const ready = await scenario.ask(get('/health/ready'))
  const wrong = (body: object) => description.check('GET', '/health/ready', { ...ready, body })[1]
  t.same(wrong({ ...ready.body, status: 'well' }).length, 1)
  t.same(wrong({ ...ready.body, mood: 'well' }).length, 1)
  t.same(description.check('GET', '/health/ready', { ...ready, status: 302 })[1].length, 1)
  t.same(description.check('GET', '/health', ready)[1].length, 1)
  t.same(wrong(ready.body), [])
})

t.test('refusals are as described', async (t) => {
  const document = Buffer.from('{}')
  t.equal((await ask(t, { by: reader, ...jsonBody({ document }) })).status, 422)
  t.equal((await ask(t, { by: reader, ...json('{') })).status, 400)
  t.equal((await ask(t, { ...get('/metrics'), by: undefined as never })).status, 401)
  t.equal((await ask(t, get('/v1/document-types/nothing'))).status, 404)
  t.equal((await ask(t, post('/v1/status-checks', { subjects: [] }))).status, 400)
})

t.test('documents, and what is said of them, are as described', async (t) => {
  for (const told of [...story(PROBATION, 1), ...story(PAROLE, 2)]) {
    const request = pushed(told)
    const url = '/v1/documents/preflight'
    t.equal((await ask(t, { ...request, url })).status, 200)
    const receipt = await ask(t, request)
    t.equal(receipt.status, 201)
    t.equal((await ask(t, request)).status, 200)
    await asIssuer(t, told, ['', '/content', '/signature', '/receipt', `/attachments/${digest}`])
    await aboutSubject(t, receipt)
  }
})

async function asIssuer(at: Test, { by, document }: Told, parts: readonly string[]) {
  for (const part of parts) {
    const url = `/v1/documents/${document.header.documentId}${part}`
    at.equal((await ask(at, { by, method: 'GET', url })).status, 200)
  }
}

async function aboutSubject(at: Test, { body: { subjectId, position } }: Answer) {
  for (const what of ['status', 'timeline', 'documents', 'deadlines']) {
    const url = `/v1/subjects/${subjectId}/${what}?minPosition=${position}`
    at.equal((await ask(at, get(url))).status, 200)
  }
}

t.test('deadlines are listed as described', async (t) => {
  const head = await scenario.platform.backbone.log.head()
  const url = `/v1/deadlines?limit=2&minPosition=${head}`
  const { body } = await ask(t, get(url))
  t.equal(body.deadlines.length, 2)
  t.equal((await ask(t, get(`/v1/deadlines?after=${body.next}&state=late`))).status, 200)
  const [{ subjectId }] = body.deadlines
  t.equal((await ask(t, get(`/v1/subjects/${subjectId}/deadlines?count=true`))).status, 200)
  for (const wrong of ['state=forgiven', 'after=x', 'before=2026-02-30', 'limit=0'])
    t.equal((await ask(t, get(`/v1/deadlines?${wrong}`))).status, 400, wrong)
})

t.test('persons asked for are found as described, or not found', async (t) => {
  const [{ document }] = story(PAROLE, 2) as [Told]
  const { idType, idNumber, name, birthDate } = document.header.subject
  const search = async (body: object) => (await ask(t, post('/v1/subjects/search', body))).body
  t.equal((await search({ name, birthDate })).subjects.length, 1)
  t.same(await search({ idType, idNumber: '139921198807090137' }), { subjects: [] })
  const identities = [idNumber, '139921198807090137'].map((one) => ({ idType, idNumber: one }))
  const checked = await ask(t, post('/v1/status-checks', { subjects: identities }))
  t.match(checked.body.results, [{ found: true }, { found: false }])
})

t.test('what is the platform’s own is as described', async (t) => {
  const { types } = (await ask(t, get('/v1/document-types'))).body
  for (const { slug } of types) await ask(t, get(`/v1/document-types/${slug}`))
  for (const url of ['/v1/document-types', '/v1/document-types/ruling-parole']) {
    for (const accept of ['text/html', 'text/markdown']) {
      const page = await ask(t, { ...get(url), headers: { ...PURPOSE, accept } })
      t.match(page.headers, { 'content-type': `${accept}; charset=utf-8`, vary: /Accept/ })
      t.match(page.body, '假释裁定书')
    }
  }
  for (const path of ['/v1/keys', '/health/live', '/health/ready', '/metrics']) {
    t.equal((await ask(t, get(path))).status, 200)
  }
  await ask(t, get('/v1/sandbox/clock'))
  const now = '2027-12-21T08:00:00+08:00'
  await ask(t, { ...post('/v1/sandbox/clock', { now }), method: 'PUT' })
})

t.test('every operation has been answered', async (t) => {
  const done = new Set(
    [...answered].filter((one) => /2\d\d$/.test(one)).map((one) => one.slice(0, -4)),
  )
  t.same(
    description.operations.filter((operation) => !done.has(operation)),
    [],
  )
  t.ok(answered.has('pushDocument 200') && answered.has('pushDocument 201'))
})

t.test(
  'the description that other processes give out is this one, without the sandbox',
  async (t) => {
    const { paths, tags, components, ...rest } = live.body
    const { SandboxClock: _clock, ...schemas } = components.schemas
    delete paths['/v1/sandbox/clock']
    const without = tags.filter(({ name }: { name: string }) => name !== 'sandbox')
    t.same(openApi(), { ...rest, paths, tags: without, components: { ...components, schemas } })
  },
)
