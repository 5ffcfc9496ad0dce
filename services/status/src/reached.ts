/** How far a view has come, and waiting for it to come further. */
const WAITING_MAX = 10_000

type Waiting = { readonly position: number; readonly wake: (reached: boolean) => void }

export class Reached {
  position: number
  readonly #waiting = new Set<Waiting>()
  /** Milliseconds of `performance.now()` at the last advance. */
  #advancedAt = performance.now()

  constructor(position: number) {
    this.position = position
  }

  advance(position: number): void {
    this.position = position
    this.#advancedAt = performance.now()
    for (const waiting of this.#waiting)
      if (waiting.position <= position) this.#settle(waiting, true)
  }

  /** Milliseconds since the view last moved, 0 while nothing is known to be ahead of it. */
  ageMs(head: number): number {
    return head <= this.position ? 0 : Math.round(performance.now() - this.#advancedAt)
  }

  /** True once the position is reached, false after `timeoutMs`; without a timeout it waits on. */
  when(position: number, timeoutMs?: number): Promise<boolean> {
    if (this.position >= position) return Promise.resolve(true)
    if (this.#waiting.size >= WAITING_MAX) return Promise.resolve(false)
    return new Promise((resolve) => {
      const timer =
        timeoutMs === undefined
          ? undefined
          : setTimeout(() => this.#settle(waiting, false), timeoutMs)
      const waiting: Waiting = {
        position,
        wake: (reached) => {
          clearTimeout(timer)
          resolve(reached)
        },
      }
      this.#waiting.add(waiting)
    })
  }

  #settle(waiting: Waiting, reached: boolean): void {
    this.#waiting.delete(waiting)
    waiting.wake(reached)
  }
}
