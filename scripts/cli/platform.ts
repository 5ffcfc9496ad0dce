/** Calls to a platform: the token goes along, a refusal becomes a `Failure` that says what to do. */
import type { AgencyFolder } from './agency-folder.ts'
import { type CallOptions, tokenOf } from './caller.ts'
import { type Failure, refused, unreachable } from './failure.ts'
import { isRecord } from './files.ts'
import type { Io } from './io.ts'

export type Question = {
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** Present: the question is a POST. */
  readonly body?: FormData | string
}
export type Answer = { readonly status: number; readonly text: string; readonly value: unknown }

const ANSWER_WAIT_MS = 60_000

/** Asks as the agency; throws a `Failure` unless the platform answers 2xx with JSON. */
export async function askAs(
  agency: AgencyFolder,
  options: CallOptions,
  question: Question,
  io: Io,
): Promise<Answer> {
  const token = await tokenOf(agency, options, io)
  const headers = { ...question.headers, Authorization: `Bearer ${token}` }
  return ask(options.url, { ...question, headers }, io)
}

/** Asks without a token: for public verification material. */
export async function ask(url: string, question: Question, io: Io): Promise<Answer> {
  const { response, text } = await exchange(url, question, io)
  const value = parsed(text)
  if (response.ok && value !== undefined) return { status: response.status, text, value }
  if (isRecord(value) && typeof value.code === 'string') throw refusal(response, value)
  throw unreachable([
    `${url} answered ${response.status}, but not as a Xianjie platform does`,
    '请核对 --url · check --url',
  ])
}

async function exchange(url: string, { path, headers = {}, body }: Question, io: Io) {
  try {
    const response = await io.fetch(`${url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { Accept: 'application/json, application/problem+json', ...headers },
      ...(body === undefined ? {} : { body }),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WAIT_MS),
    })
    return { response, text: await response.text() }
  } catch (error) {
    throw unreachable([
      `cannot reach the platform at ${url} (${reasonOf(error)})`,
      '请启动平台或用 --url 指明地址 · start it (npm start, npm run platform), or name it with --url',
    ])
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown fault'
  if (error.name === 'TimeoutError') return `no answer within ${ANSWER_WAIT_MS / 1_000} s`
  const { code, message } = (error.cause ?? error) as NodeJS.ErrnoException
  return code ?? message
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** RFC 9457 in a few lines; what only time mends is told apart from what its sender must mend. */
function refusal(response: Response, problem: Readonly<Record<string, unknown>>): Failure {
  const { code, title, detail } = problem
  const retryAfter = response.headers.get('retry-after')
  const lines = [
    `${response.status} ${code}: ${title ?? ''}`,
    ...(typeof detail === 'string' ? [detail] : []),
    ...violationLines(problem.violations),
    ...(retryAfter ? [`${retryAfter} 秒后重试 · try again after ${retryAfter} s`] : []),
    ...(response.status === 401 ? clockLine(response) : []),
  ]
  const passing = response.status === 429 || response.status >= 500
  return passing ? unreachable(lines, problem) : refused(lines, problem)
}

const violationLines = (violations: unknown): readonly string[] =>
  (Array.isArray(violations) ? violations : [])
    .filter(isRecord)
    .map(({ path, code, message }) => `  ${path || '/'}  ${code}  ${message ?? ''}`)

const clockLine = (response: Response): readonly string[] =>
  response.headers.get('xianjie-sandbox') === 'true'
    ? [
        '平台为沙盒，请用 --at 给出其时间 · a sandbox has a clock of its own: give its time with --at',
      ]
    : []
