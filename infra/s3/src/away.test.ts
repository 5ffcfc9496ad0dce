import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Digest, SubjectId } from '@xianjie/contracts'
import t, { type Test } from 'tap'
import { openObjectStore } from './index.ts'
import { ATTEMPTS_MAX } from './wire.ts'

Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'xianjie', AWS_SECRET_ACCESS_KEY: 'xianjie-local' })

const ANSWER_MS_MAX = 300
/** Attempts and the pauses between them. */
const BOUND_MS = ANSWER_MS_MAX * ATTEMPTS_MAX + 2_000

function optionsOf(t: Test, endpoint: string) {
  const folder = mkdtempSync(join(tmpdir(), 'xianjie-away-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const platformKeyFile = join(folder, 'platform.key')
  writeFileSync(platformKeyFile, Buffer.alloc(32, 1))
  return { endpoint, bucket: 'bucket', platformKeyFile, answerMsMax: ANSWER_MS_MAX }
}

async function serve(t: Test, listener: RequestListener) {
  let requests = 0
  const server = createServer((request, response) => {
    requests += 1
    listener(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  t.teardown(close)
  const { port } = server.address() as AddressInfo
  return { endpoint: `http://127.0.0.1:${port}`, close, requests: () => requests }
}

/** A store of a few lines. */
const keeping =
  (objects: Map<string, Buffer>, heedsConditions: boolean): RequestListener =>
  async (request, response) => {
    const name = request.url?.split('?')[0] ?? ''
    const sent = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>))
    const unwanted = request.headers['if-none-match'] === '*' && objects.has(name)
    if (heedsConditions && unwanted) {
      response.writeHead(412).end('<Error><Code>PreconditionFailed</Code></Error>')
      return
    }
    if (request.method === 'PUT') objects.set(name, sent)
    const body = objects.get(name)
    if (body === undefined) response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>')
    else response.writeHead(200).end(body)
  }

async function timed(work: Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work
  return performance.now() - begun
}

t.test('a store that nobody serves is reported soon, to be tried again', async (t) => {
  const { endpoint, close } = await serve(t, () => {})
  close()
  const opened = openObjectStore(optionsOf(t, endpoint))
  const fault = { code: 'store-unavailable', retriable: true, reason: 'ECONNREFUSED' }
  t.ok((await timed(t.rejects(opened, fault))) < BOUND_MS)
})

t.test('a store that never answers is given up after a few attempts', async (t) => {
  const { endpoint, requests } = await serve(t, () => {})
  const opened = openObjectStore(optionsOf(t, endpoint))
  t.ok((await timed(t.rejects(opened, { code: 'store-unavailable', retriable: true }))) < BOUND_MS)
  t.equal(requests(), ATTEMPTS_MAX)
})

t.test('a store that fails is asked again, one that refuses is not', async (t) => {
  let status = 503
  const { endpoint, requests } = await serve(t, (_, response) => {
    response.writeHead(status).end()
  })
  await t.rejects(openObjectStore(optionsOf(t, endpoint)), {
    code: 'store-unavailable',
    retriable: true,
    status,
  })
  t.equal(requests(), ATTEMPTS_MAX)
  status = 403
  await t.rejects(openObjectStore(optionsOf(t, endpoint)), { status, message: /ListBucket/ })
  t.equal(requests(), ATTEMPTS_MAX + 1)
})

t.test('a store that goes away while it is open is reported soon', async (t) => {
  const objects = new Map<string, Buffer>()
  const { endpoint, close } = await serve(t, keeping(objects, true))
  const store = await openObjectStore(optionsOf(t, endpoint))
  await store.check()
  close()
  const fault = { code: 'store-unavailable', retriable: true }
  const nothing = `sha256:${'0'.repeat(64)}` as Digest
  const content = (async function* () {
    yield Buffer.from('abc')
  })()
  const asked: readonly Promise<unknown>[] = [
    store.check(),
    store.keys.obtain(`sub_${'0'.repeat(40)}` as SubjectId),
    store.keys.forget(`sub_${'1'.repeat(40)}` as SubjectId),
    store.keys.secret('receipts'),
    store.blobs.size(nothing),
    store.blobs.get(nothing),
    store.blobs.put(content, 3),
  ]
  t.ok(
    (await timed(
      Promise.all(
        asked.map((one) =>
          t.rejects(
            one.then(() => {}),
            fault,
          ),
        ),
      ),
    )) < BOUND_MS,
  )
  await store.close()
})

t.test('a bucket that is missing is not one without keys', async (t) => {
  const { endpoint } = await serve(t, (_, response) => {
    response.writeHead(404, { 'content-type': 'application/xml' })
    response.end('<Error><Code>NoSuchBucket</Code></Error>')
  })
  await t.rejects(openObjectStore(optionsOf(t, endpoint)), {
    code: 'store-unavailable',
    reason: 'NoSuchBucket',
  })
})

t.test('a store that overwrites what it should leave alone is refused', async (t) => {
  const { endpoint } = await serve(t, keeping(new Map(), false))
  await t.rejects(openObjectStore(optionsOf(t, endpoint)), {
    code: 'store-unfit',
    retriable: false,
  })
})

t.test('a platform key is never made, and a missing one is explained', async (t) => {
  const options = optionsOf(t, 'http://127.0.0.1:9')
  rmSync(options.platformKeyFile)
  await t.rejects(openObjectStore(options), {
    code: 'platform-key-missing',
    retriable: false,
    path: options.platformKeyFile,
    message: /openssl rand 32/,
  })
  writeFileSync(options.platformKeyFile, Buffer.alloc(33, 1))
  await t.rejects(openObjectStore(options), { code: 'wrong-platform-key' })
})
