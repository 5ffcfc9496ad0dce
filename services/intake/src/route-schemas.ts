/** What the generated OpenAPI document says of the bodies that the platform reads byte by byte. */
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

/** Described, not enforced by Fastify: the route answers with violations in the catalogue's words. */
export const submissionRoute = (summary: string) => ({
  schema: {
    tags: ['documents'],
    summary,
    body: {
      content: {
        'application/json': { schema: submission },
        'multipart/form-data': { schema: multipart },
      },
    },
  },
  validatorCompiler: () => () => true,
})
