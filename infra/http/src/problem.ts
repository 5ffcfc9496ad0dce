/** Refusals on the wire: RFC 9457 problem documents, in the reader's language. */
import { type Bilingual, type Problem, problems } from '@xianjie/contracts'
import type { FastifyReply, FastifyRequest } from 'fastify'

type Language = 'zh' | 'en' | 'both'

/** Chinese or English as Accept-Language prefers; both where it says nothing of either. */
export function languageOf(acceptLanguage: string | undefined): Language {
  const ranked = (acceptLanguage ?? '')
    .split(',')
    .map((item) => {
      const [tag = '', ...parameters] = item.trim().toLowerCase().split(';')
      const quality = parameters.map((one) => /^\s*q=([\d.]+)$/.exec(one)?.[1]).find(Boolean)
      return { tag: tag.split('-')[0], quality: quality === undefined ? 1 : Number(quality) }
    })
    .filter(({ tag, quality }) => (tag === 'zh' || tag === 'en') && quality > 0)
    .sort((left, right) => right.quality - left.quality)
  return (ranked[0]?.tag as Language | undefined) ?? 'both'
}

const inWords = (text: Bilingual, language: Language): string =>
  language === 'both' ? `${text.zh} / ${text.en}` : text[language]

/** Answers with a problem; `type` is the page that explains the code (RFC 9457 §3.1.1). */
export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
): FastifyReply {
  const entry = problems[problem.code]
  const language = languageOf(request.headers['accept-language'])
  if (problem.retryAfter !== undefined) reply.header('Retry-After', String(problem.retryAfter))
  if (problem.code === 'unauthenticated') reply.header('WWW-Authenticate', 'Bearer')
  return reply
    .status(entry.status)
    .header('Content-Type', 'application/problem+json; charset=utf-8')
    .header('Content-Language', language === 'both' ? 'zh, en' : language)
    .send(
      problemText(problem, language, {
        origin: `${request.protocol}://${request.host}`,
        requestId: request.id,
      }),
    )
}

type Place = {
  /** Scheme and host that the request named; empty where no request could be read. */
  readonly origin: string
  readonly requestId: string
}

/** The problem document as JSON text. */
export function problemText(
  { code, violations }: Problem,
  language: Language,
  { origin, requestId }: Place,
): string {
  const entry = problems[code]
  return JSON.stringify({
    type: `${origin}/docs/problems/${code}`,
    title: inWords(entry.title, language),
    status: entry.status,
    code,
    detail: inWords(entry.advice, language),
    instance: `urn:request:${requestId}`,
    ...(violations && violations.length > 0
      ? {
          violations: violations.map(({ path, code: what, message }) => ({
            path,
            code: what,
            message: inWords(message, language),
          })),
        }
      : {}),
  })
}

/** A refusal that ends a request from inside a hook; the edge renders it. */
export class Refused extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.code)
    this.problem = problem
  }
}
