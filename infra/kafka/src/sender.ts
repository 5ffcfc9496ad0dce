import { type FeedRecord, RecordTooLarge } from '@xianjie/contracts'
import { Partitioners, type Producer } from 'kafkajs'
import { type Client, leave } from './client.ts'
import { isTooLarge, unavailable } from './faults.ts'
import { messageOf } from './messages.ts'
import { backoffMs, pause, within } from './waiting.ts'
import { ZSTD } from './zstd.ts'

/** Every copy that is in step has the records before they count as published. */
const ALL_COPIES = -1
const PAUSE_MS = 50
const PAUSE_MS_MAX = 1_000
/** A try that could not even begin to be answered is not made. */
const TRY_MS_MIN = 50

/**
 * Sends one slice of records after the other; never two at once, or a retry would overtake.
 *
 * kafkajs's own retries are off: they lose records. A partition whose leader moves to a broker that has
 * answered already is not sent again, and yet the call fulfils (three brokers, two killed in turn: 11
 * of 19,740 acknowledged records missing). Each try here sends the whole slice on fresh connections.
 * The idempotent producer would only drop the repetitions of those retries, so this is a plain one;
 * readers drop what they know by its id.
 */
export class Sender {
  readonly #client: Client
  #producer: Producer | undefined
  #closed = false

  constructor(client: Client) {
    this.#client = client
  }

  /** Fulfils when all copies in step have all records; rejects at the deadline (`performance.now`). */
  async send(records: readonly FeedRecord[], deadline: number): Promise<void> {
    for (let faults = 1; ; faults++) {
      const leftMs = deadline - performance.now()
      try {
        const what = `publishing ${records.length} records`
        return await within(Math.max(leftMs, TRY_MS_MIN), what, this.#try(records))
      } catch (fault) {
        if (isTooLarge(fault)) throw new RecordTooLarge('refused by the broker', { cause: fault })
        await this.#leave()
        const waitMs = backoffMs(faults, PAUSE_MS, PAUSE_MS_MAX)
        if (this.#closed || performance.now() + waitMs + TRY_MS_MIN > deadline) {
          throw unavailable('publishing', fault)
        }
        if (faults === 1) this.#client.onFault(unavailable('publishing again', fault))
        await pause(waitMs)
      }
    }
  }

  async close(): Promise<void> {
    this.#closed = true
    await this.#leave()
  }

  async #try(records: readonly FeedRecord[]): Promise<void> {
    const producer = await this.#open()
    const messages = Map.groupBy(records, ({ topic }) => topic)
    await producer.sendBatch({
      acks: ALL_COPIES,
      timeout: this.#client.timings.requestMs,
      compression: ZSTD,
      topicMessages: [...messages].map(([topic, own]) => ({ topic, messages: own.map(messageOf) })),
    })
  }

  async #open(): Promise<Producer> {
    if (this.#producer) return this.#producer
    const producer = this.#client.kafka().producer({
      allowAutoTopicCreation: false,
      // The partition of a key is the one that Java's clients choose.
      createPartitioner: Partitioners.DefaultPartitioner,
      retry: { retries: 0 },
    })
    this.#producer = producer
    await producer.connect()
    return producer
  }

  /** The next try must not meet the requests of this one: its connections end first. */
  async #leave(): Promise<void> {
    const producer = this.#producer
    this.#producer = undefined
    if (producer) await leave(this.#client, () => producer.disconnect())
  }
}
