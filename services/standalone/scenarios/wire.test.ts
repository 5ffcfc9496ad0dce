/** Over a real port: uploads that break off or never end, and bytes that are hardly HTTP. */
import { gzipSync } from 'node:zlib'
import { test } from 'tap'
import {
  isRefusal,
  logsNobody,
  openScenario,
  type Refusal,
  type Test,
} from '../testing/scenario.ts'
import { type Body, json, jsonBody, multipart, type Part, parts } from '../testing/submissions.ts'
import { type Answer, exampleOf } from '../testing/test-platform.ts'
import { exchange, listen } from '../testing/wire.ts'

const scenario = await openScenario({ agencies: ['yunxiCourt'] })
const address = await listen(scenario)
const { host } = new URL(address)
const MEBIBYTE = 1_048_576
const by = 'yunxiCourt'

const document = scenario.bytes(exampleOf('ruling-parole'))
const signature = scenario.signed(by, document)
const sound = parts(document, 'application/json', signature)
const bearer = async () => `Bearer ${await scenario.token(by)}`

/** A request's head in text; `Connection: close`, so that the answer has an end. */
async function head(line: string, headers: Readonly<Record<string, string | number>>) {
  const all = {
    Host: host,
    Authorization: await bearer(),
    'Accept-Language': 'zh',
    Connection: 'close',
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  return `${[line, ...lines].join('\r\n')}\r\n\r\n`
}

async function post(body: Body, url = '/v1/documents'): Promise<Answer> {
  const answer = await fetch(`${address}${url}`, {
    method: 'POST',
    headers: { ...body.headers, authorization: await bearer(), 'accept-language': 'zh' },
    body: typeof body.payload === 'string' ? body.payload : new Uint8Array(body.payload),
  })
  const bytes = Buffer.from(await answer.arrayBuffer())
  const headers = Object.fromEntries(answer.headers)
  return { status: answer.status, headers, bytes, body: JSON.parse(bytes.toString()) }
}

/** Sent, refused in Chinese, and without a trace. */
async function refused(
  t: Test,
  title: string,
  work: () => Promise<Answer | undefined>,
  refusal: Refusal,
) {
  await t.test(title, async (at) => {
    const answer = await scenario.traceless(at, title, work)
    if (answer) isRefusal(at, answer, 'zh', refusal)
    else at.fail('there was no answer')
  })
}

/** What is answered before a request can be read, so in both languages. */
const isBroken = ({ status, headers, body }: Answer): boolean =>
  status === 400 &&
  String(headers['content-type']).startsWith('application/problem+json') &&
  headers['content-language'] === 'zh, en' &&
  /^(malformed|invalid-request)$/.test(body.code) &&
  body.violations.length === 1

const alive = async (t: Test) => {
  const { status } = await fetch(`${address}/health/live`)
  t.equal(status, 200, 'the platform still answers')
}

await test('multipart bodies that are not whole', async (t) => {
  const violations = [' multipart']
  const cases: Readonly<Record<string, Body>> = {
    'another boundary in the header': multipart(sound, { said: 'other' }),
    'truncated inside the document': multipart(sound, { cut: signature.length + 600 }),
    'truncated inside the last boundary': multipart(sound, { cut: 6 }),
    'no boundary in the header': {
      ...multipart(sound),
      headers: { 'content-type': 'multipart/form-data' },
    },
    'a header line of a megabyte': multipart([
      { name: 'x'.repeat(MEBIBYTE), content: '' },
      ...sound,
    ]),
  }
  for (const [title, body] of Object.entries(cases)) {
    const refusal: Refusal = title.startsWith('a header')
      ? { code: 'malformed' }
      : { code: 'malformed', violations }
    await refused(t, title, () => post(body), refusal)
  }
  await alive(t)
})

await test('a sender that breaks off stores nothing', async (t) => {
  const whole: Readonly<Record<string, Body>> = {
    JSON: jsonBody({ document, signature }),
    multipart: multipart(sound),
    'multipart with an attachment': multipart([
      ...sound,
      { name: 'attachment', content: Buffer.alloc(MEBIBYTE, 7) },
    ]),
  }
  for (const [title, { headers, payload }] of Object.entries(whole)) {
    await t.test(title, async (at) => {
      const length = Buffer.byteLength(payload)
      const start = await head('POST /v1/documents HTTP/1.1', {
        ...headers,
        'Content-Length': length,
      })
      const half = Buffer.from(payload).subarray(0, length - 300)
      const answer = await scenario.traceless(at, title, () =>
        exchange(address, [start, half], { halfClose: true }),
      )
      at.ok(answer === undefined || isBroken(answer), JSON.stringify(answer?.body))
      await alive(at)
    })
  }
})

await test('uploads beyond the limits are refused, and heard to their end', async (t) => {
  const huge = Buffer.alloc(100 * MEBIBYTE, 0x20)
  const [, seal] = sound as [Part, Part]
  const large: Refusal = { code: 'too-large', violations: [] }
  const cases: Readonly<Record<string, () => Body>> = {
    'a document part of 100 MB': () =>
      multipart([{ name: 'document', type: 'application/json', content: huge }, seal]),
    'a signature part of 100 MB': () => multipart([{ ...seal, content: huge }]),
    'a document part of 1 MiB and a byte': () =>
      multipart([
        { name: 'document', type: 'application/json', content: huge.subarray(0, MEBIBYTE + 1) },
        seal,
      ]),
    'an attachment of 64 MiB and a byte': () =>
      multipart([...sound, { name: 'attachment', content: huge.subarray(0, 64 * MEBIBYTE + 1) }]),
    '51 attachments': () =>
      multipart([
        ...sound,
        ...Array.from({ length: 51 }, (_, at) => ({ name: 'attachment', content: `${at}` })),
      ]),
    '100,000 parts': () =>
      multipart([
        ...sound,
        ...Array.from({ length: 100_000 }, () => ({ name: 'attachment', content: '' })),
      ]),
    'a JSON body of 16 MiB and a byte': () => json(huge.subarray(0, 16 * MEBIBYTE + 1)),
    'a JSON body of 100 MB': () => json(huge),
    '51 attachments in JSON': () =>
      jsonBody({
        document,
        signature,
        attachments: Array.from({ length: 51 }, () => Buffer.from('x')),
      }),
  }
  for (const [title, body] of Object.entries(cases)) {
    await refused(t, title, () => post(body()), large)
  }
  await alive(t)
})

await test('a form that begins and never ends is refused', async (t) => {
  const refusal: Refusal = { code: 'too-large', violations: [] }
  const chunk = Buffer.concat([
    Buffer.from(`${MEBIBYTE.toString(16)}\r\n`),
    Buffer.alloc(MEBIBYTE, 0x20),
    Buffer.from('\r\n'),
  ])
  const { headers } = multipart(sound)
  const start = await head('POST /v1/documents HTTP/1.1', {
    ...headers,
    'Transfer-Encoding': 'chunked',
  })
  const endless = () =>
    exchange(address, [start, ...Array.from({ length: 513 }, () => chunk), '0\r\n\r\n'])
  await refused(t, 'without a length', endless, refusal)
  const said = await head('POST /v1/documents HTTP/1.1', {
    ...headers,
    'Content-Length': 513 * MEBIBYTE,
  })
  await refused(t, 'with its length', () => exchange(address, [said]), refusal)
})

await test('compressed bodies are not unpacked', async (t) => {
  const bomb = gzipSync(Buffer.alloc(100 * MEBIBYTE, 0x20))
  const refusal: Refusal = { code: 'unsupported-media-type', violations: [] }
  const coded = (coding: string, { headers }: Body) => ({
    headers: { ...headers, 'content-encoding': coding },
    payload: bomb,
  })
  await refused(t, 'a gzip bomb as JSON', () => post(coded('gzip', json({}))), refusal)
  await refused(t, 'a gzip bomb as form', () => post(coded('gzip', multipart(sound))), refusal)
  await refused(t, 'deflate', () => post(coded('deflate', json({}))), refusal)
  await refused(
    t,
    'br, in preflight',
    () => post(coded('br', json({})), '/v1/documents/preflight'),
    refusal,
  )
  const plain = jsonBody({ document, signature })
  const identity = { ...plain, headers: { ...plain.headers, 'content-encoding': 'identity' } }
  t.equal((await post(identity, '/v1/documents/preflight')).status, 200, 'identity is none')
})

await test('bytes that are hardly HTTP', async (t) => {
  const post0 = await head('POST /v1/documents HTTP/1.1', {
    'Content-Length': 5,
    'Transfer-Encoding': 'chunked',
  })
  const chunked = await head('POST /v1/documents HTTP/1.1', {
    'Content-Type': 'application/json',
    'Transfer-Encoding': 'chunked',
  })
  const get = (url: string, headers = {}) => head(`GET ${url} HTTP/1.1`, headers)
  const cases: Readonly<Record<string, string | Buffer>> = {
    'no HTTP at all': '周某乙\r\n\r\n',
    'a TLS greeting': Buffer.from('16030100c8010000c40303', 'hex'),
    'length and chunks at once': `${post0}0\r\n\r\n`,
    'a chunk that has no length': `${chunked}zz\r\n`,
    'a carriage return in a header': await get('/v1/keys', {
      'Xianjie-Purpose': 'a\rSet-Cookie: b=c',
    }),
    'a NUL in a header': await get('/v1/keys', { 'Xianjie-Purpose': 'a\0b' }),
    'a header of 100 KB': await get('/v1/keys', { 'Xianjie-Case': 'x'.repeat(100_000) }),
    'an address of 100 KB': await get(`/v1/documents/${'a'.repeat(100_000)}`),
    'a method that is none': await head('BREW /v1/documents HTTP/1.1', {}),
  }
  for (const [title, bytes] of Object.entries(cases)) {
    await t.test(title, async (at) => {
      const answer = await scenario.traceless(at, title, () =>
        exchange(address, [bytes], { halfClose: true }),
      )
      at.ok(answer && isBroken(answer), JSON.stringify(answer?.body))
      at.notMatch(answer?.headers, { 'set-cookie': /./ })
    })
  }
  await alive(t)
})

await logsNobody(scenario)
