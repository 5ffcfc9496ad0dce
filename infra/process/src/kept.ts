/** Work that goes on for as long as the process does. */
export class Kept {
  /** Fulfils with the reason of the first failure. */
  readonly failed: Promise<unknown>
  readonly #fail: (reason: unknown) => void
  readonly #promises: Promise<void>[] = []

  constructor() {
    const { promise, resolve } = Promise.withResolvers<unknown>()
    this.failed = promise
    this.#fail = resolve
  }

  keep(promise: Promise<void>): void {
    this.#promises.push(promise)
    promise.catch(this.#fail)
  }

  async ended(): Promise<void> {
    await Promise.allSettled(this.#promises)
  }
}
