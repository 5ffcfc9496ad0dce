/** Reads of streams and of the head, tried again while that can help. */
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js'
import type { RecordedEvent } from '@xianjie/contracts'
import { evidenceOf, isSystem, placeOf, positionOf, recorded, wireIdOf } from './answers.ts'
import type { Connection } from './connection.ts'
import { faultOf, unavailable } from './faults.ts'
import type { Health } from './health.ts'
import { backoffMs, pause } from './pause.ts'
import { query, type Record } from './query.ts'
import { type Place, readBackwardsRequest, readStreamRequest } from './requests.ts'

const TRIES_MAX = 4
const STREAM_EVENTS_MAX = 2_147_483_647
/** The last record is an event of ours as a rule; only then are more asked for. */
const HEAD_RECORDS_FIRST = 1
const HEAD_RECORDS = 500

/** An event, and the id under which the server knows it. */
export type Kept = { readonly wireId: string; readonly event: RecordedEvent }

export class Reader {
  readonly #connection: Connection
  readonly #health: Health
  readonly #silenceMs: number
  readonly #closing: AbortSignal
  /** Between these two there was no event when it was last looked. */
  #known: { readonly head: number; readonly newest: number } = { head: 0, newest: 0 }

  constructor(connection: Connection, health: Health, silenceMs: number, closing: AbortSignal) {
    this.#connection = connection
    this.#health = health
    this.#silenceMs = silenceMs
    this.#closing = closing
  }

  /** A stream's events from a revision on, at most this many. Throws `LogUnavailable`. */
  kept(stream: string, from: number, count = STREAM_EVENTS_MAX): Promise<readonly Kept[]> {
    return this.#tried('reading a stream', async () => {
      const found: Kept[] = []
      await this.#query(readStreamRequest(stream, from, count), (record) => {
        if (!isSystem(record)) found.push({ wireId: wireIdOf(record), event: recorded(record) })
        return 'more'
      })
      return found
    })
  }

  evidence(stream: string, revision: number): Promise<Uint8Array | undefined> {
    return this.#tried('reading evidence', async () => {
      let found: Uint8Array | undefined
      await this.#query(readStreamRequest(stream, revision, 1), (record) => {
        if (record.getStreamRevision() === String(revision)) found = evidenceOf(record)
        return 'enough'
      })
      return found
    })
  }

  head(): Promise<number> {
    return this.#tried('reading the head', () => this.headOnce())
  }

  /** Rejects with a `CallFault` at the first fault. */
  async headOnce(): Promise<number> {
    const known = this.#known
    let newest = 0
    let head = 0
    let before: Place | undefined
    for (let count = HEAD_RECORDS_FIRST; ; count = HEAD_RECORDS) {
      let records = 0
      let isFound = false
      await this.#query(readBackwardsRequest(before, count), (record) => {
        records += 1
        before = placeOf(record)
        newest = Math.max(newest, positionOf(record))
        isFound = !isSystem(record) || positionOf(record) <= known.newest
        if (isFound) head = isSystem(record) ? known.head : positionOf(record)
        return isFound ? 'enough' : 'more'
      })
      if (isFound || records < count) break
    }
    if (newest > this.#known.newest) this.#known = { head, newest }
    return head
  }

  #query(request: ReadReq, seen: (record: Record) => 'more' | 'enough'): Promise<void> {
    return query(this.#connection, request, this.#silenceMs, seen)
  }

  async #tried<T>(what: string, read: () => Promise<T>): Promise<T> {
    const tries = this.#health.state.connected ? TRIES_MAX : 1
    for (let failures = 1; ; failures += 1) {
      if (this.#closing.aborted) throw unavailable('the log is closed')
      try {
        const found = await read()
        this.#health.answered()
        return found
      } catch (cause) {
        const fault = faultOf(cause)
        if (failures >= tries || !fault.retriable) {
          if (fault.retriable) this.#health.failed()
          throw unavailable(`${what} failed: ${fault.message}`, fault)
        }
        await pause(backoffMs(failures), this.#closing)
      }
    }
  }
}
