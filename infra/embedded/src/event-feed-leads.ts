/** Who leads what in this process: of those who ask for one name, one at a time. */
import { type LeaderTerm, TermOver } from '@xianjie/contracts'
import { CommitNotices } from './commit-notices.ts'
import { pause } from './event-feed-pause.ts'

/** Wait between the end of a term and seeking the next one. */
const AGAIN_MS = 500

type Run = (term: LeaderTerm) => Promise<void>
/** Notes a checkpoint when there is one to note, and gives the last one. */
type Checkpoint = (name: string, reached?: number) => Promise<number>

export class FeedLeads {
  readonly #checkpoint: Checkpoint
  readonly #leading = new Set<string>()
  readonly #left = new CommitNotices(0)
  #departures = 0

  constructor(checkpoint: Checkpoint) {
    this.#checkpoint = checkpoint
  }

  /** Fulfils when the signal has aborted and the term is over; rejects with a final fault of it. */
  async lead(name: string, signal: AbortSignal, run: Run): Promise<void> {
    while (!signal.aborted) {
      if (this.#leading.has(name)) {
        await this.#left.grown(this.#departures, signal)
        continue
      }
      this.#leading.add(name)
      try {
        await this.#serve(name, signal, run)
      } catch (fault) {
        if (!isRetriable(fault)) throw fault
      } finally {
        this.#leading.delete(name)
        this.#departures += 1
        this.#left.announce(this.#departures)
      }
      await pause(AGAIN_MS, signal)
    }
  }

  async #serve(name: string, signal: AbortSignal, run: Run): Promise<void> {
    const over = new AbortController()
    try {
      // The writer answers in order, so that this sees whatever a former leader committed.
      const checkpoint = await this.#checkpoint(name)
      await run({
        checkpoint,
        signal: AbortSignal.any([signal, over.signal]),
        commit: async (reached) => {
          if (over.signal.aborted) throw new TermOver(`the term as ${name} is over`)
          await this.#checkpoint(name, reached)
        },
      })
    } finally {
      over.abort()
    }
  }
}

const isRetriable = (fault: unknown): boolean =>
  fault instanceof Error && 'retriable' in fault && fault.retriable === true
