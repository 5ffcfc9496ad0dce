import { type EventFeed, FeedUnavailable } from '@xianjie/contracts'
import { type Client, clientOf, withAdmin } from './client.ts'
import { consume } from './consume.ts'
import { lead } from './lead.ts'
import type { FeedOptions } from './options.ts'
import { PublishQueue } from './publish-queue.ts'
import { Sender } from './sender.ts'
import { ensureTopics, RecordLimits } from './topics.ts'

const CLOSED = 'the feed is closed'

/**
 * The feed on Kafka 3.9 or later. Opening asks nobody: brokers that are away, or that refuse us, show
 * in `check` and in what is asked first.
 */
export async function openEventFeed(options: FeedOptions): Promise<EventFeed> {
  return new KafkaFeed(clientOf(options))
}

class KafkaFeed implements EventFeed {
  readonly #client: Client
  readonly #sender: Sender
  readonly #queue: PublishQueue
  readonly #closing = new AbortController()
  readonly #running = new Set<Promise<void>>()
  #closed: Promise<void> | undefined
  /** Consumers may publish until the last of them has ended. */
  #mayPublish = true

  constructor(client: Client) {
    this.#client = client
    this.#sender = new Sender(client)
    this.#queue = new PublishQueue(this.#sender, new RecordLimits(client), client.timings.publishMs)
  }

  async ensureTopics(topics: Parameters<EventFeed['ensureTopics']>[0]): Promise<void> {
    this.#demandOpen()
    await ensureTopics(this.#client, topics)
  }

  async publish(records: Parameters<EventFeed['publish']>[0]): Promise<void> {
    if (!this.#mayPublish) throw new FeedUnavailable(CLOSED)
    await this.#queue.publish(records)
  }

  async consume(consumer: Parameters<EventFeed['consume']>[0]): Promise<void> {
    this.#demandOpen()
    const signal = AbortSignal.any([consumer.signal, this.#closing.signal])
    await this.#keep(consume(consumer, this.#client, this.#queue, signal))
  }

  async lead(...[name, signal, term]: Parameters<EventFeed['lead']>): Promise<void> {
    this.#demandOpen()
    const until = AbortSignal.any([signal, this.#closing.signal])
    await this.#keep(lead(name, this.#client, until, term))
  }

  async check(): Promise<void> {
    this.#demandOpen()
    await withAdmin(this.#client, 'asking for the cluster', (admin) => admin.describeCluster())
  }

  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  /** Consumers first: what they are taking may still be publishing. */
  async #close(): Promise<void> {
    this.#closing.abort()
    await Promise.allSettled(this.#running)
    this.#mayPublish = false
    await this.#queue.drain()
    await this.#sender.close()
  }

  #demandOpen(): void {
    if (this.#closing.signal.aborted) throw new FeedUnavailable(CLOSED)
  }

  async #keep(run: Promise<void>): Promise<void> {
    this.#running.add(run)
    try {
      await run
    } finally {
      this.#running.delete(run)
    }
  }
}
