/** A feed in memory that several publishers share, and that fails where a test wants it to. */
import {
  type EventFeed,
  type FeedRecord,
  FeedUnavailable,
  type LeaderTerm,
  TermOver,
  type Topic,
} from '@xianjie/contracts'

/** What the broker holds, whoever leads. */
export class Broker {
  readonly topics = new Map<string, Topic>()
  readonly published: FeedRecord[] = []
  /** How many records each call of `publish` brought. */
  readonly calls: number[] = []
  checkpoint = 0
  away = false
  /** Called before a commit; throws to crash the leader between publishing and committing. */
  beforeCommit: (checkpoint: number) => void = () => {}
  #leader: object | undefined

  on(topic: string): readonly FeedRecord[] {
    return this.published.filter((record) => record.topic === topic)
  }

  /** A client of this broker, as one process has it. */
  connect(): EventFeed {
    return {
      ensureTopics: async (topics) => {
        this.#reach()
        for (const topic of topics) {
          if (!this.topics.has(topic.name)) this.topics.set(topic.name, topic)
        }
      },
      publish: async (records) => {
        this.#reach()
        for (const { topic } of records) {
          if (!this.topics.has(topic)) throw new Error(`no topic ${topic}`)
        }
        this.published.push(...records)
        this.calls.push(records.length)
      },
      lead: (_name, signal, term) => this.#lead(signal, term),
      consume: async () => {
        throw new Error('not part of this double')
      },
      check: async () => this.#reach(),
      close: async () => {},
    }
  }

  #reach(): void {
    if (this.away) throw new FeedUnavailable('away')
  }

  async #lead(signal: AbortSignal, run: (term: LeaderTerm) => Promise<void>): Promise<void> {
    const self = {}
    while (!signal.aborted) {
      if (this.#leader === undefined && !this.away) {
        this.#leader = self
        await this.#term(self, signal, run)
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }

  async #term(
    self: object,
    signal: AbortSignal,
    run: (term: LeaderTerm) => Promise<void>,
  ): Promise<void> {
    try {
      await run({
        checkpoint: this.checkpoint,
        signal,
        commit: async (checkpoint) => {
          this.#reach()
          this.beforeCommit(checkpoint)
          if (this.#leader !== self) throw new TermOver('another one leads')
          this.checkpoint = checkpoint
        },
      })
    } catch (fault) {
      if ((fault as { retriable?: boolean }).retriable !== true) throw fault
    } finally {
      if (this.#leader === self) this.#leader = undefined
    }
  }

  /** Another process takes over: the one that leads is told when it commits. */
  depose(): void {
    this.#leader = undefined
  }
}

const PAUSE_MS = 5
