/** How far a view has come, and waiting for it to come further. */
const WAITING_MAX = 10_000

type Waiting = { readonly position: number; readonly wake: (reached: boolean) => void }

export class Reached {
  position: number
  readonly #waiting = new Set<Waiting>()

  constructor(position: number) {
    this.position = position
  }

  advance(position: number): void {
    this.position = position
    for (const waiting of this.#waiting)
      if (waiting.position <= position) this.#settle(waiting, true)
  }

  /**
   * True once the position is reached, false after `timeoutMs` or when 10,000 wait already; without a
   * timeout it waits on.
   */
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
