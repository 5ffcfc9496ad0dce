import type { Reached } from './reached.ts'

/** How old the last look at the log may be while the view still counts as level with it, ms. */
export const FRESH_MS = 1_000

export type View = {
  readonly position: number
  /** Milliseconds since the view was known to be level with the log; 0 while it is. */
  readonly ageMs: number
}

/** How old a view is, told without asking the log: from the looks that others have taken at it. */
export class Level {
  readonly #reached: Reached
  #head: number
  #levelAt = performance.now()
  /** A look whose head the view had not reached by then. */
  #ahead: { readonly head: number; readonly askedAt: number } | undefined

  constructor(reached: Reached) {
    this.#reached = reached
    this.#head = reached.position
  }

  /** To be told of each look at the log; `askedAt` is the time before it, by `performance.now()`. */
  looked(head: number, askedAt: number): void {
    this.#head = head
    this.#catchUp()
    // An older head that is still ahead says more about the age than a newer one.
    this.#ahead ??= { head, askedAt }
    this.#catchUp()
  }

  view(): View {
    this.#catchUp()
    const sinceMs = performance.now() - this.#levelAt
    const level = this.#ahead === undefined && sinceMs <= FRESH_MS
    return { position: this.#reached.position, ageMs: level ? 0 : Math.round(sinceMs) }
  }

  /** Positions between the view and the log's head, as of the last look. */
  lag(): number {
    return Math.max(0, this.#head - this.#reached.position)
  }

  #catchUp(): void {
    if (this.#ahead === undefined || this.#reached.position < this.#ahead.head) return
    this.#levelAt = this.#ahead.askedAt
    this.#ahead = undefined
  }
}
