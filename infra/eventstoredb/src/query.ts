/** One read: a call that ends by itself, by enough, by an error, or by silence. */
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { ClientReadableStream } from '@grpc/grpc-js'
import { recordOf } from './answers.ts'
import type { Connection, Opened } from './connection.ts'
import { faultOf, noAnswer } from './faults.ts'
import { within } from './pause.ts'

type Call = ClientReadableStream<ReadResp>
export type Record = NonNullable<ReturnType<typeof recordOf>>

/**
 * Calls `seen` with each record until there are no more or it answers 'enough'. A stream that does
 * not exist has no records. Rejects with a `CallFault`, also when nothing comes for this long.
 */
export async function query(
  connection: Connection,
  request: ReadReq,
  silenceMs: number,
  seen: (record: Record) => 'more' | 'enough',
): Promise<void> {
  const reading = new Reading(silenceMs, seen)
  const opening = connection.open('read', (stub, call) =>
    reading.listen(stub.read(request, ...call)),
  )
  let opened: Opened<Call> | undefined
  try {
    opened = await within(silenceMs, 'connecting', opening)
    await reading.done
  } catch (fault) {
    if (opened && reading.isSilent) connection.suspect(opened.stub)
    throw faultOf(fault)
  } finally {
    reading.cancel()
  }
}

class Reading {
  readonly done: Promise<void>
  readonly #seen: (record: Record) => 'more' | 'enough'
  readonly #timer: NodeJS.Timeout
  #resolve: () => void = () => {}
  #reject: (fault: Error) => void = () => {}
  #call: Call | undefined
  #cancelled = false
  isSilent = false

  constructor(silenceMs: number, seen: (record: Record) => 'more' | 'enough') {
    this.#seen = seen
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    // Nobody listens to it while the call is being opened.
    this.done.catch(() => {})
    this.#timer = setTimeout(() => {
      this.isSilent = true
      this.#reject(noAnswer('read', silenceMs))
    }, silenceMs)
  }

  listen(call: Call): Call {
    this.#call = call
    call.on('data', (message: ReadResp) => this.#message(message))
    call.on('error', (error) => this.#reject(error))
    call.on('end', () => this.#resolve())
    if (this.#cancelled) call.cancel()
    return call
  }

  cancel(): void {
    this.#cancelled = true
    clearTimeout(this.#timer)
    this.#call?.cancel()
  }

  #message(message: ReadResp): void {
    if (this.#cancelled) return
    this.#timer.refresh()
    const record = recordOf(message)
    try {
      if (!record || this.#seen(record) === 'more') return
      // More may have arrived with it; nobody is to see that.
      this.cancel()
      this.#resolve()
    } catch (fault) {
      this.#reject(fault as Error)
    }
  }
}
