/** The platform as a process: configuration, signals, agency files, and who gets an answer at all. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Agency, instant } from '@xianjie/contracts'
import t, { type Test } from 'tap'
import {
  type EquippedAgency,
  equipAgency,
  makeDemoAuthority,
  signAs,
} from '../../../scripts/workshop/agency-workshop.ts'
import { units } from '../../../scripts/workshop/units.ts'
import {
  foldersOf,
  headersOf,
  inFolder,
  launchPlatform,
  type Running,
  runPlatform,
  stopPlatform,
} from '../testing/platform-process.ts'
import { scenarioBackbone } from '../testing/scenario-backbone.ts'
import { exampleOf, testYears } from '../testing/test-platform.ts'

const authority = makeDemoAuthority('测试根', testYears, 'p256')
const court = await equipAgency(units.yunxiCourt, authority, 'p256')
const corrections = await equipAgency(units.qingshiCorrections, authority, 'p256')
const WAIT_MS = 10_000
const STOP_MS_MAX = 5_000

/** An empty folder with these agency files, gone after the test. */
function folderWith(t: Test, files: Readonly<Record<string, unknown>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-process-'))
  t.teardown(async () => {
    await scenarioBackbone.dispose(folder)
    rmSync(folder, { recursive: true, force: true })
  })
  mkdirSync(join(folder, 'agencies'))
  for (const [name, content] of Object.entries(files)) put(folder, name, content)
  return folder
}

const put = (folder: string, name: string, content: unknown): void =>
  writeFileSync(
    join(folder, 'agencies', name),
    typeof content === 'string' ? content : JSON.stringify(content),
  )

async function running(t: Test, folder: string, environment = {}): Promise<Running> {
  const platform = await runPlatform(folder, environment)
  t.teardown(() => stopPlatform(platform))
  return platform
}

/** Starts what must not start: gives how it ended and what it said. */
async function fails(environment: Record<string, string>, main?: string) {
  const launched = launchPlatform(environment, main)
  launched.ready.then(() => launched.signal('SIGKILL')).catch(() => {})
  const { code } = await launched.ended
  return { code, said: launched.said() }
}

/** Waits until the condition holds; false when it does not in time. */
async function until(holds: () => boolean | Promise<boolean>): Promise<boolean> {
  const end = performance.now() + WAIT_MS
  while (performance.now() < end) {
    if (await holds()) return true
    await sleep(20)
  }
  return false
}

function submission(agency: EquippedAgency): string {
  const document = Buffer.from(JSON.stringify(exampleOf('ruling-parole')))
  const signature = signAs(agency, document, instant(Date.now() - 1_000))
  return JSON.stringify({
    document: document.toString('base64'),
    mediaType: 'application/json',
    signature: Buffer.from(signature).toString('base64'),
  })
}

t.test(
  'a wrong variable stops the start with its name, what it got and what it expects',
  async (t) => {
    const folder = folderWith(t)
    const cases = [
      ['XIANJIE_HOST', 'two words', 'host name or address'],
      ['XIANJIE_PORT', '65536', 'from 0'],
      ['XIANJIE_PORT', 'http', 'from 0'],
      ['XIANJIE_DATA', ' ', 'folder'],
      ['XIANJIE_DATA', join(folder, 'file', 'below'), 'folder'],
      ['XIANJIE_AGENCIES', ' ', 'folder'],
      ['XIANJIE_AGENCIES', join(folder, 'file'), 'folder'],
      ['XIANJIE_PLATFORM', 'a b', 'platform’s id'],
      ['XIANJIE_BACKBONE', 'sqlite', 'embedded or distributed'],
      ['XIANJIE_SANDBOX', 'yes', 'true or false'],
      ['XIANJIE_HOST', '192.0.2.1', 'address'],
    ] as const
    writeFileSync(join(folder, 'file'), '')
    for (const [name, value, expected] of cases) {
      const { code, said } = await fails({ ...(await inFolder(folder)), [name]: value })
      t.ok(code, `${name}=${value} ends with ${code}`)
      const line = said.split('\n').find((one) => one.includes(name)) ?? ''
      t.ok(line.includes(`got ${JSON.stringify(value)}`), `${name} got: ${said}`)
      t.match(line.slice(line.indexOf('expects')), expected)
      t.notMatch(said, /^ready/m)
    }
  },
)

t.test('all wrong variables are named at once, and no folder is made', async (t) => {
  const folder = folderWith(t)
  const { code, said } = await fails({
    XIANJIE_DATA: join(folder, 'data'),
    XIANJIE_PORT: '-1',
    XIANJIE_SANDBOX: '1',
    XIANJIE_BACKBONE: 'none',
  })
  t.ok(code)
  for (const name of ['XIANJIE_PORT', 'XIANJIE_SANDBOX', 'XIANJIE_BACKBONE']) t.match(said, name)
  t.throws(() => rmSync(join(folder, 'data')), { code: 'ENOENT' })
})

t.test('the distributed backbone wants its servers, and each is named', async (t) => {
  const folder = folderWith(t)
  const { code, said } = await fails({ ...foldersOf(folder), XIANJIE_BACKBONE: 'distributed' })
  t.equal(code, 2)
  for (const name of ['XIANJIE_EVENTSTORE', 'XIANJIE_KAFKA', 'XIANJIE_BLOBS']) {
    t.match(said, `${name}: got "", expects`)
  }
})

t.test('a service does not start alone on the embedded backbone', async (t) => {
  const folder = folderWith(t)
  for (const service of ['registry', 'intake', 'status']) {
    const main = fileURLToPath(new URL(`../../${service}/src/main.ts`, import.meta.url))
    const { code, said } = await fails(foldersOf(folder), main)
    t.equal(code, 2, service)
    t.match(said, 'XIANJIE_BACKBONE: got "embedded", expects distributed', service)
  }
  t.throws(() => rmSync(join(folder, 'data')), { code: 'ENOENT' }, 'and makes no folder')
})

t.test('a port that is taken is named', async (t) => {
  const other = createServer().listen(0, '127.0.0.1')
  t.teardown(() => other.close())
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as { port: number }
  const { code, said } = await fails({
    ...(await inFolder(folderWith(t))),
    XIANJIE_PORT: String(port),
  })
  t.ok(code)
  t.match(said, `XIANJIE_PORT: got "${port}"`)
})

t.test('a second process on the same folder is told who has it', async (t) => {
  const folder = folderWith(t, { 'court.json': court.file })
  const first = await running(t, folder)
  const { code, said } = await fails(await inFolder(folder))
  t.ok(code)
  t.match(said, /data\S* is in use/)
  t.equal((await fetch(`${first.url}/health/ready`)).status, 200, 'the first one goes on')
})

const broken: readonly (readonly [string, unknown, string])[] = [
  ['not JSON', '{ "code": ', 'a.json'],
  ['no kind', { ...court.file, kind: undefined }, 'a.json /kind'],
  ['a code with a wrong checksum', { ...court.file, code: '111399000000000516' }, 'a.json /code'],
  [
    'a certificate that cannot be read',
    {
      ...court.file,
      trustAnchors: ['-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'],
    },
    'a.json /trustAnchors/0',
  ],
  [
    'a revocation list that cannot be read',
    { ...court.file, crls: ['-----BEGIN X509 CRL-----\nMIIB\n-----END X509 CRL-----\n'] },
    'a.json /crls/0',
  ],
  [
    'a private key',
    { ...court.file, keys: [{ ...court.file.keys[0], d: 'AQAB' }] },
    'a.json /keys/0/d',
  ],
]

t.test('a broken agency file stops the start with its name and field', async (t) => {
  for (const [what, content, named] of broken) {
    const folder = folderWith(t, { 'a.json': content, 'b.json': corrections.file })
    const { code, said } = await fails(await inFolder(folder))
    t.ok(code, what)
    t.match(said, named, what)
    t.notMatch(said, 'AQAB', what)
  }
})

t.test(
  'SIGHUP registers a new agency; a broken file is reported and changes nothing',
  async (t) => {
    const folder = folderWith(t, { 'court.json': court.file })
    const platform = await running(t, folder)
    const types = `${platform.url}/v1/document-types`
    const statusFor = async (agency: EquippedAgency) =>
      (await fetch(types, { headers: await headersOf(agency) })).status
    t.equal(await statusFor(court), 200)
    t.equal(await statusFor(corrections), 401)
    put(folder, 'court.json', '{ "code": ')
    put(folder, 'corrections.json', { ...corrections.file, level: 'village' })
    platform.signal('SIGHUP')
    t.ok(
      await until(() => /court\.json/.test(platform.said())),
      'the file that is no JSON is named',
    )
    t.ok(await until(() => platform.said().includes('corrections.json /level')))
    t.equal(await statusFor(court), 200, 'who was registered stays so')
    t.equal(await statusFor(corrections), 401)
    put(folder, 'corrections.json', corrections.file)
    platform.signal('SIGHUP')
    t.ok(await until(async () => (await statusFor(corrections)) === 200), 'without a restart')
    const suspended: Agency = { ...corrections.file, status: 'suspended' }
    put(folder, 'corrections.json', suspended)
    platform.signal('SIGHUP')
    t.ok(await until(async () => (await statusFor(corrections)) === 401), 'and suspends it')
  },
)

/** Sends headers and half of a body; `rest` sends the other half and gives the answer. */
async function halfSent({ url }: Running, headers: Record<string, string>, body: string) {
  const half = body.length / 2
  const sent = request(`${url}/v1/documents`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json', 'content-length': body.length },
  })
  const answer = new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    sent.on('error', reject).on('response', (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part) => {
        text += part
      })
      response.on('end', () => resolve({ status: response.statusCode, text }))
    })
  })
  answer.catch(() => {})
  sent.write(body.slice(0, half))
  return { rest: () => sent.end(body.slice(half)), answer }
}

t.test('SIGTERM answers what is under way, takes nothing new and exits 0', async (t) => {
  const folder = folderWith(t, { 'court.json': court.file })
  const platform = await runPlatform(folder)
  const headers = await headersOf(court)
  const before = await fetch(`${platform.url}/v1/documents`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: submission(court),
  })
  t.equal(before.status, 201)
  const pushes = await Promise.all(
    Array.from({ length: 8 }, () => halfSent(platform, headers, submission(court))),
  )
  await sleep(300)
  platform.signal('SIGTERM')
  await sleep(300)
  await t.rejects(fetch(`${platform.url}/health/live`), 'nothing new is taken')
  for (const { rest } of pushes) rest()
  const answers = await Promise.all(pushes.map(({ answer }) => answer))
  t.same(
    answers.map(({ status }) => status),
    Array(8).fill(201),
  )
  const answered = performance.now()
  t.same(await platform.ended, { code: 0, signal: null })
  t.ok(performance.now() - answered < STOP_MS_MAX, 'kept connections do not hold it up')
  const again = await running(t, folder)
  for (const { text } of answers) {
    const { documentId } = JSON.parse(text)
    const receipt = await fetch(`${again.url}/v1/documents/${documentId}/receipt`, { headers })
    t.equal(await receipt.text(), text)
  }
})

t.test('SIGTERM under load loses nothing that was receipted', async (t) => {
  const folder = folderWith(t, { 'court.json': court.file })
  const platform = await runPlatform(folder)
  const headers = await headersOf(court)
  const receipts: string[] = []
  let others = 0
  const client = async () => {
    for (let gone = false; !gone; ) {
      await fetch(`${platform.url}/v1/documents`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: submission(court),
      })
        .then(async (answer) => {
          const text = await answer.text()
          if (answer.status === 201) receipts.push(text)
          else if (answer.status !== 503) others += 1
        })
        .catch(() => {
          gone = true
        })
    }
  }
  const clients = Promise.all(Array.from({ length: 16 }, client))
  t.ok(await until(() => receipts.length > 50), 'it is under load')
  platform.signal('SIGTERM')
  t.same(await platform.ended, { code: 0, signal: null })
  await clients
  t.equal(others, 0, 'only receipts, and 503 to those who come too late')
  const again = await running(t, folder)
  const found = await Promise.all(
    receipts.map(async (text) => {
      const { documentId } = JSON.parse(text)
      const read = await fetch(`${again.url}/v1/documents/${documentId}/receipt`, { headers })
      return (await read.text()) === text
    }),
  )
  t.ok(found.every(Boolean), `${receipts.length} receipts are there`)
})

t.test('SIGTERM before it is ready ends it as well, without a complaint', async (t) => {
  const launched = launchPlatform(await inFolder(folderWith(t, { 'court.json': court.file })))
  t.ok(await until(() => launched.said().includes('agencies read')))
  launched.signal('SIGTERM')
  t.same(await launched.ended, { code: 0, signal: null })
  t.notMatch(launched.said(), 'cannot start')
})

t.test('SIGINT ends it like SIGTERM', async (t) => {
  const platform = await runPlatform(folderWith(t))
  platform.signal('SIGINT')
  t.same(await platform.ended, { code: 0, signal: null })
})

t.test('nobody is answered without proof but on what is public', async (t) => {
  const { url } = await running(t, folderWith(t, { 'court.json': court.file }))
  const statusOf = async (path: string, options: RequestInit = {}) =>
    (await fetch(url + path, { redirect: 'manual', ...options })).status
  for (const path of ['/health/live', '/health/ready', '/openapi.json', '/docs/', '/v1/keys']) {
    t.equal(await statusOf(path), 200, path)
  }
  t.equal(await statusOf('/docs/problems/malformed'), 200)
  t.ok([200, 302].includes(await statusOf('/docs')))
  const { paths } = (await (await fetch(`${url}/openapi.json`)).json()) as OpenApi
  const open = new Set(['/health/live', '/health/ready', '/v1/keys'])
  for (const [path, operations] of Object.entries(paths)) {
    if (open.has(path)) continue
    for (const method of Object.keys(operations)) {
      const asked = path.replaceAll(/\{\w+\}/g, '0f8b7c3e-6c1d-4f0e-9a59-3a1f2f3b6d11')
      t.equal(await statusOf(asked, { method: method.toUpperCase() }), 401, `${method} ${path}`)
    }
  }
  for (const path of ['/', '/v1', '/v1/nothing', '/metrics', '/docsy', '/health', '/v1/keys/x']) {
    t.equal(await statusOf(path), 401, path)
  }
  const problem = await fetch(`${url}/v1/documents`, { method: 'POST' })
  t.match(problem.headers.get('content-type'), 'application/problem+json')
  t.match(problem.headers.get('www-authenticate'), 'Bearer')
  t.ok(problem.headers.get('request-id'))
})

t.test('health tells of each dependency, metrics of answers and the process', async (t) => {
  const { url } = await running(t, folderWith(t, { 'court.json': court.file }))
  t.same(await (await fetch(`${url}/health/live`)).json(), { status: 'live' })
  t.match(await (await fetch(`${url}/health/ready`)).json(), {
    status: 'ready',
    dependencies: {
      log: { ok: true, backbone: /^(embedded|distributed)$/, position: Number },
      status: { ok: true, lag: 0, parked: 0 },
      agencies: { ok: true, registered: 1 },
    },
  })
  const metrics = await fetch(`${url}/metrics`, { headers: await headersOf(court) })
  t.match(metrics.headers.get('content-type'), 'text/plain')
  const text = await metrics.text()
  t.match(text, /^xianjie_http_answers_total\{.*route="\/health\/ready".*\} 1$/m)
  t.match(text, /^process_resident_memory_bytes \d/m)
})

type Operation = {
  readonly operationId?: string
  readonly parameters?: readonly { name: string; in: string; required?: boolean }[]
  readonly responses?: Readonly<Record<string, { readonly description?: unknown }>>
  readonly security?: readonly object[]
}
type OpenApi = {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly securitySchemes: object }
  readonly security: readonly object[]
}

t.test('openapi.json describes every route in the shape of OpenAPI 3.1', async (t) => {
  const { url } = await running(t, folderWith(t))
  const answer = await fetch(`${url}/openapi.json`)
  t.match(answer.headers.get('content-type'), 'application/json')
  const api = (await answer.json()) as OpenApi
  t.match(api.openapi, /^3\.1\.\d+$/)
  t.ok(api.info.title && api.info.version)
  for (const path of ROUTES) t.ok(path in api.paths, path)
  const schemes = new Set(Object.keys(api.components.securitySchemes))
  for (const [path, operations] of Object.entries(api.paths)) {
    t.match(path, /^\/[^?#:]*$/)
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    for (const [method, operation] of Object.entries(operations)) {
      const what = `${method} ${path}`
      t.match(method, /^(get|put|post|delete|patch|head|options)$/)
      const inPath = (operation.parameters ?? []).filter((one) => one.in === 'path')
      t.same(inPath.map(({ name }) => name).sort(), named.sort(), what)
      t.ok(
        inPath.every(({ required }) => required),
        what,
      )
      const responses = Object.entries(operation.responses ?? {})
      t.ok(responses.length > 0, `${what} has responses`)
      for (const [status, { description }] of responses) {
        t.match(status, /^([1-5](\d\d|XX)|default)$/)
        t.type(description, 'string', what)
      }
      const used = [...api.security, ...(operation.security ?? [])].flatMap(Object.keys)
      t.ok(used.every((scheme) => schemes.has(scheme)))
    }
  }
  t.same(missingReferences(api), [])
})

const ROUTES = [
  '/v1/documents',
  '/v1/documents/preflight',
  '/v1/documents/{documentId}',
  '/v1/documents/{documentId}/content',
  '/v1/documents/{documentId}/signature',
  '/v1/documents/{documentId}/receipt',
  '/v1/documents/{documentId}/attachments/{digest}',
  '/v1/document-types',
  '/v1/document-types/{slug}',
  '/v1/keys',
  '/v1/subjects/search',
  '/v1/subjects/{subjectId}/status',
  '/v1/subjects/{subjectId}/timeline',
  '/v1/subjects/{subjectId}/documents',
  '/v1/status-checks',
  '/health/live',
  '/health/ready',
  '/metrics',
]

/** References within the document that lead nowhere. */
function missingReferences(api: object): readonly string[] {
  const references = [...JSON.stringify(api).matchAll(/"\$ref":"#([^"]+)"/g)]
  return references
    .map(([, pointer]) => pointer ?? '')
    .filter((pointer) => {
      const steps = pointer.slice(1).split('/')
      const found = steps.reduce<unknown>(
        (at, step) => (at as Record<string, unknown> | undefined)?.[step],
        api,
      )
      return found === undefined
    })
}
