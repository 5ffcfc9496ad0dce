/** Chance that a seed repeats: the same seed and path always give the same numbers. */
export type Random = {
  /** From 0 to below 1. */
  next(): number
  /** True in this share of all cases. */
  chance(share: number): boolean
  /** A whole number, both ends included. */
  int(least: number, most: number): number
  pick<Item>(items: readonly [Item, ...Item[]]): Item
}

/** A generator of its own for each path, so that person 17 is the same whoever comes before. */
export function randomOf(seed: number, ...path: readonly number[]): Random {
  let state = path.reduce((mixed, step) => mix(mixed ^ mix(step)), mix(seed))
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    return (mix(state) >>> 0) / 2 ** 32
  }
  const int = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return {
    next,
    int,
    chance: (share) => next() < share,
    pick: (items) => items[int(0, items.length - 1)] ?? items[0],
  }
}

/** The finisher of MurmurHash3: neighbours end far apart. */
function mix(value: number): number {
  let mixed = value | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
