/** One life of one member of a leading group, and the terms that it wins. */
import { FeedUnavailable, type LeaderTerm, TermOver } from '@xianjie/contracts'
import type { Consumer as KafkaConsumer } from 'kafkajs'
import { type Client, leave, withAdmin } from './client.ts'
import { isGenerationOver, unavailable } from './faults.ts'
import { leaderAssigner } from './lead-assigner.ts'
import { ensureOne } from './topics.ts'
import { within } from './waiting.ts'
import { Watchdog } from './watchdog.ts'

const PARTITION = 0
/** Nothing is ever fetched: the place never moves. */
const OFFSET = '0'
const RECORD_BYTES_MAX = 1_024

export type Term = LeaderTerm & {
  /** Ends it early; this member may win the next one. */
  end(): void
}

export class Candidate {
  readonly #topic: string
  readonly #client: Client
  readonly #signal: AbortSignal
  readonly #consumer: KafkaConsumer
  readonly #watchdog: Watchdog
  /** This member has the partition, as far as it knows. */
  #leads = false
  #term: AbortController | undefined
  #fault: Error | undefined
  #wake: () => void = () => {}
  #beatAt = 0
  /** Metadata of the last commit that the coordinator took. */
  #committed: string | null | undefined

  constructor(name: string, client: Client, signal: AbortSignal) {
    this.#topic = `xianjie.lead.${name}`
    this.#client = client
    this.#signal = signal
    this.#consumer = this.#newConsumer()
    this.#watchdog = new Watchdog(client.timings.silenceMs, {
      lag: async () => undefined,
      onSilent: (fault) => this.#fail(fault),
    })
    this.#listen()
    signal.addEventListener('abort', this.#stop)
  }

  /** Terms as they are won; ends with the signal, rejects with what ended the candidacy otherwise. */
  async *terms(): AsyncGenerator<Term> {
    await this.#join()
    while (!this.#signal.aborted) {
      if (this.#fault) throw this.#fault
      if (!this.#leads) await new Promise<void>((resolve) => (this.#wake = resolve))
      else {
        const term = await this.#begin()
        if (term) yield term
      }
    }
  }

  /** Others learn at once that the partition is free. */
  async leave(): Promise<void> {
    this.#watchdog.stop()
    this.#signal.removeEventListener('abort', this.#stop)
    this.#endTerm()
    await leave(this.#client, () => this.#consumer.disconnect())
  }

  readonly #stop = (): void => {
    this.#endTerm()
    this.#wake()
  }

  #newConsumer(): KafkaConsumer {
    const { sessionMs, heartbeatMs, rebalanceMs, fetchMs } = this.#client.timings
    return this.#client.kafka().consumer({
      groupId: this.#topic,
      sessionTimeout: sessionMs,
      heartbeatInterval: heartbeatMs,
      rebalanceTimeout: rebalanceMs,
      maxWaitTimeInMs: fetchMs,
      allowAutoTopicCreation: false,
      partitionAssigners: [leaderAssigner(() => this.#onJoin())],
      // A repeated commit might go out under a later generation, past the leader in between.
      retry: { retries: 0, restartOnFailure: async () => false },
    })
  }

  #listen(): void {
    const consumer = this.#consumer
    consumer.on('consumer.crash', ({ payload }) => this.#fail(payload.error))
    consumer.on('consumer.fetch', () => this.#watchdog.sawFetch())
    consumer.on('consumer.heartbeat', () => {
      this.#beatAt = performance.now()
    })
    consumer.on('consumer.commit_offsets', ({ payload }) => {
      const [partition] = payload.topics[0]?.partitions ?? []
      this.#committed = (partition as { readonly metadata?: string } | undefined)?.metadata
    })
    consumer.on('consumer.group_join', ({ payload }) => {
      this.#beatAt = performance.now()
      this.#watchdog.sawFetch()
      this.#leads = payload.memberAssignment[this.#topic]?.includes(PARTITION) ?? false
      this.#wake()
    })
  }

  /** The generation that a term belongs to is over as soon as this member asks for another. */
  #onJoin(): boolean {
    const led = this.#leads && this.#hasBeat()
    this.#leads = false
    this.#endTerm()
    return led
  }

  #fail(fault: Error): void {
    this.#fault ??= fault
    this.#leads = false
    this.#endTerm()
    this.#wake()
  }

  #endTerm(): void {
    this.#term?.abort()
    this.#term = undefined
  }

  async #join(): Promise<void> {
    const { timings } = this.#client
    await ensureOne(this.#client, {
      name: this.#topic,
      partitions: 1,
      compacted: false,
      recordBytesMax: RECORD_BYTES_MAX,
    })
    const joined = (async () => {
      await this.#consumer.connect()
      await this.#consumer.subscribe({ topics: [this.#topic], fromBeginning: true })
      await this.#consumer.run({ autoCommit: false, eachMessage: async () => {} })
    })()
    const stopped = new Promise<void>((resolve) => (this.#wake = resolve))
    await within(timings.rebalanceMs + timings.adminMs, 'joining', Promise.race([joined, stopped]))
  }

  /** Undefined when the leading is over before the checkpoint is known. */
  async #begin(): Promise<Term | undefined> {
    const own = new AbortController()
    this.#term = own
    const checkpoint = await this.#checkpoint()
    if (own.signal.aborted || this.#signal.aborted) return undefined
    const beating = setInterval(() => this.#checkBeat(), this.#client.timings.heartbeatMs)
    own.signal.addEventListener('abort', () => clearInterval(beating))
    let last: Promise<unknown> = Promise.resolve()
    return {
      checkpoint,
      signal: own.signal,
      commit: (next) => {
        const commit = last.then(() => this.#commit(own, next))
        last = commit.catch(() => {})
        return commit
      },
      end: () => own.abort(),
    }
  }

  async #checkpoint(): Promise<number> {
    const asked = { groupId: this.#topic, topics: [this.#topic] }
    const [found] = await withAdmin(this.#client, 'reading a checkpoint', (admin) =>
      admin.fetchOffsets(asked),
    )
    return Number(found?.partitions[0]?.metadata ?? 0)
  }

  async #commit(term: AbortController, checkpoint: number): Promise<void> {
    if (term.signal.aborted) throw new TermOver('the term is over')
    const metadata = String(checkpoint)
    const place = { topic: this.#topic, partition: PARTITION, offset: OFFSET, metadata }
    this.#committed = undefined
    try {
      const committed = this.#consumer.commitOffsets([place])
      await within(this.#client.timings.requestMs, 'committing a checkpoint', committed)
    } catch (fault) {
      if (!isGenerationOver(fault)) throw unavailable('committing a checkpoint', fault)
      term.abort()
      this.#leads = false
      throw new TermOver('another process leads', { cause: fault })
    }
    // A consumer that is stopping fulfils without having asked anybody.
    if (this.#committed !== metadata) throw new TermOver('the term ended while committing')
  }

  #checkBeat(): void {
    if (!this.#hasBeat()) this.#fail(new FeedUnavailable('no heartbeat for a whole session'))
  }

  /** Without an answer for a whole session, another one may lead already. */
  #hasBeat(): boolean {
    return performance.now() - this.#beatAt < this.#client.timings.sessionMs
  }
}
