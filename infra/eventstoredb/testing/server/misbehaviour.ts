/** What the double can be told to do to appends that a healthy server will not. */
export type AppendFault =
  /** Store (or not), then break the connection instead of answering. */
  | { readonly kind: 'drop'; readonly stored: boolean }
  /** Store (or not) and never answer. */
  | { readonly kind: 'stall'; readonly stored: boolean }
  /** Store nothing and name another leader. */
  | { readonly kind: 'not-leader'; readonly host: string; readonly port: number }
  /** Commit what came before it in the same flush, answer nobody, and end the process. */
  | { readonly kind: 'die' }

/** Which appends: the next few, every n-th, a share drawn with a seed, or all for some time. */
export type When =
  | { readonly next: number }
  | { readonly every: number }
  | { readonly probability: number; readonly seed: number }
  | { readonly forMs: number }

export type Misbehaviour =
  | { readonly do: 'appends'; readonly fault: AppendFault; readonly when: When }
  /** Every event to a subscriber is sent two times. */
  | { readonly do: 'deliver-twice'; readonly on: boolean }
  /** Every live subscription ends as if its consumer were too slow. */
  | { readonly do: 'drop-subscribers' }
  /** Every connection is broken, answered or not. */
  | { readonly do: 'break-connections' }
  /** No more misbehaviour. */
  | { readonly do: 'heal' }

/** The state of misbehaviour: which fault, if any, the next append gets. */
export function misbehaviour() {
  let appendFault: (() => AppendFault | undefined) | undefined
  let twice = false
  return {
    nextFault: (): AppendFault | undefined => appendFault?.(),
    deliversTwice: (): boolean => twice,
    set(wish: Misbehaviour): void {
      if (wish.do === 'appends') appendFault = faults(wish.fault, wish.when)
      if (wish.do === 'deliver-twice') twice = wish.on
      if (wish.do === 'heal') {
        appendFault = undefined
        twice = false
      }
    },
  }
}

function faults(fault: AppendFault, when: When): () => AppendFault | undefined {
  const hits = hitting(when)
  return () => (hits() ? fault : undefined)
}

function hitting(when: When): () => boolean {
  let seen = 0
  if ('next' in when) return () => seen++ < when.next
  if ('every' in when) return () => ++seen % when.every === 0
  if ('forMs' in when) {
    const untilMs = Date.now() + when.forMs
    return () => Date.now() < untilMs
  }
  const draw = randomFrom(when.seed)
  return () => draw() < when.probability
}

/** Numbers from 0 to 1 that a seed repeats (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
