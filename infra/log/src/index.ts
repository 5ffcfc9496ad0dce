/**
 * Structured logs on standard error. A line carries ids, codes and numbers; never a name, a person's
 * number or document text. Errors are reduced to name, code and the places they came through,
 * because messages of parsers and drivers quote what they were given.
 */
import { type DestinationStream, type Logger, pino } from 'pino'

export type { Logger } from 'pino'

export type LogOptions = {
  readonly service: string
  readonly level?: 'silent' | 'error' | 'warn' | 'info' | 'debug'
  /** Standard error unless told. */
  readonly destination?: DestinationStream
}

const FRAMES_MAX = 12

/** Keys that are dropped wherever they stand, should one ever be handed to a logger. */
const NEVER = [
  'name',
  'idNumber',
  'formerName',
  'birthDate',
  'person',
  'body',
  'document',
  'facts',
  'authorization',
]

export function createLog({ service, level = 'info', destination }: LogOptions): Logger {
  return pino(
    {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: NEVER.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), remove: true },
      serializers: {
        err: describeError,
        error: describeError,
        req: describeRequest,
        res: describeReply,
      },
    },
    destination ?? pino.destination({ dest: 2, sync: false }),
  )
}

/** What an operator needs of an error, and nothing that an error message may have quoted. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code, retriable, cause } = error as Error & { code?: unknown; retriable?: unknown }
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  return {
    type: error.constructor.name,
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof retriable === 'boolean' ? { retriable } : {}),
    at: frames.slice(0, FRAMES_MAX).map((line) => line.trim().slice(3)),
    ...(cause instanceof Error ? { cause: describeError(cause) } : {}),
  }
}

type RequestLike = { id?: unknown; method?: unknown; routeOptions?: { url?: string } }
const describeRequest = (request: RequestLike) => ({
  id: request.id,
  method: request.method,
  route: request.routeOptions?.url,
})

const describeReply = (reply: { statusCode?: unknown }) => ({ statusCode: reply.statusCode })
