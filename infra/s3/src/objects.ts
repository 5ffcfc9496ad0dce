/** Small objects: written once or replaced, never streamed. */
import { createHash } from 'node:crypto'
import {
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  type ObjectVersion,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { NOT_IMPLEMENTED, StoreUnavailable } from './faults.ts'
import { Turns } from './turns.ts'
import type { Wire } from './wire.ts'

/** One attempt at a small request. */
export const ANSWER_MS_MAX = 5_000
const OBJECT_BYTES_MAX = 4_096
const RANGE = `bytes=0-${OBJECT_BYTES_MAX - 1}`
const TURNS = { atOnceMax: 48, waitingMax: 10_000 }
const PAGES_MAX = 100

export type Objects = {
  read(name: string): Promise<Uint8Array | undefined>
  /** False when there is one by that name already, which then stays as it is. */
  create(name: string, content: Uint8Array): Promise<boolean>
  replace(name: string, content: Uint8Array): Promise<void>
  /** Deletes what a bucket with versions still holds behind the present object; how many it were. */
  sweep(name: string): Promise<number>
}

export function objectsOn(wire: Wire, answerMsMax = ANSWER_MS_MAX): Objects {
  const turns = new Turns(TURNS)
  const small: Wire = {
    ...wire,
    ask: async (msMax, send) => {
      const endTurn = await turns.take()
      return wire.ask(msMax, send).finally(endTurn)
    },
  }
  return {
    read: (name) => read(small, answerMsMax, name),
    create: (name, content) => create(small, answerMsMax, name, content),
    replace: (name, content) => put(small, answerMsMax, name, content, {}),
    sweep: (name) => sweep(small, answerMsMax, name),
  }
}

/** Only the store's own word counts: a bucket that is missing must not pass for a missing object. */
async function read(wire: Wire, msMax: number, name: string): Promise<Uint8Array | undefined> {
  try {
    return await wire.ask(msMax, async (s3, options) => {
      const asked = { Bucket: wire.bucket, Key: name, Range: RANGE }
      const { Body } = await s3.send(new GetObjectCommand(asked), options)
      return Body?.transformToByteArray()
    })
  } catch (fault) {
    if (fault instanceof StoreUnavailable && fault.reason === 'NoSuchKey') return undefined
    throw fault
  }
}

/**
 * An attempt that was carried out but not answered makes the next one find its own object; it is told
 * apart from another's by nothing, so that whoever hears false reads what is there.
 */
async function create(wire: Wire, msMax: number, name: string, content: Uint8Array) {
  try {
    await put(wire, msMax, name, content, { IfNoneMatch: '*' })
    return true
  } catch (fault) {
    if (fault instanceof StoreUnavailable && fault.status === PRECONDITION_FAILED) return false
    throw fault
  }
}

export const PRECONDITION_FAILED = 412

async function put(
  wire: Wire,
  msMax: number,
  name: string,
  content: Uint8Array,
  condition: { readonly IfNoneMatch?: '*' },
): Promise<void> {
  const sum = createHash('sha256').update(content).digest('base64')
  await wire.ask(msMax, (s3, options) =>
    s3.send(
      new PutObjectCommand({
        Bucket: wire.bucket,
        Key: name,
        Body: content,
        ChecksumSHA256: sum,
        ...condition,
      }),
      options,
    ),
  )
}

/**
 * Only what is not the latest is deleted: it never becomes the latest again, so two sweeps at once,
 * each with an older list than the other's, cannot delete the object itself.
 */
async function sweep(wire: Wire, msMax: number, name: string): Promise<number> {
  if (!(await hasVersions(wire, msMax))) return 0
  let deleted = 0
  for (let page = 0; page < PAGES_MAX; page++) {
    const older = await olderVersions(wire, msMax, name)
    if (older.length === 0) return deleted
    deleted += older.length
    for (const { VersionId } of older) {
      const version = { Bucket: wire.bucket, Key: name, VersionId }
      await wire.ask(msMax, (s3, options) => s3.send(new DeleteObjectCommand(version), options))
    }
  }
  throw new StoreUnavailable(`${name} still has older versions`, { reason: 'versions-remain' })
}

async function hasVersions(wire: Wire, msMax: number): Promise<boolean> {
  const asked = { Bucket: wire.bucket }
  try {
    const { Status } = await wire.ask(msMax, (s3, options) =>
      s3.send(new GetBucketVersioningCommand(asked), options),
    )
    return Status !== undefined
  } catch (fault) {
    if (fault instanceof StoreUnavailable && fault.status === NOT_IMPLEMENTED) return false
    throw fault
  }
}

async function olderVersions(
  wire: Wire,
  msMax: number,
  name: string,
): Promise<readonly ObjectVersion[]> {
  const asked = { Bucket: wire.bucket, Prefix: name }
  const { Versions = [] } = await wire.ask(msMax, (s3, options) =>
    s3.send(new ListObjectVersionsCommand(asked), options),
  )
  return Versions.filter(({ Key, IsLatest }) => Key === name && IsLatest === false)
}
