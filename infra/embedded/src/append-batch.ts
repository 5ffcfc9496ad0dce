/**
 * How appends travel to the writer thread: their bytes in one block of memory that is handed over,
 * since cloning each array would copy it twice and drag the pool it lies in along.
 */
import type { EventId, ExpectedRevision, NewEvent } from '@xianjie/contracts'
import type { Parcel } from './writer-thread.ts'

export type Append = {
  readonly stream: string
  readonly expected: ExpectedRevision
  readonly events: readonly NewEvent[]
}

type EventHead = {
  readonly id: EventId
  readonly type: string
  readonly dataBytes: number
  /** -1: the event has no evidence, which is not the same as empty evidence. */
  readonly evidenceBytes: number
}

export type AppendBatch = {
  readonly jobs: number
  readonly heads: readonly (Omit<Append, 'events'> & { readonly events: readonly EventHead[] })[]
  readonly block: Uint8Array
}

const NO_EVIDENCE = -1

export const bytesOf = ({ events }: Append): number =>
  events.reduce((sum, { data, evidence }) => sum + data.length + (evidence?.length ?? 0), 0)

export function packAppends(appends: readonly Append[]): Parcel {
  const block = Buffer.allocUnsafeSlow(appends.reduce((sum, append) => sum + bytesOf(append), 0))
  let end = 0
  const put = (bytes: Uint8Array) => {
    block.set(bytes, end)
    end += bytes.length
    return bytes.length
  }
  const headOf = ({ id, type, data, evidence }: NewEvent): EventHead => ({
    id,
    type,
    dataBytes: put(data),
    evidenceBytes: evidence === undefined ? NO_EVIDENCE : put(evidence),
  })
  const heads = appends.map(({ stream, expected, events }) => ({
    stream,
    expected,
    events: events.map(headOf),
  }))
  const message: AppendBatch = { jobs: appends.length, heads, block }
  return { message, transfer: [block.buffer] }
}

export function unpackAppends({ heads, block }: AppendBatch): readonly Append[] {
  let end = 0
  const take = (bytes: number) => {
    end += bytes
    return block.subarray(end - bytes, end)
  }
  const eventOf = ({ id, type, dataBytes, evidenceBytes }: EventHead): NewEvent => {
    const data = take(dataBytes)
    return evidenceBytes === NO_EVIDENCE
      ? { id, type, data }
      : { id, type, data, evidence: take(evidenceBytes) }
  }
  return heads.map(({ stream, expected, events }) => ({
    stream,
    expected,
    events: events.map(eventOf),
  }))
}
