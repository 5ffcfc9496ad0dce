import { StoreBusy } from './faults.ts'

export type TurnLimits = { readonly atOnceMax: number; readonly waitingMax: number }

/** Lets so many through at once; others wait their turn, up to a number of them. */
export class Turns {
  readonly #limits: TurnLimits
  readonly #waiting: (() => void)[] = []
  #taken = 0

  constructor(limits: TurnLimits) {
    this.#limits = limits
  }

  /** Fulfils with the function that ends the turn. Throws `StoreBusy` when too many wait. */
  async take(): Promise<() => void> {
    if (this.#taken < this.#limits.atOnceMax) this.#taken += 1
    else await this.#wait()
    let ended = false
    return () => {
      if (!ended) this.#pass()
      ended = true
    }
  }

  #wait(): Promise<void> {
    if (this.#waiting.length >= this.#limits.waitingMax) {
      throw new StoreBusy(`${this.#waiting.length} requests wait for the object store already`)
    }
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** Hands the turn to whoever has waited longest. */
  #pass(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#taken -= 1
    else next()
  }
}
