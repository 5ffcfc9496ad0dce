/** Lets work through, so many pieces at a time. */
export type Gate = <Result>(work: () => Promise<Result>) => Promise<Result>

/** The pieces beyond `most` wait in the order in which they came; how many wait is up to the giver. */
export function openGate(most: number): Gate {
  const waiting: (() => void)[] = []
  let free = most
  const enter = () =>
    new Promise<void>((resolve) => {
      if (free === 0) waiting.push(resolve)
      else {
        free -= 1
        resolve()
      }
    })
  const leave = () => {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
  return async (work) => {
    await enter()
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
