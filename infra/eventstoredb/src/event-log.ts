/**
 * The event log on EventStoreDB (or KurrentDB). The log's position is the commit position of an
 * event; what the server writes for itself (`$…`) is not part of the log.
 */
import type {
  Appended,
  EventLog,
  ExpectedRevision,
  NewEvent,
  RecordedEvent,
} from '@xianjie/contracts'
import { AppendStream } from './append-stream.ts'
import { Appender } from './appender.ts'
import { bytesOfAppend } from './check-events.ts'
import { type Connection, connect } from './connection.ts'
import { unavailable } from './faults.ts'
import { type FollowParts, follow } from './follow.ts'
import { Health, type LogState } from './health.ts'
import { Reader } from './reader.ts'

/** Appends that wait for their answer; more are refused with `LogBusy`. */
export const APPENDS_PENDING_MAX = 10_000
const CALL_TIMEOUT_MS = 3_000
const APPEND_TOTAL_MS = 8_000
const SILENCE_MS = 10_000
/** A scan's next page; catching up is never silent for long. */
const SCAN_PATIENCE_MS = 20_000

export type EventLogOptions = {
  /** `esdb://…` or `esdb+discover://…`, with credentials and TLS settings. */
  readonly connectionString: string
  /** The silence in which a call is given up. */
  readonly callTimeoutMs?: number
  /** No try of an append begins later, and none takes longer. */
  readonly appendTotalMs?: number
  /** A subscription that is silent for this long is checked against the head. */
  readonly silenceMs?: number
  readonly appendsPendingMax?: number
}

export type EventStoreLog = EventLog & {
  /** Whether the server answers, as the last calls found out. */
  state(): LogState
}

/**
 * The log on this server. Throws `LogUnavailable` when nobody answers there, an `Error` for a
 * connection string that is none.
 */
export async function openEventLog(options: EventLogOptions): Promise<EventStoreLog> {
  const log = new ServerLog(connect(options.connectionString), options)
  try {
    await log.head()
    return log
  } catch (fault) {
    await log.close()
    throw fault
  }
}

class ServerLog implements EventStoreLog {
  readonly #connection: Connection
  readonly #health = new Health()
  readonly #closing = new AbortController()
  readonly #reader: Reader
  readonly #appender: Appender
  readonly #parts: FollowParts
  #closed: Promise<void> | undefined

  constructor(connection: Connection, options: EventLogOptions) {
    const callTimeoutMs = options.callTimeoutMs ?? CALL_TIMEOUT_MS
    const totalMs = options.appendTotalMs ?? APPEND_TOTAL_MS
    const health = this.#health
    const reader = new Reader(connection, health, callTimeoutMs, this.#closing.signal)
    this.#connection = connection
    this.#reader = reader
    this.#parts = { connection, reader, health, silenceMs: options.silenceMs ?? SILENCE_MS }
    this.#appender = new Appender({
      stream: new AppendStream(connection, { silenceMs: callTimeoutMs, tryMs: totalMs }),
      reader,
      health,
      limits: {
        pendingMax: options.appendsPendingMax ?? APPENDS_PENDING_MAX,
        totalMs,
      },
    })
  }

  state(): LogState {
    return this.#health.state
  }

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ): Promise<Appended> {
    const bytes = bytesOfAppend(stream, events)
    return this.#appender.append(stream, expected, events, bytes)
  }

  async read(stream: string, fromRevision = 0): Promise<readonly RecordedEvent[]> {
    return (await this.#reader.kept(stream, fromRevision)).map(({ event }) => event)
  }

  evidence(stream: string, revision: number): Promise<Uint8Array | undefined> {
    return this.#reader.evidence(stream, revision)
  }

  head(): Promise<number> {
    return this.#reader.head()
  }

  async *scan(after: number): AsyncIterable<readonly RecordedEvent[]> {
    const end = await this.#reader.head()
    if (after >= end) return
    for await (const page of follow(this.#parts, after, this.#closing.signal, SCAN_PATIENCE_MS)) {
      const upToEnd = page.filter(({ position }) => position <= end)
      if (upToEnd.length > 0) yield upToEnd
      if ((page.at(-1)?.position ?? 0) >= end) return
    }
    throw unavailable('the log was closed amid a scan')
  }

  async *subscribe(after: number, signal: AbortSignal): AsyncIterable<readonly RecordedEvent[]> {
    const ending = AbortSignal.any([signal, this.#closing.signal])
    for await (const page of follow(this.#parts, after, ending)) {
      yield page
      if (ending.aborted) return
    }
  }

  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  /** Appends that wait may still need a read, so readers and subscriptions end after them. */
  async #close(): Promise<void> {
    await this.#appender.close()
    this.#closing.abort()
    this.#connection.release()
  }
}
