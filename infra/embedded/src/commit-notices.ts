/** Wakes those who wait for the log to grow. */
export class CommitNotices {
  #head: number
  #over = false
  readonly #waiting = new Set<() => void>()

  constructor(head: number) {
    this.#head = head
  }

  announce(head: number): void {
    this.#head = Math.max(this.#head, head)
    this.#wake()
  }

  /** Nothing more will come: everybody goes on at once, now and from now on. */
  end(): void {
    this.#over = true
    this.#wake()
  }

  /**
   * Fulfils when an event after this position is committed, the signal aborts, or the log closes.
   * A commit between the caller's last look and this call has already moved the head, so that no
   * wake-up is lost.
   */
  grown(after: number, signal: AbortSignal): Promise<void> {
    if (this.#head > after || this.#over || signal.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting.delete(wake)
        signal.removeEventListener('abort', wake)
        resolve()
      }
      this.#waiting.add(wake)
      signal.addEventListener('abort', wake)
    })
  }

  #wake(): void {
    for (const wake of this.#waiting) wake()
  }
}
