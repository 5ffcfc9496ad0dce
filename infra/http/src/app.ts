/** The HTTP edge that every service shares: problems, request ids, callers, limits, docs, metrics. */
import type { AgencyDirectory, Clock, Problem, ProblemCode } from '@xianjie/contracts'
import type { Logger } from '@xianjie/log'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { FastifySchemaValidationError } from 'fastify/types/schema.js'
import { Registry } from 'prom-client'
import { describeApi } from './api-description.ts'
import { type Caller, createCallerCheck } from './caller.ts'
import { answerClientError, answerRouterError } from './client-errors.ts'
import { type HealthCheck, healthRoutes } from './health.ts'
import { countRequests, metricsRoute } from './metrics.ts'
import { Refused, sendProblem } from './problem.ts'
import { problemPages } from './problem-pages.ts'
import { limitRate, type RateLimit } from './rate-limit.ts'
import type { RequestsUnderWay } from './under-way.ts'

export type AppOptions = {
  readonly log: Logger
  readonly directory: AgencyDirectory
  readonly clock: Clock
  readonly platform: string
  readonly sandbox: boolean
  readonly health: readonly HealthCheck[]
  readonly metrics?: Registry
  readonly rate?: RateLimit
  /** Counts what is being answered, for whoever gives way to it. */
  readonly underWay?: RequestsUnderWay
  /** The description of the whole API, for a process that has some of its routes only. */
  readonly description?: object
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set for every route but the anonymous ones. */
    caller: Caller
  }
  interface FastifyContextConfig {
    /** True for the few routes that answer anybody (api.md "Who is calling"). */
    anonymous?: boolean
  }
}

/** JSON bodies of ordinary requests, bytes; routes that take documents state their own limit. */
const BODY_BYTES_MAX = 1_048_576
const REQUEST_TIMEOUT_MS = 120_000
const URL_PARAMETER_CHARACTERS_MAX = 200

/** A Fastify app with everything that is the same for all services; routes are registered on it. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const metrics = options.metrics ?? new Registry()
  const app: FastifyInstance = Fastify({
    loggerInstance: options.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    // A child logger for each request costs more than the few lines that need its id, which they name.
    childLoggerFactory: (logger) => logger,
    genReqId: () => crypto.randomUUID(),
    requestIdHeader: false,
    // While draining, what still arrives is answered as ever, with Connection: close.
    return503OnClosing: false,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: URL_PARAMETER_CHARACTERS_MAX },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array', allErrors: true } },
    clientErrorHandler: answerClientError,
    frameworkErrors: answerRouterError,
    schemaErrorFormatter: (errors) => new Refused(invalidRequest(errors)),
  })
  options.underWay?.count(app)
  answerHeaders(app, options.sandbox)
  refusals(app)
  countRequests(app, metrics)
  await describeApi(app, options.description)
  requireCaller(app, options)
  readPlainJson(app)
  limitRate(app, options.rate)
  healthRoutes(app, options.health)
  metricsRoute(app, metrics)
  problemPages(app)
  return app
}

/** What a route's own schema found wrong; ajv's words name fields and limits, never values. */
function invalidRequest(errors: readonly FastifySchemaValidationError[]): Problem {
  const violations = errors.map(({ instancePath, keyword, message = keyword }) => ({
    path: instancePath,
    code: keyword,
    message: { zh: `参数不符合要求：${message}`, en: message },
  }))
  return { code: 'invalid-request', violations }
}

function answerHeaders(app: FastifyInstance, sandbox: boolean) {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('Request-Id', request.id)
    reply.header('Cache-Control', 'no-store')
    reply.header('X-Content-Type-Options', 'nosniff')
    if (sandbox) reply.header('Xianjie-Sandbox', 'true')
    done()
  })
}

/** Codes that Fastify itself raises before a handler runs, in the catalogue's words. */
const FASTIFY_CODES: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_EMPTY_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed',
  FST_ERR_VALIDATION: 'invalid-request',
}

function refusals(app: FastifyInstance) {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof Refused) return sendProblem(request, reply, error.problem)
    const code = FASTIFY_CODES[error.code] ?? codeOf(error)
    if (code === 'internal') request.log.error({ err: error, req: request }, 'request failed')
    if (code === 'too-large') hearToTheEnd(request, reply)
    return sendProblem(request, reply, { code, ...retry(code) })
  })
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, { code: 'not-found' }))
}

/**
 * Fastify would close the connection on a sender that still speaks, who may then never see the answer.
 * What remains is read and dropped; the request's time limit bounds it.
 */
function hearToTheEnd(request: FastifyRequest, reply: FastifyReply): void {
  reply.removeHeader('connection')
  request.raw.resume()
}

/** Faults of the log become 503; a client's own 4xx stays one; anything else is ours. */
function codeOf(error: FastifyError): ProblemCode {
  if (error.code === 'log-busy' || error.code === 'store-busy') return 'overloaded'
  // Log, keys or blobs are away: the outcome is unknown to us, and repeating is safe.
  if ((error as { retriable?: boolean }).retriable === true) return 'log-unavailable'
  if (error.statusCode === 413) return 'too-large'
  if (error.statusCode === 415) return 'unsupported-media-type'
  const clients =
    error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
  return clients ? 'malformed' : 'internal'
}

const RETRY_AFTER_SECONDS = 5
const retry = (code: ProblemCode) =>
  code === 'overloaded' || code === 'log-unavailable' ? { retryAfter: RETRY_AFTER_SECONDS } : {}

function requireCaller(app: FastifyInstance, options: AppOptions) {
  const callers = createCallerCheck(options)
  app.decorateRequest('caller', null as unknown as Caller)
  app.addHook('onRequest', (request, _reply, done) => {
    if (isAnonymous(request)) return done()
    const { authorization } = request.headers
    const known = callers.known(authorization)
    if (known) {
      request.caller = known
      return done()
    }
    callers.check(authorization).then((caller) => {
      if (!caller) return done(new Refused({ code: 'unauthenticated' }))
      request.caller = caller
      done()
    }, done)
  })
}

/** Bodies are JSON unless a route says otherwise, and never compressed. */
function readPlainJson(app: FastifyInstance) {
  app.removeContentTypeParser('text/plain')
  app.addHook('onRequest', async (request) => {
    // A compressed body would have to be unpacked before its size is known.
    const coding = request.headers['content-encoding']?.toLowerCase()
    if (coding && coding !== 'identity') throw new Refused({ code: 'unsupported-media-type' })
  })
}

const isAnonymous = (request: FastifyRequest): boolean =>
  request.routeOptions.config.anonymous === true ||
  (request.routeOptions.url?.startsWith('/docs') ?? false)
