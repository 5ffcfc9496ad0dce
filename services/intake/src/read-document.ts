/** Documents as they were accepted, for those they concern: issuer, recipients and copies. */

import { Readable } from 'node:stream'
import {
  type AttachmentEntry,
  type DocumentAccepted,
  digest,
  documentId,
  documentStream,
  type Evidence,
  type LegalDocument,
  type Party,
  type Person,
  unpackEvidence,
} from '@xianjie/contracts'
import { type DescribedParameter, Refused } from '@xianjie/http'
import { documentAnswers, documentSchema, entryOf } from '@xianjie/schemas'
import { readJson } from '@xianjie/validate'
import { readXml, toJson } from '@xianjie/xml'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ATTACHMENT_DIGEST, DOCUMENT_ID, receiptAnswer, type Told } from './route-schemas.ts'
import type { IntakeParts } from './service.ts'
import { readAccepted, type StoredDocument } from './stored-document.ts'

type OneDocument = { Params: { documentId: string } }
type OneAttachment = { Params: { documentId: string; digest: string } }

const schema = (told: Told, ...more: readonly DescribedParameter[]) => ({
  schema: { tags: ['documents'], ...told, parameters: [DOCUMENT_ID, ...more] },
})

const ROUTES = {
  header: schema({
    operationId: 'readDocument',
    summary: 'Header, verdict, findings, deliveries',
    description: 'For issuer, recipients and copies; for anybody else there is no such document.',
    answers: { 200: { description: 'The document', schema: documentAnswers.storedDocument } },
  }),
  content: schema({
    operationId: 'readDocumentContent',
    summary: 'The exact bytes that were signed',
    description:
      'Byte for byte as they were pushed, so that the signature can be verified over them.',
    answers: {
      200: { description: 'The bytes', mediaTypes: ['application/xml', 'application/json'] },
    },
  }),
  signature: schema({
    operationId: 'readDocumentSignature',
    summary: 'The signature as it came, DER',
    description: 'Detached CMS SignedData (RFC 5652) over the content.',
    answers: {
      200: { description: 'The signature', mediaTypes: ['application/pkcs7-signature'] },
    },
  }),
  receipt: schema({
    operationId: 'readDocumentReceipt',
    summary: 'The receipt, the very same again',
    description:
      'Byte for byte what the push was answered, to be verified with the keys of `/v1/keys`.',
    answers: { 200: receiptAnswer('The receipt') },
  }),
  attachment: schema(
    {
      operationId: 'readDocumentAttachment',
      summary: 'An attachment’s exact bytes',
      description: 'By the digest that the document names it with.',
      answers: { 200: { description: 'The bytes', mediaTypes: ['application/octet-stream'] } },
    },
    ATTACHMENT_DIGEST,
  ),
}

export function readDocumentRoutes(app: FastifyInstance, parts: IntakeParts): void {
  app.get<OneDocument>('/v1/documents/:documentId', ROUTES.header, async (request) =>
    describe(await find(request, parts), parts),
  )
  app.get<OneDocument>(
    '/v1/documents/:documentId/content',
    ROUTES.content,
    async (request, reply) => {
      const { event } = await find(request, parts)
      return reply
        .type(event.proof.mediaType)
        .send(Buffer.from((await evidenceOf(event, parts)).document))
    },
  )
  app.get<OneDocument>(
    '/v1/documents/:documentId/signature',
    ROUTES.signature,
    async (request, reply) => {
      const { event } = await find(request, parts)
      return reply
        .type('application/pkcs7-signature')
        .send(Buffer.from((await evidenceOf(event, parts)).signature))
    },
  )
  app.get<OneDocument>(
    '/v1/documents/:documentId/receipt',
    ROUTES.receipt,
    async (request, reply) => {
      const { event, position } = await find(request, parts)
      return reply
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(await parts.receipts.of(event, position)))
    },
  )
  app.get<OneAttachment>(
    '/v1/documents/:documentId/attachments/:digest',
    ROUTES.attachment,
    async (request, reply) => {
      const { event } = await find(request, parts)
      const wanted = digest(request.params.digest)
      const entry = event.attachments.find((one) => one.digest === wanted)
      const content = entry && (await parts.blobs.get(entry.digest))
      if (!content) throw new Refused({ code: 'not-found' })
      return reply
        .type('application/octet-stream')
        .header('X-Content-Type-Options', 'nosniff')
        .send(Readable.from(content))
    },
  )
}

/** What a caller may not see is answered like what does not exist. */
async function find(
  request: FastifyRequest<OneDocument>,
  { log }: IntakeParts,
): Promise<StoredDocument> {
  const id = documentId(request.params.documentId)
  const stored = id && (await readAccepted(log, id))
  const { code } = request.caller.registered.agency
  if (!stored || !concerns(stored.event, code)) throw new Refused({ code: 'not-found' })
  return stored
}

const concerns = ({ issuer, recipients, copies }: DocumentAccepted, code: string): boolean =>
  [issuer, ...recipients, ...copies].some((party) => party.code === code)

async function evidenceOf(
  { documentId: id, subjectId }: DocumentAccepted,
  parts: IntakeParts,
): Promise<Evidence> {
  const sealed = await parts.log.evidence(documentStream(id), 0)
  const block = sealed && (await parts.codec.open(subjectId, sealed, `${id} evidence`))
  if (!block) throw new Refused({ code: 'not-found' })
  return unpackEvidence(block)
}

async function personOf(
  { documentId: id, subjectId, proof }: DocumentAccepted,
  parts: IntakeParts,
) {
  const bytes = await parts.codec.open(
    subjectId,
    Buffer.from(proof.person, 'base64'),
    `${id} person`,
  )
  return bytes && (JSON.parse(Buffer.from(bytes).toString()) as Person)
}

async function describe({ event, position }: StoredDocument, parts: IntakeParts) {
  // What a registered agency may read here has entered its system (law.md §0.3-9); nobody else's has.
  const delivery = (as: 'recipient' | 'copy') => (party: Party) => ({
    agency: party.code,
    as,
    receivedAt: party.kind ? event.acceptedAt : null,
  })
  return {
    documentId: event.documentId,
    type: event.type,
    title: entryOf(event.type)?.title,
    number: event.number,
    issuer: event.issuer,
    madeOn: event.madeOn,
    effectiveOn: event.effectiveOn ?? null,
    subjectId: event.subjectId,
    subject: (await personOf(event, parts)) ?? null,
    recipients: event.recipients,
    copies: event.copies,
    references: event.references,
    attachments: await attachmentsOf(event, parts),
    markings: { minor: event.minor, sealed: event.sealed },
    digest: event.proof.digest,
    mediaType: event.proof.mediaType,
    verdict: event.proof.verdict,
    findings: event.findings,
    deliveries: [
      ...event.recipients.map(delivery('recipient')),
      ...event.copies.map(delivery('copy')),
    ],
    position,
    acceptedAt: event.acceptedAt,
  }
}

/** Names of attachments stand in the signed bytes only. */
async function attachmentsOf(
  event: DocumentAccepted,
  parts: IntakeParts,
): Promise<readonly AttachmentEntry[]> {
  if (event.attachments.length === 0) return []
  const { document } = await evidenceOf(event, parts)
  const value =
    event.proof.mediaType === 'application/json' ? readJson(document) : fromXml(document)
  return (
    (value.ok ? (value.value as LegalDocument).header.attachments?.attachment : undefined) ?? []
  )
}

function fromXml(document: Uint8Array) {
  const read = readXml(document)
  return read.ok ? { ok: true as const, value: toJson(read.root, documentSchema(read.type)) } : read
}
