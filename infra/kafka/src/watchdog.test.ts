import t from 'tap'
import { Watchdog } from './watchdog.ts'

const SILENCE_MS = 80
const after = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs))

/** A watchdog over a consumer whose fetches go round as long as it is told. */
function watched(lag: { at: string; behind: boolean } | undefined, isFetching = true) {
  const barks: string[] = []
  const found = { ...lag, looks: 0 }
  const watchdog = new Watchdog(SILENCE_MS, {
    lag: async () => {
      found.looks += 1
      return lag && { ...lag }
    },
    onSilent: ({ message }) => barks.push(message),
  })
  const fetching = setInterval(() => isFetching && watchdog.sawFetch(), SILENCE_MS / 8)
  const stop = () => {
    clearInterval(fetching)
    watchdog.stop()
  }
  return { watchdog, barks, found, stop }
}

t.test('a consumer whose fetches do not come back is silent', async (t) => {
  const { barks, stop } = watched(undefined, false)
  await after(SILENCE_MS * 3)
  stop()
  t.same(barks, ['silent consumer: no fetch comes back'], 'it is said once')
})

t.test('a consumer that takes nothing while records wait is silent', async (t) => {
  const { barks, stop } = watched({ at: 'offset 5', behind: true })
  await after(SILENCE_MS * 4)
  stop()
  t.same(barks, ['silent consumer: records wait and none is taken'])
})

t.test('a consumer at the end of its topics is not silent', async (t) => {
  const { barks, found, stop } = watched({ at: 'offset 5', behind: false })
  await after(SILENCE_MS * 4)
  stop()
  t.same(barks, [])
  t.ok(found.looks > 0, 'it was looked')
})

t.test('a consumer that takes records is not even looked at', async (t) => {
  const { watchdog, barks, found, stop } = watched({ at: 'offset 5', behind: true })
  const taking = setInterval(() => watchdog.sawProgress(), SILENCE_MS / 8)
  await after(SILENCE_MS * 4)
  clearInterval(taking)
  stop()
  t.same(barks, [])
  t.equal(found.looks, 0)
})
