/**
 * One subscription to the whole log, from a place on. What arrives is kept until it is taken, up to
 * a page; then the call is paused, which holds the server back.
 */
import { setTimeout as after, setImmediate as nextTurn } from 'node:timers/promises'
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { ClientReadableStream } from '@grpc/grpc-js'
import type { RecordedEvent } from '@xianjie/contracts'
import { isSystem, placeOf, positionOf, recorded, recordOf } from './answers.ts'
import type { Connection } from './connection.ts'
import { type CallFault, faultOf } from './faults.ts'
import { type Place, subscribeRequest } from './requests.ts'

export const PAGE_EVENTS = 500
const PAGE_BYTES = 8 * 1_048_576
/** While it catches up, messages come in a row; a page ends where they pause for so long. */
const GATHER_MS = 2

type Call = ClientReadableStream<ReadResp>

/** How far a subscription has come: the last event, and the place to go on from. */
export type Reached = { readonly position: number; readonly place: Place | undefined }

export class Tail {
  readonly #signal: AbortSignal
  #reached: Reached
  #events: RecordedEvent[] = []
  #bytes = 0
  #messages = 0
  #isCaughtUp = false
  #fault: CallFault | undefined
  #call: Call | undefined
  #stub: Parameters<Connection['suspect']>[0] | undefined
  #isClosed = false
  #wake: () => void = () => {}

  constructor(connection: Connection, from: Reached, signal: AbortSignal) {
    this.#reached = from
    this.#signal = signal
    signal.addEventListener('abort', this.#interrupt)
    connection
      .open('subscribe', (stub, args) => {
        this.#stub = stub
        return this.#listen(stub.read(subscribeRequest(from.place), ...args))
      })
      .catch((fault) => this.#end(faultOf(fault)))
  }

  get reached(): Reached {
    return this.#reached
  }

  /** Why nothing more comes. */
  get fault(): CallFault | undefined {
    return this.#fault
  }

  get stub() {
    return this.#stub
  }

  /** Messages of any kind so far: a confirmation and checkpoints are signs of life too. */
  get messages(): number {
    return this.#messages
  }

  /** What has arrived since the last time. */
  take(): readonly RecordedEvent[] {
    const page = this.#events
    this.#events = []
    this.#bytes = 0
    this.#call?.resume()
    return page
  }

  /** Fulfils when a message arrives, the call ends, the signal aborts or the time is over. */
  async news(timeoutMs: number): Promise<void> {
    if (this.#events.length > 0 || this.#fault || this.#signal.aborted) return
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, timeoutMs)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    this.#wake = () => {}
    await this.#gather()
  }

  /** The events of one append come in as many messages; they should not be as many pages. */
  async #gather(): Promise<void> {
    for (let seen = -1; seen < this.#messages && !this.#isFull && !this.#signal.aborted; ) {
      seen = this.#messages
      await (this.#isCaughtUp ? nextTurn() : after(GATHER_MS))
    }
  }

  get #isFull(): boolean {
    return this.#events.length >= PAGE_EVENTS || this.#bytes >= PAGE_BYTES
  }

  close(): void {
    this.#isClosed = true
    this.#signal.removeEventListener('abort', this.#interrupt)
    this.#call?.cancel()
  }

  readonly #interrupt = (): void => this.#wake()

  #listen(call: Call): Call {
    this.#call = call
    call.on('data', (message: ReadResp) => this.#message(message))
    call.on('error', (error) => this.#end(faultOf(error)))
    call.on('end', () => this.#end(faultOf(new Error('the server ended the subscription'))))
    if (this.#isClosed) call.cancel()
    return call
  }

  #message(message: ReadResp): void {
    if (this.#isClosed) return
    this.#messages += 1
    try {
      this.#keep(message)
    } catch (fault) {
      this.#end(faultOf(fault))
    }
    this.#wake()
  }

  #keep(message: ReadResp): void {
    if (message.hasCaughtUp()) this.#isCaughtUp = true
    const checkpoint = message.getCheckpoint()
    if (checkpoint) {
      const place = {
        commit: checkpoint.getCommitPosition(),
        prepare: checkpoint.getPreparePosition(),
      }
      if (Number(place.commit) > Number(this.#reached.place?.commit ?? 0)) {
        this.#reached = { position: this.#reached.position, place }
      }
      return
    }
    const record = recordOf(message)
    if (!record || isSystem(record)) return
    const position = positionOf(record)
    if (position <= this.#reached.position) return
    this.#reached = { position, place: placeOf(record) }
    const event = recorded(record)
    this.#events.push(event)
    this.#bytes += event.data.length + record.getCustomMetadata_asU8().length
    if (this.#isFull) this.#call?.pause()
  }

  #end(fault: CallFault): void {
    this.#fault ??= fault
    this.#wake()
  }
}
