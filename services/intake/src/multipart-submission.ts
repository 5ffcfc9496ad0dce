/**
 * multipart/form-data: the document and its signature in memory, attachments through files in a
 * folder of this request, so that large ones never stand in memory and a refusal leaves nothing.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Busboy, type BusboyHeaders } from '@fastify/busboy'
import {
  ATTACHMENT_BYTES_MAX,
  ATTACHMENTS_MAX,
  type Digest,
  DOCUMENT_BYTES_MAX,
} from '@xianjie/contracts'
import { Refused } from '@xianjie/http'
import {
  documentMediaType,
  malformed,
  type SentAttachment,
  SIGNATURE_BYTES_MAX,
  type Submission,
} from './submission.ts'

/** A whole multipart request, bytes. */
export const MULTIPART_BYTES_MAX = 512 * 1_048_576

const SIGNATURE_TYPES = new Set([
  'application/pkcs7-signature',
  'application/x-pkcs7-signature',
  'application/octet-stream',
])

type Parts = {
  document?: { readonly bytes: Uint8Array; readonly type: string }
  signature?: Uint8Array
  readonly attachments: SentAttachment[]
}
type PartContent = Readable & { truncated?: boolean }
type Part = { readonly field: string; readonly content: PartContent; readonly type: string }

/** Reads the parts; throws `Refused`. `folder` is where attachments wait for the verdict. */
export async function multipartSubmission(
  request: IncomingMessage,
  folder: string,
): Promise<Submission> {
  if (Number(request.headers['content-length'] ?? 0) > MULTIPART_BYTES_MAX) {
    throw new Refused({ code: 'too-large' })
  }
  const own = join(folder, randomUUID())
  const dispose = () => rm(own, { recursive: true, force: true })
  try {
    const { document, signature, attachments } = await readParts(request, own)
    if (!document)
      throw malformed('document', 'missing', '缺少 document 部分', 'the part "document" is missing')
    return {
      document: document.bytes,
      mediaType: documentMediaType(document.type),
      ...(signature ? { signature } : {}),
      attachments,
      dispose,
    }
  } catch (error) {
    await dispose()
    throw error
  }
}

async function readParts(request: IncomingMessage, folder: string): Promise<Parts> {
  const parts: Parts = { attachments: [] }
  const contents: Readable[] = []
  const taking: Promise<void>[] = []
  const parser = openParser(request)
  parser.on('file', (field, content, _name, _encoding, type) => {
    contents.push(content)
    const taken = take({ field, content: content as PartContent, type }, parts, folder)
    // The first refusal ends the request; Promise.all below reports it.
    taken.catch((error: Error) => parser.destroy(error))
    taking.push(taken)
  })
  parser.on('filesLimit', () => parser.destroy(new Refused({ code: 'too-large' })))
  parser.on('partsLimit', () => parser.destroy(new Refused({ code: 'too-large' })))
  try {
    await pipeline(bounded(request), parser)
    await Promise.all(taking)
  } catch (error) {
    // The parser never ends the parts of a form that broke off.
    for (const content of contents) content.destroy()
    await Promise.allSettled(taking)
    request.resume()
    throw error instanceof Refused || isDiskFault(error)
      ? error
      : malformed(
          '',
          'multipart',
          '多部分内容不完整或边界不符',
          'the multipart body is incomplete or its boundary is another',
        )
  }
  return parts
}

/** A disk that fails is no fault of the sender's. */
const isDiskFault = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && !('code' in error && error.code === 'ECONNRESET')

/** The request's bytes up to the limit. The request itself stays whole, to be answered on. */
async function* bounded(request: IncomingMessage): AsyncIterable<Uint8Array> {
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length
    if (size > MULTIPART_BYTES_MAX) throw new Refused({ code: 'too-large' })
    yield chunk
  }
}

function openParser(request: IncomingMessage) {
  try {
    return new Busboy({
      headers: request.headers as BusboyHeaders,
      isPartAFile: () => true,
      limits: {
        fileSize: ATTACHMENT_BYTES_MAX,
        files: ATTACHMENTS_MAX + 2,
        parts: ATTACHMENTS_MAX + 2,
        headerPairs: 20,
      },
    })
  } catch {
    throw malformed('', 'multipart', '缺少多部分边界', 'the multipart boundary is missing')
  }
}

async function take(part: Part, parts: Parts, folder: string): Promise<void> {
  if (part.field === 'document' && !parts.document) {
    parts.document = { bytes: new Uint8Array(), type: part.type }
    parts.document = { bytes: await inMemory(part, DOCUMENT_BYTES_MAX), type: part.type }
  } else if (part.field === 'signature' && !parts.signature) {
    if (!SIGNATURE_TYPES.has(part.type)) throw new Refused({ code: 'unsupported-media-type' })
    parts.signature = new Uint8Array()
    parts.signature = await inMemory(part, SIGNATURE_BYTES_MAX)
  } else if (part.field === 'attachment') {
    parts.attachments.push(await inFile(part, folder))
  } else {
    part.content.resume()
    throw malformed(
      part.field.slice(0, 50),
      'unknown',
      '只接受 document、signature（各一）和 attachment 部分',
      'only the parts document, signature (one each) and attachment are read',
    )
  }
}

async function inMemory({ content }: Part, bytesMax: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of content as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > bytesMax) throw new Refused({ code: 'too-large' })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function inFile({ content }: Part, folder: string): Promise<SentAttachment> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, randomUUID())
  const hash = createHash('sha256')
  let size = 0
  await pipeline(
    content,
    async function* (source: AsyncIterable<Uint8Array>) {
      for await (const chunk of source) {
        hash.update(chunk)
        size += chunk.length
        yield chunk
      }
    },
    createWriteStream(file),
  )
  if (content.truncated) throw new Refused({ code: 'too-large' })
  return {
    digest: `sha256:${hash.digest('hex')}` as Digest,
    size,
    open: () => createReadStream(file) as AsyncIterable<Uint8Array>,
  }
}
