/**
 * Offsets on their way to the file: those of many records go in one write, since a process that is
 * killed in between only gives some records again.
 */
import type { GroupOffset } from './event-feed-batch.ts'

/** Offsets older than this are on disk. */
const OFFSETS_EVERY_MS = 100

export class FeedOffsets {
  readonly #write: (offsets: readonly GroupOffset[]) => Promise<unknown>
  #noted = new Map<string, GroupOffset>()
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()
  #over = false

  constructor(write: (offsets: readonly GroupOffset[]) => Promise<unknown>) {
    this.#write = write
  }

  note(offset: GroupOffset): void {
    this.#noted.set(placeOf(offset), offset)
    if (this.#over) return
    this.#timer ??= setTimeout(() => void this.flush(), OFFSETS_EVERY_MS).unref()
  }

  /** Fulfils when everything noted is on disk, or the disk has failed and it stays noted. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#writing = this.#writing.then(() => this.#flush())
    return this.#writing
  }

  /** The last flush; later notes are not written. */
  end(): Promise<void> {
    this.#over = true
    return this.flush()
  }

  async #flush(): Promise<void> {
    const taken = this.#noted
    if (taken.size === 0) return
    this.#noted = new Map()
    try {
      await this.#write([...taken.values()])
    } catch {
      for (const [place, offset] of taken) if (!this.#noted.has(place)) this.note(offset)
    }
  }
}

const placeOf = ({ group, topic, partition }: GroupOffset): string =>
  `${topic}/${partition}/${group}`
