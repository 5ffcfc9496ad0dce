/**
 * Sends appends over one BatchAppend call and gives each its own answer. The call is opened when it
 * is needed and opened again after it broke; what waited on the broken one is rejected as unknown.
 */
import type { BatchAppendReq, BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { ClientDuplexStream } from '@grpc/grpc-js'
import { type AppendAnswer, appendAnswer } from './answers.ts'
import type { Connection, Opened } from './connection.ts'
import { type CallFault, faultOf, noAnswer } from './faults.ts'
import { within } from './pause.ts'
import type { AppendRequest } from './requests.ts'

type Call = ClientDuplexStream<BatchAppendReq, BatchAppendResp>
type Waiting = {
  /** Appends are written to the call in this order, and answered in it as a rule. */
  readonly number: number
  readonly sentAt: number
  readonly settle: (answer: AppendAnswer) => void
  readonly fail: (fault: CallFault) => void
}

export type TryLimits = {
  /** The silence in which a call is given up. */
  readonly silenceMs: number
  /** One try, however busy the server is with those before it. */
  readonly tryMs: number
}

export class AppendStream {
  readonly #connection: Connection
  readonly #limits: TryLimits
  #current: BatchCall | undefined
  #opening: Promise<BatchCall> | undefined

  constructor(connection: Connection, limits: TryLimits) {
    this.#connection = connection
    this.#limits = limits
  }

  /** The server's answer to one try; rejects with a `CallFault` when there is none in time. */
  async send(request: AppendRequest): Promise<AppendAnswer> {
    const call = this.#current?.isOpen ? this.#current : await this.#open()
    return call.exchange(request)
  }

  /** Breaks the call: whoever still waits is rejected. */
  close(): void {
    this.#current?.cancel()
  }

  async #open(): Promise<BatchCall> {
    this.#opening ??= this.#start().finally(() => {
      this.#opening = undefined
    })
    return this.#opening
  }

  async #start(): Promise<BatchCall> {
    const batch = new BatchCall(this.#limits, (silent) => this.#connection.suspect(silent))
    const opened = this.#connection.open('append', (stub, call) =>
      batch.listen(stub.batchAppend(...call)),
    )
    try {
      batch.opened(await within(this.#limits.silenceMs, 'connecting', opened))
    } catch (cause) {
      batch.cancel()
      throw faultOf(cause)
    }
    this.#current = batch
    return batch
  }
}

class BatchCall {
  readonly #waiting = new Map<string, Waiting>()
  readonly #suspect: (stub: Opened<Call>['stub']) => void
  #opened: Opened<Call> | undefined
  #listening: Call | undefined
  readonly #limits: TryLimits
  #heardAt = performance.now()
  #sent = 0
  #answered = 0
  #ended = false

  constructor(limits: TryLimits, suspect: (stub: Opened<Call>['stub']) => void) {
    this.#limits = limits
    this.#suspect = suspect
  }

  get isOpen(): boolean {
    return !this.#ended
  }

  listen(call: Call): Call {
    this.#listening = call
    call.on('data', (message: BatchAppendResp) => this.#hear(message))
    call.on('error', (error) => this.#end(faultOf(error)))
    call.on('end', () => this.#end(faultOf(new Error('the server ended the call'))))
    if (this.#ended) call.cancel()
    return call
  }

  opened(opened: Opened<Call>): void {
    this.#opened = opened
  }

  exchange({ correlation, message }: AppendRequest): Promise<AppendAnswer> {
    return new Promise((resolve, reject) => {
      const late = () => {
        const waitMs = this.#late(correlation)
        if (waitMs !== undefined) timer = setTimeout(late, waitMs)
      }
      let timer = setTimeout(late, this.#limits.silenceMs)
      const settled = () => {
        clearTimeout(timer)
        this.#waiting.delete(correlation)
      }
      this.#sent += 1
      this.#waiting.set(correlation, {
        number: this.#sent,
        sentAt: performance.now(),
        settle: (answer) => {
          settled()
          resolve(answer)
        },
        fail: (fault) => {
          settled()
          reject(fault)
        },
      })
      // How much may wait in the call is bounded by the log's limit of pending appends.
      if (this.#ended) this.#waiting.get(correlation)?.fail(faultOf(new Error('the call ended')))
      else this.#opened?.call.write(message)
    })
  }

  cancel(): void {
    this.#end(faultOf(new Error('the call was cancelled')))
    this.#listening?.cancel()
  }

  /** An answer nobody waits for any more is dropped: its append was tried again or given up. */
  #hear(message: BatchAppendResp): void {
    this.#heardAt = performance.now()
    const waiting = this.#waiting.get(message.getCorrelationId()?.getString() ?? '')
    if (!waiting) return
    this.#answered = Math.max(this.#answered, waiting.number)
    try {
      waiting.settle(appendAnswer(message))
    } catch (fault) {
      waiting.fail(faultOf(fault))
    }
  }

  /**
   * How much longer to wait for an append, in ms; undefined when it is over. While those before it are being answered it waits
   * on; trying again would only add to the work. If those behind it were answered it was passed over
   * and fails alone. A call on which nothing arrives is given up with everything that waits on it.
   */
  #late(correlation: string): number | undefined {
    const { silenceMs, tryMs } = this.#limits
    const now = performance.now()
    const waiting = this.#waiting.get(correlation)
    if (!waiting) return undefined
    const silentForMs = now - Math.max(this.#heardAt, waiting.sentAt)
    const isPassedOver = this.#answered > waiting.number || now - waiting.sentAt >= tryMs
    if (isPassedOver) waiting.fail(noAnswer('append', Math.round(now - waiting.sentAt)))
    else if (silentForMs < silenceMs - 1) return silenceMs - silentForMs
    else this.#giveUp(noAnswer('append', silenceMs))
    return undefined
  }

  #giveUp(fault: CallFault): void {
    if (this.#opened) this.#suspect(this.#opened.stub)
    this.#end(fault)
    this.#listening?.cancel()
  }

  #end(fault: CallFault): void {
    this.#ended = true
    for (const { fail } of [...this.#waiting.values()]) fail(fault)
  }
}
