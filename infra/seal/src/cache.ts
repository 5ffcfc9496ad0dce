/** A bounded memory that forgets what was asked for longest ago. */
export type Cache<Value> = {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
}

/** `entriesMax` is at least 1. */
export function createCache<Value>(entriesMax: number): Cache<Value> {
  const entries = new Map<string, Value>()
  return {
    get(key) {
      const value = entries.get(key)
      if (value === undefined) return undefined
      // A Map keeps insertion order, so the first key is the one not used for longest.
      entries.delete(key)
      entries.set(key, value)
      return value
    },
    set(key, value) {
      entries.delete(key)
      entries.set(key, value)
      if (entries.size <= entriesMax) return
      const oldest = entries.keys().next()
      if (!oldest.done) entries.delete(oldest.value)
    },
  }
}
