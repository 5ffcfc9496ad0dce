/** Whether the server answers, as the last calls found out. */
export type LogState = {
  readonly connected: boolean
  /** Since when it is so, milliseconds since 1970. */
  readonly sinceMs: number
}

export class Health {
  #state: LogState = { connected: true, sinceMs: Date.now() }

  get state(): LogState {
    return this.#state
  }

  answered(): void {
    if (!this.#state.connected) this.#state = { connected: true, sinceMs: Date.now() }
  }

  failed(): void {
    if (this.#state.connected) this.#state = { connected: false, sinceMs: Date.now() }
  }
}
