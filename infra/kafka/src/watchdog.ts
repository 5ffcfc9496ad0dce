import { FeedUnavailable } from '@xianjie/contracts'

/** How often within the time that silence may last it is looked. */
const LOOKS = 4

export type Watched = {
  /** Where the group is in its partitions, and whether records wait there; undefined: not known. */
  readonly lag: () => Promise<{ readonly at: string; readonly behind: boolean } | undefined>
  readonly onSilent: (fault: FeedUnavailable) => void
}

/**
 * Notices a consumer that neither fails nor works: no fetch comes back, or records wait and none is
 * taken although fetches go round. kafkajs has been seen in both states for hours.
 */
export class Watchdog {
  readonly #silenceMs: number
  readonly #watched: Watched
  readonly #timer: NodeJS.Timeout
  #fetchedAt = performance.now()
  #takenAt = performance.now()
  #stuckAt = ''
  #looking = false

  constructor(silenceMs: number, watched: Watched) {
    this.#silenceMs = silenceMs
    this.#watched = watched
    this.#timer = setInterval(() => void this.#look(), silenceMs / LOOKS)
  }

  /** A fetch came back, or the member joined: the loop turns. */
  sawFetch(): void {
    this.#fetchedAt = performance.now()
  }

  /** A record was taken, refused or put off. */
  sawProgress(): void {
    this.#takenAt = performance.now()
    this.sawFetch()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  async #look(): Promise<void> {
    const now = performance.now()
    if (now - this.#fetchedAt > this.#silenceMs) return this.#bark('no fetch comes back')
    if (now - this.#takenAt < this.#silenceMs || this.#looking) return
    this.#looking = true
    const lag = await this.#watched.lag().catch(() => undefined)
    this.#looking = false
    // Where nothing waits there is nothing to take: the clock begins anew.
    if (!lag?.behind) this.#takenAt = now
    else if (lag.at === this.#stuckAt) this.#bark('records wait and none is taken')
    this.#stuckAt = lag?.behind ? lag.at : ''
  }

  #bark(why: string): void {
    this.stop()
    this.#watched.onSilent(new FeedUnavailable(`silent consumer: ${why}`))
  }
}
