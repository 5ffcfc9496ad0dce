/**
 * What is refused before there is a route: bytes that are no HTTP, requests that break off, headers and
 * addresses beyond all measure. Their senders get a problem document like everybody else.
 */
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { type Bilingual, type Problem, problems } from '@xianjie/contracts'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { problemText, sendProblem } from './problem.ts'

const wrong = (path: string, code: string, zh: string, en: string): Problem => {
  const message: Bilingual = { zh, en }
  return {
    code: path === '' ? 'malformed' : 'invalid-request',
    violations: [{ path, code, message }],
  }
}
const BROKEN = wrong(
  '',
  'http',
  '不是完整有效的 HTTP 请求',
  'this is not a whole and valid HTTP request',
)
const TOO_LONG = wrong(
  'header',
  'too-long',
  '请求行与请求头合计超出长度上限',
  'the request line and headers are longer than permitted',
)
const BAD_ADDRESS = wrong(
  'url',
  'wrong-format',
  '请求地址的百分号编码不正确',
  'the percent-encoding of the address is wrong',
)

/** Answers on the bare connection, for what Node could not read as a request, and ends it. */
export function answerClientError(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const problem = error.code === 'HPE_HEADER_OVERFLOW' ? TOO_LONG : BROKEN
  const { status } = problems[problem.code]
  const requestId = crypto.randomUUID()
  const body = problemText(problem, 'both', { origin: '', requestId })
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    'Content-Language: zh, en',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `Request-Id: ${requestId}`,
    'Connection: close',
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  socket.destroySoon()
}

/** Answers what the router itself refuses: an address that cannot be decoded, a parameter too long. */
export function answerRouterError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  reply.header('Request-Id', request.id)
  const unknown = error.code === 'FST_ERR_MAX_PARAM_LENGTH'
  sendProblem(request, reply, unknown ? { code: 'not-found' } : BAD_ADDRESS)
}
