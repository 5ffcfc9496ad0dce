import { Refused } from '@xianjie/http'
import { catalogue, documentAnswers, documentType, entryOf } from '@xianjie/schemas'
import type { FastifyInstance } from 'fastify'
import { SLUG } from './route-schemas.ts'

/** `GET /v1/document-types` and `/{slug}`: the catalogue with schemas and examples. */
export function documentTypeRoutes(app: FastifyInstance): void {
  const tags = ['document types']
  app.get(
    '/v1/document-types',
    {
      schema: {
        tags,
        operationId: 'listDocumentTypes',
        summary: 'The catalogue of documents',
        description: 'What may be pushed, who may issue it, and what it does to the status.',
        answers: { 200: { description: 'All types', schema: documentAnswers.documentTypes } },
      },
    },
    async () => ({
      types: catalogue.map(({ slug, row, title, issuers, effect, kinds }) => ({
        slug,
        row,
        title,
        issuers,
        effect,
        kinds,
      })),
    }),
  )
  app.get<{ Params: { slug: string } }>(
    '/v1/document-types/:slug',
    {
      schema: {
        tags,
        operationId: 'readDocumentType',
        summary: 'One type: who, to whom, basis, effect, clocks, schema, examples',
        description:
          'The examples are accepted as they stand once ids, agencies and signature fit.',
        parameters: [SLUG],
        answers: { 200: { description: 'The type', schema: documentAnswers.describedType } },
      },
    },
    async (request) => {
      if (!entryOf(request.params.slug)) throw new Refused({ code: 'not-found' })
      return documentType(request.params.slug)
    },
  )
}
