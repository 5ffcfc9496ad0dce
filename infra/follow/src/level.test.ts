import { setTimeout as sleep } from 'node:timers/promises'
import { type EventLog, LogUnavailable } from '@xianjie/contracts'
import t from 'tap'
import { FRESH_MS, Level } from './level.ts'
import { Reached } from './reached.ts'
import { watchHead } from './watch-head.ts'

t.test('a view that nothing is known to be ahead of is not old', async (t) => {
  const reached = new Reached(7)
  const level = new Level(reached)
  level.looked(7, performance.now())
  t.same(level.view(), { position: 7, ageMs: 0 })
  t.equal(level.lag(), 0)
})

t.test('a view that lags is as old as the last look that found it level', async (t) => {
  const reached = new Reached(7)
  const level = new Level(reached)
  const asked = performance.now()
  level.looked(7, asked)
  level.looked(9, asked + 1)
  t.equal(level.lag(), 2)
  await sleep(30)
  level.looked(12, performance.now())
  const { ageMs } = level.view()
  t.ok(ageMs >= 25, `${ageMs} ms, counted from the first look ahead`)
  reached.advance(9)
  t.ok(level.view().ageMs < FRESH_MS, 'level with what the log held at the second look')
  reached.advance(12)
  level.looked(12, performance.now())
  t.same(level.view(), { position: 12, ageMs: 0 })
})

t.test('a log that hangs or is away makes views age, and nobody waits for it', async (t) => {
  const stopping = new AbortController()
  t.teardown(() => stopping.abort())
  const told: string[] = []
  let isAway = false
  const head = async () => {
    if (isAway) throw new LogUnavailable('away')
    return 7
  }
  const watch = watchHead({
    log: { head } as unknown as EventLog,
    signal: stopping.signal,
    onAway: () => told.push('away'),
    onBack: () => told.push('back'),
  })
  const level = watch.level(new Reached(7))
  await sleep(50)
  t.same([watch.away(), level.view().ageMs], [false, 0])
  isAway = true
  await sleep(FRESH_MS + 600)
  t.ok(watch.away())
  t.ok(level.view().ageMs > FRESH_MS)
  isAway = false
  await sleep(400)
  t.same([watch.away(), level.view().ageMs], [false, 0])
  t.same(told, ['away', 'back'])
})
