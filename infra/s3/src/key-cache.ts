/** Of a subject: the key, or that it is forgotten. */
export type Known = Uint8Array | 'forgotten'

type Entry = { readonly known: Known; readonly readAt: number }
export type CacheLimits = { readonly keysMax: number; readonly ageMsMax: number }

/**
 * Keys used last, up to a number of them. None is kept for longer than its age allows, however often
 * it is used: another process may have forgotten it since.
 */
export class KeyCache {
  readonly #limits: CacheLimits
  readonly #now: () => number
  readonly #entries = new Map<string, Entry>()

  /** `now` in milliseconds, of a clock that never goes back. */
  constructor(limits: CacheLimits, now: () => number) {
    this.#limits = limits
    this.#now = now
  }

  now(): number {
    return this.#now()
  }

  get(subject: string): Known | undefined {
    const entry = this.#entries.get(subject)
    if (entry === undefined) return undefined
    this.#entries.delete(subject)
    if (this.#now() - entry.readAt >= this.#limits.ageMsMax) return undefined
    this.#entries.set(subject, entry)
    return entry.known
  }

  /** `readAt`: when the store was asked, which is before it answered. */
  set(subject: string, known: Known, readAt: number): void {
    this.#entries.delete(subject)
    this.#entries.set(subject, { known, readAt })
    if (this.#entries.size <= this.#limits.keysMax) return
    const [oldest] = this.#entries.keys()
    if (oldest !== undefined) this.#entries.delete(oldest)
  }

  delete(subject: string): void {
    this.#entries.delete(subject)
  }

  clear(): void {
    this.#entries.clear()
  }
}
