/** Attachments as objects named by their digest: `blobs/aa/<64 digits>`, each uploaded once. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { type BlobStore, type Digest, digest, type StoredBlob } from '@xianjie/contracts'
import { type Draft, writeDraft } from './draft.ts'
import { BlobSpoilt, StoreUnavailable, unavailable } from './faults.ts'
import { PRECONDITION_FAILED } from './objects.ts'
import { Turns } from './turns.ts'
import type { Send, Wire } from './wire.ts'

/** One attempt to send a blob; at 64 MiB it takes 5 Mbit/s. */
const UPLOAD_MS_MAX = 120_000
const UPLOADS = { atOnceMax: 16, waitingMax: 1_000 }
/** A download keeps its turn for as long as its reader reads. */
const DOWNLOADS = { atOnceMax: 48, waitingMax: 256 }
const QUESTIONS = { atOnceMax: 16, waitingMax: 1_000 }
const NOT_FOUND = 404

type Needed = {
  readonly wire: Wire
  readonly answerMsMax: number
  /** Folder for what is being put. */
  readonly draftFolder: string
  readonly onClose: () => void
}

export const blobStoreOn = (needed: Needed): BlobStore => new StoredBlobs(needed)

class StoredBlobs implements BlobStore {
  readonly #needed: Needed
  readonly #uploads = new Turns(UPLOADS)
  readonly #downloads = new Turns(DOWNLOADS)
  readonly #questions = new Turns(QUESTIONS)
  readonly #puts = new Set<Promise<StoredBlob>>()
  /** Uploads under way by object name, so that the same bytes go once. */
  readonly #sending = new Map<string, Promise<void>>()
  #closed = false

  constructor(needed: Needed) {
    this.#needed = needed
  }

  async put(content: AsyncIterable<Uint8Array>, bytesMax: number): Promise<StoredBlob> {
    this.#assertOpen()
    const put = this.#put(content, bytesMax)
    this.#puts.add(put)
    return put.finally(() => this.#puts.delete(put))
  }

  async size(wanted: Digest): Promise<number | undefined> {
    this.#assertOpen()
    return this.#sizeOf(nameOf(wanted))
  }

  /** Asks for the bytes only when somebody reads, so that an answer nobody reads holds nothing open. */
  async get(wanted: Digest): Promise<AsyncIterable<Uint8Array> | undefined> {
    return (await this.size(wanted)) === undefined ? undefined : this.#chunks(wanted)
  }

  /** Waits for what is being put; what is being read is cut off. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    await Promise.allSettled(this.#puts)
    this.#needed.onClose()
  }

  async #put(content: AsyncIterable<Uint8Array>, bytesMax: number): Promise<StoredBlob> {
    const draft = await writeDraft(this.#needed.draftFolder, content, bytesMax)
    try {
      const stored = `sha256:${draft.hash.toString('hex')}` as Digest
      await this.#sendOnce(nameOf(stored), draft)
      return { digest: stored, size: draft.size }
    } finally {
      await draft.close()
    }
  }

  #sendOnce(name: string, draft: Draft): Promise<void> {
    const sending = this.#sending.get(name)
    if (sending !== undefined) return sending
    const sent = this.#send(name, draft).finally(() => this.#sending.delete(name))
    this.#sending.set(name, sent)
    return sent
  }

  /** An object of another size was spoilt from outside; sending over it heals it. */
  async #send(name: string, draft: Draft): Promise<void> {
    const endTurn = await this.#uploads.take()
    try {
      const there = await this.#sizeOf(name)
      if (there === draft.size) return
      await this.#needed.wire.ask(UPLOAD_MS_MAX, upload(this.#bucket, name, draft, there))
    } catch (fault) {
      // Another process was quicker with the same bytes.
      if (!isStatus(fault, PRECONDITION_FAILED)) throw fault
    } finally {
      endTurn()
    }
  }

  async #sizeOf(name: string): Promise<number | undefined> {
    const { wire, answerMsMax } = this.#needed
    const endTurn = await this.#questions.take()
    const asked = { Bucket: this.#bucket, Key: name }
    try {
      const head = await wire.ask(answerMsMax, (s3, options) =>
        s3.send(new HeadObjectCommand(asked), options),
      )
      return head.ContentLength
    } catch (fault) {
      if (isStatus(fault, NOT_FOUND)) return undefined
      throw fault
    } finally {
      endTurn()
    }
  }

  async *#chunks(wanted: Digest): AsyncIterable<Uint8Array> {
    this.#assertOpen()
    const body = await this.#open(nameOf(wanted))
    const hash = createHash('sha256')
    try {
      for await (const chunk of body as AsyncIterable<Uint8Array>) {
        hash.update(chunk)
        yield chunk
      }
    } catch (fault) {
      throw unavailable(fault)
    } finally {
      body.destroy()
    }
    if (`sha256:${hash.digest('hex')}` === wanted) return
    throw new BlobSpoilt(`the store holds other bytes under ${wanted}`)
  }

  /** The turn ends with the connection, also when a reader stays away and it idles out. */
  async #open(name: string): Promise<Readable> {
    const { wire, answerMsMax } = this.#needed
    const endTurn = await this.#downloads.take()
    const asked = { Bucket: this.#bucket, Key: name }
    try {
      const { Body } = await wire.ask(answerMsMax, (s3, options) =>
        s3.send(new GetObjectCommand(asked), options),
      )
      const body = Body as Readable
      if (body.closed) endTurn()
      else body.once('close', endTurn)
      // Its reader hears of it; until there is one, a fault must not end the process.
      body.on('error', () => {})
      return body
    } catch (fault) {
      endTurn()
      throw fault
    }
  }

  get #bucket(): string {
    return this.#needed.wire.bucket
  }

  #assertOpen(): void {
    if (this.#closed) throw new StoreUnavailable('the blob store is closed', { reason: 'closed' })
  }
}

/** The store checks the digest of what arrived before it keeps it. */
const upload =
  (bucket: string, name: string, draft: Draft, there: number | undefined): Send<void> =>
  async (s3, options) => {
    const body = draft.content()
    const put = new PutObjectCommand({
      Bucket: bucket,
      Key: name,
      Body: body,
      ContentLength: draft.size,
      ChecksumSHA256: draft.hash.toString('base64'),
      ...(there === undefined ? { IfNoneMatch: '*' } : {}),
    })
    try {
      await s3.send(put, options)
    } finally {
      body.destroy()
    }
  }

function nameOf(wanted: Digest): string {
  assert(digest(wanted), 'only a digest may become a name')
  const hex = wanted.slice('sha256:'.length)
  return `blobs/${hex.slice(0, 2)}/${hex}`
}

const isStatus = (fault: unknown, status: number): boolean =>
  fault instanceof StoreUnavailable && fault.status === status
