/** Reading documents and asking about people: exact bytes for those addressed, 404 for all others. */
import { createHash, randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { type AgencyCode, problems } from '@xianjie/contracts'
import { test } from 'tap'
import { equipAgency, makeToken } from '../../../scripts/workshop/agency-workshop.ts'
import { logsNobody, openScenario, type Refusal, type Request } from '../testing/scenario.ts'
import { json } from '../testing/submissions.ts'
import {
  exampleOf,
  openTestPlatform,
  testAuthority,
  type UnitName,
} from '../testing/test-platform.ts'

const scenario = await openScenario()
const { refused, submission } = scenario
const issuer = 'yunxiCourt'
const PURPOSE = { 'xianjie-purpose': 'supervision' }
const NOT_FOUND: Refusal = { code: 'not-found', violations: [] }

const content = Buffer.from(`裁定书扫描件 ${randomUUID()}`)
const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`
const document = exampleOf('ruling-parole')
document.header.attachments = {
  attachment: [{ name: '裁定书.ofd', mediaType: 'application/ofd', size: content.length, digest }],
}
const bytes = scenario.bytes(document)
const signature = scenario.signed(issuer, bytes)
const pushed = await scenario.ask(submission(issuer, bytes, { signature, attachments: [content] }))
const id: string = document.header.documentId
const { subjectId, position } = pushed.body

const get = (by: UnitName, url: string, headers = {}): Request => ({
  by,
  method: 'GET',
  url,
  headers,
})
const about = (by: UnitName, url: string): Request => get(by, url, PURPOSE)

await test('issuer, recipients and copies read the exact bytes', async (t) => {
  t.equal(pushed.status, 201, JSON.stringify(pushed.body))
  for (const by of [issuer, 'qingshiCorrections', 'yunxiPrison', 'qingshiPolice'] as const) {
    const read = async (part: string) => scenario.ask(get(by, `/v1/documents/${id}${part}`))
    t.match(await read(''), {
      status: 200,
      body: {
        documentId: id,
        type: 'ruling-parole',
        subjectId,
        position,
        number: document.header.number,
        subject: document.header.subject,
        attachments: document.header.attachments.attachment,
      },
    })
    const parts = {
      '/content': bytes,
      '/signature': signature,
      '/receipt': pushed.bytes,
      [`/attachments/${digest}`]: content,
    }
    for (const [part, expected] of Object.entries(parts)) {
      const { status, bytes: got, headers } = await read(part)
      t.equal(status, 200)
      t.equal(Buffer.compare(got, expected), 0, `${by} ${part}`)
      t.match(headers, { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    }
    t.equal((await read('/content')).headers['content-type'], 'application/json')
    t.equal((await read('/signature')).headers['content-type'], 'application/pkcs7-signature')
  }
})

await test('whoever is not addressed sees what everybody sees of an unknown id: nothing', async (t) => {
  const parts = ['', '/content', '/signature', '/receipt', `/attachments/${digest}`]
  for (const part of parts) {
    await refused(
      t,
      `not addressed: ${part}`,
      get('linhePolice', `/v1/documents/${id}${part}`),
      NOT_FOUND,
    )
    await refused(
      t,
      `unknown: ${part}`,
      get(issuer, `/v1/documents/${randomUUID()}${part}`),
      NOT_FOUND,
    )
  }
  const nobody: Request = { method: 'GET', url: `/v1/documents/${id}` }
  await refused(t, 'nobody', nobody, { code: 'unauthenticated', violations: [] })
})

await test('ids that are none', async (t) => {
  const ids = {
    'in capitals': id.toUpperCase(),
    'with a space': `${id}%20`,
    'with a line feed': `${id}%0A`,
    'with a header in it': '%0d%0aSet-Cookie:%20a=b',
    'with a NUL': `${id}%00`,
    'a path': '..%2F..%2Fagencies',
    empty: '%20',
    'named like a member': '__proto__',
    Chinese: encodeURIComponent('周某乙'),
    '1,000 characters long': 'a'.repeat(1_000),
    '10,000 characters long': 'a'.repeat(10_000),
  }
  for (const [title, wrong] of Object.entries(ids)) {
    await refused(t, title, get(issuer, `/v1/documents/${wrong}`), NOT_FOUND)
    await refused(t, `subject ${title}`, about(issuer, `/v1/subjects/${wrong}/status`), NOT_FOUND)
  }
  const badly: Refusal = { code: 'invalid-request', violations: ['url wrong-format'] }
  await refused(t, 'bad percent-encoding', get(issuer, '/v1/documents/%zz'), badly)
  await refused(t, 'half a character', get(issuer, '/v1/documents/%E5%91'), badly)
  const digests = [
    'sha256:00',
    digest.toUpperCase(),
    `sha256:${'0'.repeat(64)}`,
    '..%2F..',
    '%0d%0a',
  ]
  for (const wrong of digests) {
    await refused(
      t,
      `digest ${wrong}`,
      get(issuer, `/v1/documents/${id}/attachments/${wrong}`),
      NOT_FOUND,
    )
  }
  await refused(t, 'no such route', get(issuer, '/v1/persons'), NOT_FOUND)
})

const status = (query = '') => `/v1/subjects/${subjectId}/status?minPosition=${position}${query}`

await test('whoever asks about a person says why', async (t) => {
  const missing: Refusal = { code: 'purpose-missing', violations: [] }
  const wrong: Refusal = { code: 'invalid-request', violations: ['Xianjie-Case wrong-format'] }
  for (const part of ['status', 'timeline', 'documents']) {
    await refused(t, part, get(issuer, `/v1/subjects/${subjectId}/${part}`), missing)
  }
  await refused(t, 'an empty purpose', get(issuer, status(), { 'xianjie-purpose': '' }), missing)
  await refused(
    t,
    'a purpose in words',
    get(issuer, status(), { 'xianjie-purpose': 'I want to know' }),
    missing,
  )
  const badCase = { ...PURPOSE, 'xianjie-case': '%E5%91' }
  await refused(t, 'a case number badly encoded', get(issuer, status(), badCase), wrong)
  const longCase = { ...PURPOSE, 'xianjie-case': 'a'.repeat(201) }
  await refused(t, 'a case number too long', get(issuer, status(), longCase), wrong)
  const sound = { ...PURPOSE, 'xianjie-case': encodeURIComponent('（2026）冀99刑更41号') }
  t.match(await scenario.ask(get(issuer, status(), sound)), { status: 200, body: { subjectId } })
})

await test('kinds of agencies that get no status are answered like strangers', async (t) => {
  const unit = {
    code: '12139921000000051F' as AgencyCode,
    name: '青石县教育局',
    kind: 'education',
    level: 'county',
    region: '139921',
  } as const
  const school = await equipAgency(unit, testAuthority, 'p256')
  await scenario.register(school.file)
  const token = await makeToken(school, {
    platform: 'xianjie',
    operator: 'op-1',
    now: scenario.now(),
  })
  const headers = { ...PURPOSE, authorization: `Bearer ${token}` }
  for (const part of ['status', 'timeline', 'documents']) {
    const url = `/v1/subjects/${subjectId}/${part}`
    await refused(t, part, { method: 'GET', url, headers }, NOT_FOUND)
  }
  const { idType, idNumber } = document.header.subject
  const search = json({ idType, idNumber })
  await refused(
    t,
    'search',
    { ...search, url: '/v1/subjects/search', headers: { ...headers, ...search.headers } },
    NOT_FOUND,
  )
  const nobody = about(issuer, `/v1/subjects/sub_${'0'.repeat(40)}/status`)
  await refused(t, 'a subject that does not exist', nobody, NOT_FOUND)
})

await test('moments and positions that are none', async (t) => {
  const wrong = (path: string): Refusal => ({
    code: 'invalid-request',
    violations: [`${path} wrong-format`],
  })
  const moments = [
    '2026-02-30',
    'yesterday',
    '2026-02-10T25:00:00Z',
    '2026-02-10T09:00:00',
    '1e9',
    '',
    '%00',
  ]
  for (const moment of moments) {
    for (const name of ['validAt', 'knownAt']) {
      await refused(
        t,
        `${name}=${moment}`,
        about(issuer, status(`&${name}=${moment}`)),
        wrong(name),
      )
    }
  }
  const subject = `/v1/subjects/${subjectId}/status`
  for (const at of ['-1', '1.5', '9'.repeat(16), 'NaN']) {
    await refused(
      t,
      `minPosition=${at}`,
      about(issuer, `${subject}?minPosition=${at}`),
      wrong('minPosition'),
    )
  }
  await refused(
    t,
    'validAt twice',
    about(issuer, status('&validAt=2026-01-01&validAt=2026-01-02')),
    { code: 'invalid-request' },
  )
  const far = await scenario.ask(
    about(issuer, `${subject}?minPosition=${position + 1_000_000_000}`),
  )
  t.match(far, { status: problems['not-yet-visible'].status, headers: { 'retry-after': '1' } })
  for (const moment of [
    '1900-01-01',
    '9999-12-31',
    '9999-12-31T23:59:59-23:59',
    '1900-01-01T00:00:00%2B23:59',
  ]) {
    for (const part of ['status', 'timeline', 'documents']) {
      const url = `/v1/subjects/${subjectId}/${part}?validAt=${moment}`
      const answer = await scenario.ask(about(issuer, url))
      t.equal(answer.status, 200, `${part} at ${moment}: ${JSON.stringify(answer.body)}`)
    }
  }
})

await test('questions in JSON that are none', async (t) => {
  const { idType, idNumber, name, birthDate } = document.header.subject
  const invalid: Refusal = { code: 'invalid-request' }
  const bad: Refusal = { code: 'malformed' }
  const search: Readonly<Record<string, readonly [object | string, Refusal]>> = {
    'no JSON': ['{', bad],
    nothing: ['', bad],
    'a __proto__': [`{"__proto__":{},"idType":"${idType}","idNumber":"${idNumber}"}`, bad],
    'a constructor': [`{"constructor":{"prototype":{}},"idType":"${idType}"}`, bad],
    null: ['null', invalid],
    'a list': [[], invalid],
    'an empty object': [{}, invalid],
    'an unknown kind of number': [{ idType: 'driving-licence', idNumber }, invalid],
    'a member too many': [{ idType, idNumber, name }, invalid],
    'an empty number': [{ idType, idNumber: '' }, invalid],
    'a day that does not exist': [{ name, birthDate: '2026-02-30' }, invalid],
    'a name as long as a book': [{ name: name.repeat(10_000), birthDate }, invalid],
  }
  const post = (url: string, body: unknown): Request => {
    const { headers, payload } = json(body)
    return { by: issuer, url, payload, headers: { ...headers, ...PURPOSE } }
  }
  for (const [title, [body, refusal]] of Object.entries(search)) {
    await refused(t, `search: ${title}`, post('/v1/subjects/search', body), refusal)
  }
  const checks: Readonly<Record<string, readonly [object, Refusal]>> = {
    'no subjects': [{ subjects: [] }, invalid],
    '1,001 subjects': [
      { subjects: Array.from({ length: 1_001 }, () => ({ idType, idNumber })) },
      invalid,
    ],
    'subjects null': [{ subjects: [null] }, invalid],
    'a body of 2 MiB': [{ subjects: [], more: ' '.repeat(2_097_152) }, { code: 'too-large' }],
  }
  for (const [title, [body, refusal]] of Object.entries(checks)) {
    await refused(t, `status-checks: ${title}`, post('/v1/status-checks', body), refusal)
  }
  const text = {
    ...post('/v1/subjects/search', '{}'),
    headers: { ...PURPOSE, 'content-type': 'text/plain' },
  }
  await refused(t, 'as text', text, { code: 'unsupported-media-type', violations: [] })
  const packed = { ...post('/v1/status-checks', gzipSync('{"subjects":[]}')) }
  const coded = { ...packed, headers: { ...packed.headers, 'content-encoding': 'gzip' } }
  await refused(t, 'packed', coded, { code: 'unsupported-media-type', violations: [] })
  const found = await scenario.ask(post('/v1/subjects/search', { idType, idNumber }))
  t.match(found, { status: 200, body: { subjects: [{ subjectId }] } })
})

await logsNobody(scenario)

await test('a document has reached the agencies that are registered, and no other', async (t) => {
  const place = await openTestPlatform({ agencies: ['yunxiCourt', 'yunxiPrison'] })
  t.teardown(() => place.close())
  const document = exampleOf('ruling-parole')
  const { body: receipt } = await place.push({ by: 'yunxiCourt', document })
  const { body } = await place.get('yunxiCourt', `/v1/documents/${document.header.documentId}`)
  const reached = body.deliveries.filter(({ receivedAt }: { receivedAt: unknown }) => receivedAt)
  t.equal(body.deliveries.length, 5)
  t.same(reached, [
    { agency: '11139900000000086P', as: 'recipient', receivedAt: receipt.acceptedAt },
  ])
})
