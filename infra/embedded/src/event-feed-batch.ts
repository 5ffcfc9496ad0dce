/**
 * What the feed's writer thread is asked, and how it travels: the values of all records in one block
 * of memory that is handed over, as with appends (`append-batch.ts`).
 */
import type { FeedRecord, Topic } from '@xianjie/contracts'
import type { Batch } from './writer-loop.ts'
import type { Parcel } from './writer-thread.ts'

/** Where a group goes on in one partition: the offset that it has not taken yet. */
export type GroupOffset = {
  readonly group: string
  readonly topic: number
  readonly partition: number
  readonly next: number
}

type Publish = {
  readonly ask: 'publish'
  /** The caller's clock, ms since 1970; retention counts from it. */
  readonly at: number
  readonly records: readonly FeedRecord[]
}
type Chore =
  | { readonly ask: 'topics'; readonly topics: readonly Topic[] }
  | { readonly ask: 'offsets'; readonly offsets: readonly GroupOffset[] }
  /** Notes how far a leader got, or asks for it only. */
  | { readonly ask: 'checkpoint'; readonly name: string; readonly reached?: number }
  | { readonly ask: 'prune'; readonly now: number; readonly recordsMax: number }
  | { readonly ask: 'nothing' }
export type FeedJob = Publish | Chore

/** One past the last record of a partition that has grown. */
export type Head = { readonly topic: number; readonly partition: number; readonly next: number }

export type FeedAnswer = {
  readonly heads: readonly Head[]
  /** The checkpoint that was found, or how many records were pruned. */
  readonly count: number
}

type RecordHead = Omit<FeedRecord, 'headers' | 'value'> & {
  /** JSON, as it is stored. */
  readonly headers: string
  /** -1: no value at all, which is not the same as an empty one. */
  readonly valueBytes: number
}
export type PackedRecord = RecordHead & { readonly value: Uint8Array | undefined }
type PackedPublish = Omit<Publish, 'records'> & { readonly records: readonly RecordHead[] }

export type FeedBatch = Batch & {
  readonly asked: readonly (PackedPublish | Chore)[]
  readonly block: Uint8Array
}

const NO_VALUE = -1

/** Bytes of a record as its topic's `recordBytesMax` counts them. */
export const recordBytes = ({ key, headers, value }: FeedRecord): number =>
  Object.entries(headers).reduce(
    (sum, [name, content]) => sum + Buffer.byteLength(name) + Buffer.byteLength(content),
    Buffer.byteLength(key) + (value?.length ?? 0),
  )

export const jobBytes = (job: FeedJob): number =>
  job.ask === 'publish' ? job.records.reduce((sum, record) => sum + recordBytes(record), 0) : 0

const valueBytes = (job: FeedJob): number =>
  job.ask === 'publish' ? job.records.reduce((sum, { value }) => sum + (value?.length ?? 0), 0) : 0

export function packFeedJobs(jobs: readonly FeedJob[]): Parcel {
  const block = Buffer.allocUnsafeSlow(jobs.reduce((sum, job) => sum + valueBytes(job), 0))
  let end = 0
  const put = (bytes: Uint8Array) => {
    block.set(bytes, end)
    end += bytes.length
    return bytes.length
  }
  const headOf = ({ topic, id, key, headers, value }: FeedRecord): RecordHead => ({
    topic,
    id,
    key,
    headers: JSON.stringify(headers),
    valueBytes: value === undefined ? NO_VALUE : put(value),
  })
  const asked = jobs.map((job) =>
    job.ask === 'publish' ? { ...job, records: job.records.map(headOf) } : job,
  )
  const message: FeedBatch = { jobs: jobs.length, asked, block }
  return { message, transfer: [block.buffer] }
}

export type UnpackedJob =
  | (Omit<Publish, 'records'> & { readonly records: readonly PackedRecord[] })
  | Chore

export function unpackFeedJobs({ asked, block }: FeedBatch): readonly UnpackedJob[] {
  let end = 0
  const take = (bytes: number) => {
    end += bytes
    return block.subarray(end - bytes, end)
  }
  const recordOf = (head: RecordHead): PackedRecord => ({
    ...head,
    value: head.valueBytes === NO_VALUE ? undefined : take(head.valueBytes),
  })
  return asked.map((job) =>
    job.ask === 'publish' ? { ...job, records: job.records.map(recordOf) } : job,
  )
}
