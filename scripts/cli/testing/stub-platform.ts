/** Answers like a platform, as far as a test says; keeps what it was asked. */
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Asked = {
  readonly route: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}
export type StubAnswer = {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
}
export type Stub = { readonly url: string; readonly asked: Asked[]; close(): void }

/** Routes are written `GET /v1/keys`, without the query. */
export async function stubPlatform(
  t: { teardown(done: () => void): void },
  answers: Readonly<Record<string, StubAnswer>>,
): Promise<Stub> {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const body = await request.toArray()
    asked.push({
      route: `${request.method} ${request.url}`,
      headers: request.headers,
      body: Buffer.concat(body),
    })
    const path = (request.url ?? '').split('?')[0]
    const found = answers[`${request.method} ${path}`] ?? { status: 404, body: 'no such page' }
    response.writeHead(found.status ?? 200, {
      'content-type': 'application/json',
      ...found.headers,
    })
    response.end(typeof found.body === 'string' ? found.body : JSON.stringify(found.body))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  t.teardown(close)
  return { url: `http://127.0.0.1:${port}`, asked, close }
}

/** The parts of a multipart request. */
export const formOf = ({ headers, body }: Asked): Promise<FormData> =>
  new Response(new Uint8Array(body), {
    headers: { 'content-type': String(headers['content-type']) },
  }).formData()
