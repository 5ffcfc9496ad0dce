/** Deletes what has expired, in steps between which others write. */

/** Records that one step deletes: some milliseconds of the writer's time. */
const STEP_RECORDS = 500
/** Steps of one round; what is left waits for the next one. */
const STEPS_MAX = 10_000

export class FeedPruning {
  readonly #prune: (recordsMax: number) => Promise<number>
  readonly #timer: NodeJS.Timeout
  #round: Promise<void> | undefined
  #over = false

  /** `prune` deletes up to a number of records and says how many there were. */
  constructor(prune: (recordsMax: number) => Promise<number>, everyMs: number) {
    this.#prune = prune
    this.#timer = setInterval(() => this.#begin(), everyMs).unref()
    this.#begin()
  }

  /** Fulfils when no step is under way. */
  async end(): Promise<void> {
    this.#over = true
    clearInterval(this.#timer)
    await this.#round
  }

  #begin(): void {
    this.#round ??= this.#steps().finally(() => {
      this.#round = undefined
    })
  }

  /** A disk that fails here fails the next publishing too, which is where it is told. */
  async #steps(): Promise<void> {
    try {
      for (let step = 0; step < STEPS_MAX && !this.#over; step += 1) {
        if ((await this.#prune(STEP_RECORDS)) < STEP_RECORDS) return
      }
    } catch {}
  }
}
