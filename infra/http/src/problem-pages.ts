import { type ProblemCode, problems } from '@xianjie/contracts'
import type { FastifyInstance } from 'fastify'
import { sendProblem } from './problem.ts'

/** The pages that a problem's `type` leads to: what the code means and what to do. */
export function problemPages(app: FastifyInstance) {
  app.get<{ Params: { code: string } }>(
    '/docs/problems/:code',
    { config: { anonymous: true }, schema: { hide: true } },
    (request, reply) => {
      const { code } = request.params
      if (!Object.hasOwn(problems, code)) return sendProblem(request, reply, { code: 'not-found' })
      return reply.type('text/html; charset=utf-8').send(page(code as ProblemCode))
    },
  )
}

const page = (code: ProblemCode): string => {
  const { status, title, advice } = problems[code]
  return `<!doctype html><html lang="zh"><meta charset="utf-8"><title>${code}</title>
<h1>${code} · HTTP ${status}</h1>
<h2>${title.zh} · ${title.en}</h2><p>${advice.zh}</p><p lang="en">${advice.en}</p></html>`
}
