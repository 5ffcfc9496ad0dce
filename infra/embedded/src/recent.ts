/**
 * The values used last, up to a number of them. Two generations stand in for an exact order of use,
 * which would cost a deletion and an insertion at every look: what is used moves to the young one;
 * when that is full, it becomes the old one and whatever lay unused in the old one goes.
 */
export class Recent<Value> {
  readonly #generationMax: number
  #young = new Map<string, Value>()
  #old = new Map<string, Value>()

  constructor(max: number) {
    this.#generationMax = Math.ceil(max / 2)
  }

  get(name: string): Value | undefined {
    const young = this.#young.get(name)
    if (young !== undefined) return young
    const old = this.#old.get(name)
    if (old !== undefined) this.set(name, old)
    return old
  }

  set(name: string, value: Value): void {
    if (this.#young.size >= this.#generationMax && !this.#young.has(name)) {
      this.#old = this.#young
      this.#young = new Map()
    }
    this.#young.set(name, value)
  }

  delete(name: string): void {
    this.#young.delete(name)
    this.#old.delete(name)
  }
}
