/** Bytes over a connection of their own, for what no HTTP client would send. */
import { connect } from 'node:net'
import type { Answer, TestPlatform } from './test-platform.ts'

const PATIENCE_MS = 20_000

/** Listens on a free port of this machine; answers with the address. */
export const listen = ({ platform }: TestPlatform): Promise<string> =>
  platform.app.listen({ host: '127.0.0.1', port: 0 })

export type Exchange = {
  /** Ends the sending side behind the last byte, as a client that dies does. */
  readonly halfClose?: boolean
}

/**
 * Sends the pieces as they are, and reads until the platform closes the connection. Undefined when it
 * closes without a word. Rejects when nothing happens for 20 seconds.
 */
export function exchange(
  address: string,
  pieces: readonly (string | Buffer)[],
  { halfClose = false }: Exchange = {},
): Promise<Answer | undefined> {
  const { hostname, port } = new URL(address)
  return new Promise((resolve, reject) => {
    const received: Buffer[] = []
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('the platform says nothing')))
    socket.on('data', (bytes) => received.push(bytes))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // What was answered before the platform hung up counts.
      if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') reject(error)
    })
    socket.on('end', () => socket.end())
    socket.on('close', () => resolve(answerOf(Buffer.concat(received))))
    for (const piece of pieces) socket.write(piece)
    if (halfClose) socket.end()
  })
}

/** Reads an answer with Content-Length; that is all that a problem needs. */
function answerOf(bytes: Buffer): Answer | undefined {
  if (bytes.length === 0) return undefined
  const end = bytes.indexOf('\r\n\r\n')
  const [status = '', ...lines] = bytes.subarray(0, end).toString().split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  )
  const body = bytes.subarray(end + 4)
  const isJson = headers['content-type']?.includes('json')
  return {
    status: Number(status.split(' ')[1]),
    headers,
    bytes: body,
    body: isJson ? JSON.parse(body.toString()) : body.toString(),
  }
}
