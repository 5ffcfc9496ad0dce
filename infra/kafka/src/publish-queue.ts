import { type FeedRecord, FeedUnavailable, RecordTooLarge } from '@xianjie/contracts'
import { sizeOf } from './messages.ts'
import type { Sender } from './sender.ts'
import type { RecordLimits } from './topics.ts'

/** What waits beside the call that is served; more is pushed back. */
export const WAITING_BYTES_MAX = 64 * 1_048_576
export const WAITING_CALLS_MAX = 10_000
/** One send: large enough to be worth its journey, small enough not to hold up the next. */
export const SEND_BYTES_MAX = 1_048_576
export const SEND_RECORDS_MAX = 2_000

type Sending = Pick<Sender, 'send'>
type Limits = Pick<RecordLimits, 'learn' | 'of'>

type Call = {
  readonly records: readonly FeedRecord[]
  /** Of each record, bytes. */
  readonly sizes: readonly number[]
  readonly bytes: number
  readonly deadline: number
  /** How many of its records are published. */
  published: number
  /** Its topics are known and none of its records is too large. */
  fits: boolean
  readonly fulfil: () => void
  readonly reject: (fault: Error) => void
}

/** What one send takes of the first calls. */
type Slice = { readonly records: FeedRecord[]; readonly shares: { call: Call; count: number }[] }

/** Serves calls in the order in which they were made; small ones that wait go together. */
export class PublishQueue {
  readonly #sender: Sending
  readonly #limits: Limits
  readonly #publishMs: number
  readonly #calls: Call[] = []
  #bytes = 0
  #serving = false
  #served: Promise<void> = Promise.resolve()

  constructor(sender: Sending, limits: Limits, publishMs: number) {
    this.#sender = sender
    this.#limits = limits
    this.#publishMs = publishMs
  }

  publish(records: readonly FeedRecord[]): Promise<void> {
    if (records.length === 0) return Promise.resolve()
    const sizes = records.map(sizeOf)
    const bytes = sizes.reduce((sum, size) => sum + size)
    if (this.#isFull(bytes)) return Promise.reject(new FeedUnavailable('too much is waiting'))
    this.#bytes += bytes
    return new Promise((fulfil, reject) => {
      const deadline = performance.now() + this.#publishMs
      const progress = { published: 0, fits: false }
      this.#calls.push({ records, sizes, bytes, deadline, ...progress, fulfil, reject })
      if (!this.#serving) this.#served = this.#serve()
    })
  }

  /** Fulfils when every call has been answered. */
  async drain(): Promise<void> {
    while (this.#serving) await this.#served
  }

  /** A call that alone exceeds the limit is served: its records are in memory already. */
  #isFull(bytes: number): boolean {
    if (this.#calls.length === 0) return false
    return this.#calls.length >= WAITING_CALLS_MAX || this.#bytes + bytes > WAITING_BYTES_MAX
  }

  async #serve(): Promise<void> {
    this.#serving = true
    try {
      while (this.#calls.length > 0) await this.#serveNext()
    } finally {
      // In the same step as the last look: a call made after it begins to serve anew.
      this.#serving = false
    }
  }

  async #serveNext(): Promise<void> {
    const late = this.#calls.filter(({ deadline }) => deadline < performance.now())
    for (const call of late) this.#end(call, new FeedUnavailable('no time left to publish'))
    const [first] = this.#calls
    if (first && (await this.#fits(first))) await this.#sendSlice(first.deadline)
  }

  /** Whether all records of the call are within the limits of their topics; if not, it ends. */
  async #fits(call: Call): Promise<boolean> {
    if (call.fits) return true
    try {
      await this.#limits.learn(call.records.map(({ topic }) => topic))
    } catch (fault) {
      this.#end(call, fault as Error)
      return false
    }
    const large = call.records.find(
      ({ topic }, n) => (call.sizes[n] ?? 0) > (this.#limits.of(topic) ?? 0),
    )
    if (large) this.#end(call, new RecordTooLarge(`${large.id} for ${large.topic}`))
    else call.fits = true
    return call.fits
  }

  async #sendSlice(deadline: number): Promise<void> {
    const { records, shares } = this.#nextSlice()
    try {
      await this.#sender.send(records, deadline)
    } catch (fault) {
      for (const { call } of shares) this.#end(call, fault as Error)
      return
    }
    for (const { call, count } of shares) {
      call.published += count
      if (call.published === call.records.length) this.#end(call)
    }
  }

  /** As many records of the first calls as one send may hold, at least one. */
  #nextSlice(): Slice {
    const slice: Slice = { records: [], shares: [] }
    const room = new Room(this.#limits)
    for (const call of this.#calls) {
      if (!call.fits && !this.#fitsSurely(call)) break
      let at = call.published
      for (; at < call.records.length; at++) {
        const record = call.records[at] as FeedRecord
        if (!room.takes(record.topic, call.sizes[at] ?? 0)) break
        slice.records.push(record)
      }
      if (at > call.published) slice.shares.push({ call, count: at - call.published })
      if (at < call.records.length) break
    }
    return slice
  }

  /** Without asking anybody: what is not sure is seen to when the call comes first. */
  #fitsSurely(call: Call): boolean {
    call.fits = call.records.every(
      ({ topic }, n) => (call.sizes[n] ?? 0) <= (this.#limits.of(topic) ?? -1),
    )
    return call.fits
  }

  #end(call: Call, fault?: Error): void {
    const at = this.#calls.indexOf(call)
    if (at < 0) return
    this.#calls.splice(at, 1)
    this.#bytes -= call.bytes
    if (fault) call.reject(fault)
    else call.fulfil()
  }
}

/** The bounds of one send: in all, and of each topic what a batch of its largest record may have. */
class Room {
  readonly #limits: Limits
  readonly #byTopic = new Map<string, number>()
  #bytes = 0
  #records = 0

  constructor(limits: Limits) {
    this.#limits = limits
  }

  /** Counts the record in if there is room for it; the first one always has room. */
  takes(topic: string, bytes: number): boolean {
    const own = (this.#byTopic.get(topic) ?? 0) + bytes
    const isOver =
      this.#records >= SEND_RECORDS_MAX ||
      this.#bytes + bytes > SEND_BYTES_MAX ||
      own > (this.#limits.of(topic) ?? 0)
    if (isOver && this.#records > 0) return false
    this.#byTopic.set(topic, own)
    this.#bytes += bytes
    this.#records += 1
    return true
  }
}
