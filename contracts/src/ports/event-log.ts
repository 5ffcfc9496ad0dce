/**
 * The event log: an append-only history per stream, with one order over all streams. The only truth;
 * everything else can be rebuilt from it.
 *
 * Promises, kept by every adapter and checked by `conformance/event-log.ts`:
 * - An append is durable on disk when its promise fulfils, and all of its events are stored or none.
 * - The events of one append follow each other in the stream; `expected` must be the stream's revision.
 * - Repeating an append with the same ids and the same `expected` answers as the first time and stores
 *   nothing (there is no "any": EventStoreDB forgets duplicates of those on restart).
 * - Positions grow with every event and are never reused; a subscriber sees every event once, in order.
 * - Outside faults reject with `LogUnavailable`; the outcome of that append is then unknown, and the
 *   caller may only repeat it as it was.
 */
import type { EventId } from '../ids.ts'

export type NewEvent = {
  readonly id: EventId
  readonly type: string
  /** JSON, UTF-8; at most `EVENT_BYTES_MAX`. */
  readonly data: Uint8Array
  /** Bytes that prove the event; a scan does not read them. */
  readonly evidence?: Uint8Array
}

export type RecordedEvent = {
  readonly position: number
  readonly stream: string
  /** 0 for the first event of its stream. */
  readonly revision: number
  readonly id: EventId
  readonly type: string
  readonly data: Uint8Array
}

/** Revision of the stream's last event, or that there is none yet. */
export type ExpectedRevision = number | 'no-stream'

export type Appended =
  | {
      readonly ok: true
      readonly position: number
      readonly revision: number
      readonly repeated: boolean
    }
  | { readonly ok: false; readonly reason: 'wrong-revision'; readonly actual: ExpectedRevision }

export type EventLog = {
  /** Position and revision of the last event written. Throws `LogBusy` when the queue is full. */
  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<Appended>
  /** A stream's events from a revision on (0 unless told), oldest first; empty for an unknown stream. */
  read(stream: string, fromRevision?: number): Promise<readonly RecordedEvent[]>
  /** The evidence of one event, or undefined when it has none. */
  evidence(stream: string, revision: number): Promise<Uint8Array | undefined>
  /** Everything after a position (0: from the beginning) up to now, in pages. */
  scan(after: number): AsyncIterable<readonly RecordedEvent[]>
  /** Everything after a position and whatever comes, in pages, until the signal aborts. */
  subscribe(after: number, signal: AbortSignal): AsyncIterable<readonly RecordedEvent[]>
  /** Position of the last event, 0 when empty. */
  head(): Promise<number>
  close(): Promise<void>
}

/** Data of one event, bytes: EventStoreDB's limit. */
export const EVENT_BYTES_MAX = 1_048_576

/** The queue of appends is full: nothing was stored, come back later. */
export class LogBusy extends Error {
  readonly code = 'log-busy'
  readonly retriable = true
}

/** The log is away or failed; whether the append was stored is unknown. */
export class LogUnavailable extends Error {
  readonly code = 'log-unavailable'
  readonly retriable = true
}
