import { Refused } from '@xianjie/http'
import {
  catalogue,
  documentAnswers,
  documentType,
  entryOf,
  type PageForm,
  servedCataloguePage,
  servedDocumentPage,
} from '@xianjie/schemas'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { preferred } from './preferred.ts'
import { SLUG } from './route-schemas.ts'

/** Forms of one answer, JSON first: it is what a caller gets who asks for none. */
const FORMS = ['application/json', 'text/html', 'text/markdown'] as const
const PAGES: Readonly<Record<string, PageForm>> = {
  'text/html': 'html',
  'text/markdown': 'markdown',
}
const mediaTypes = ['text/html', 'text/markdown']
const IN_WORDS =
  ' As pages for people in Chinese and English where Accept asks for text/html or text/markdown.'

/** `GET /v1/document-types` and `/{slug}`: the catalogue with schemas and examples. */
export function documentTypeRoutes(app: FastifyInstance): void {
  listRoute(app)
  typeRoute(app)
}

function listRoute(app: FastifyInstance): void {
  const description = `What may be pushed, who may issue it, and what it does to the status.${IN_WORDS}`
  const schema = {
    tags: ['document types'],
    operationId: 'listDocumentTypes',
    summary: 'The catalogue of documents',
    description,
    answers: {
      200: { description: 'All types', schema: documentAnswers.documentTypes, mediaTypes },
    },
  }
  app.get('/v1/document-types', { schema }, async (request, reply) =>
    inForm(request, reply, servedCataloguePage, () => ({ types: catalogue.map(summaryOf) })),
  )
}

const summaryOf = ({ slug, row, title, issuers, effect, kinds }: (typeof catalogue)[number]) => ({
  slug,
  row,
  title,
  issuers,
  effect,
  kinds,
})

function typeRoute(app: FastifyInstance): void {
  const description = `The examples are accepted as they stand once ids, agencies and signature fit.${IN_WORDS}`
  const schema = {
    tags: ['document types'],
    operationId: 'readDocumentType',
    summary: 'One type: who, to whom, basis, effect, clocks, schema, examples',
    description,
    parameters: [SLUG],
    answers: {
      200: { description: 'The type', schema: documentAnswers.describedType, mediaTypes },
    },
  }
  app.get<{ Params: { slug: string } }>(
    '/v1/document-types/:slug',
    { schema },
    async (request, reply) => {
      const { slug } = request.params
      if (!entryOf(slug)) throw new Refused({ code: 'not-found' })
      return inForm(
        request,
        reply,
        (form) => servedDocumentPage[form](slug),
        () => documentType(slug),
      )
    },
  )
}

/** One content in the form that the caller prefers. */
function inForm(
  request: FastifyRequest,
  reply: FastifyReply,
  page: (form: PageForm) => string,
  value: () => object,
) {
  reply.header('Vary', 'Accept')
  const type = preferred(request.headers.accept, FORMS)
  const form = PAGES[type]
  if (form === undefined) return value()
  return reply.type(`${type}; charset=utf-8`).header('Content-Language', 'zh, en').send(page(form))
}
