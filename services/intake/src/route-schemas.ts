/** What the OpenAPI document says of the bodies and parameters that the platform reads itself. */
import type { DescribedAnswer, DescribedParameter } from '@xianjie/http'
import { documentAnswers, feedExample, feedSchema } from '@xianjie/schemas'

const submission = {
  type: 'object',
  required: ['document', 'mediaType'],
  properties: {
    document: {
      type: 'string',
      contentEncoding: 'base64',
      description: 'The exact bytes that were signed',
    },
    mediaType: { type: 'string', enum: ['application/xml', 'application/json'] },
    signature: {
      type: 'string',
      contentEncoding: 'base64',
      description: 'DER, detached CMS SignedData',
    },
    attachments: {
      type: 'array',
      items: {
        type: 'object',
        required: ['content'],
        properties: {
          name: { type: 'string' },
          mediaType: { type: 'string' },
          content: { type: 'string', contentEncoding: 'base64' },
        },
      },
    },
  },
}

const multipart = {
  type: 'object',
  required: ['document', 'signature'],
  properties: {
    document: { type: 'string', contentMediaType: 'application/xml' },
    signature: { type: 'string', contentMediaType: 'application/pkcs7-signature' },
    attachment: {
      type: 'array',
      items: { type: 'string', contentMediaType: 'application/octet-stream' },
    },
  },
}

/** What a route of documents says of itself. */
export type Told = {
  readonly operationId: string
  readonly summary: string
  readonly description: string
  readonly answers: Readonly<Record<number, DescribedAnswer>>
}

/** Described, not enforced by Fastify: the route answers with violations in the catalogue's words. */
export const submissionRoute = (told: Told) => ({
  schema: {
    tags: ['documents'],
    ...told,
    body: {
      content: {
        'application/json': { schema: submission },
        'multipart/form-data': { schema: multipart },
      },
    },
  },
  validatorCompiler: () => () => true,
})

const inPath = (name: string, description: string, schema: object): DescribedParameter => ({
  in: 'path',
  ...{ name, description, schema },
})
const { documentId, digest } = feedSchema('receipt').properties ?? {}

export const DOCUMENT_ID = inPath('documentId', 'As its issuer chose it', { ...documentId })
export const ATTACHMENT_DIGEST = inPath('digest', 'As the document names it', { ...digest })
export const SLUG = inPath('slug', 'As the catalogue lists it', { type: 'string' })

/** A receipt, new or again. */
export const receiptAnswer = (description: string): DescribedAnswer => ({
  description,
  schema: documentAnswers.receipt,
  example: feedExample('receipt'),
})
