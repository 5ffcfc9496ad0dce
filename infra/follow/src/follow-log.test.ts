import { type EventId, type EventLog, LogUnavailable, type RecordedEvent } from '@xianjie/contracts'
import t from 'tap'
import { followLog } from './follow-log.ts'
import { untilThere } from './until-there.ts'

const event = (position: number): RecordedEvent => ({
  position,
  stream: 'test-1',
  revision: position - 1,
  id: crypto.randomUUID() as EventId,
  type: 'log.checked.v1',
  data: new Uint8Array(),
})

type Lost = LogUnavailable | TypeError | undefined

/** A log of five events, one a page, whose subscriptions end as told, one after the other. */
function brokenLog(ends: readonly { readonly after: number; readonly fault: Lost }[]) {
  const asked: number[] = []
  async function* subscribe(after: number) {
    const { after: last = 5, fault } = ends[asked.length] ?? {}
    asked.push(after)
    for (let position = after + 1; position <= last; position += 1) yield [event(position)]
    if (fault) throw fault
  }
  return { asked, log: { subscribe, head: async () => 5 } as unknown as EventLog }
}

function follower(log: EventLog) {
  const taken: number[] = []
  const told: string[] = []
  const following = followLog({
    log,
    signal: new AbortController().signal,
    reached: () => taken.at(-1) ?? 0,
    take: (page) => {
      taken.push(...page.map(({ position }) => position))
    },
    onAway: () => told.push('away'),
    onBack: () => told.push('back'),
  })
  return { taken, told, following }
}

t.test('a fault that will not pass ends the following', async (t) => {
  const { log } = brokenLog([{ after: 2, fault: new TypeError('no log') }])
  const { taken, told, following } = follower(log)
  await t.rejects(following, { name: 'TypeError' })
  t.same(taken, [1, 2])
  t.same(told, [])
})

t.test('a log that goes away twice is followed on from where it was', async (t) => {
  const { asked, log } = brokenLog([
    { after: 2, fault: new LogUnavailable('away') },
    { after: 4, fault: new LogUnavailable('away') },
  ])
  const { taken, told, following } = follower(log)
  await following
  t.same(taken, [1, 2, 3, 4, 5], 'each event once, in order')
  t.same(asked, [0, 2, 4])
  t.same(told, ['away', 'back', 'away', 'back'])
})

t.test('a page that could not be taken for now is given again', async (t) => {
  const { asked, log } = brokenLog([])
  let tries = 0
  const taken: number[] = []
  await followLog({
    log,
    signal: new AbortController().signal,
    reached: () => taken.at(-1) ?? 0,
    take: async ([one]) => {
      tries += 1
      if (tries === 3) throw new LogUnavailable('not now')
      taken.push(one?.position ?? 0)
    },
  })
  t.same(taken, [1, 2, 3, 4, 5])
  t.same(asked, [0, 2])
})

t.test('a stop ends the pause at once', async (t) => {
  const stopping = new AbortController()
  const began = performance.now()
  await followLog({
    log: {
      // biome-ignore lint/correctness/useYield: it fails before there is anything to give
      async *subscribe() {
        throw new LogUnavailable('away')
      },
      head: async () => {
        throw new LogUnavailable('away')
      },
    } as unknown as EventLog,
    signal: stopping.signal,
    reached: () => 0,
    take: () => {},
    onAway: () => setTimeout(() => stopping.abort(), 10),
  })
  t.ok(performance.now() - began < 1_000)
})

t.test('a start waits for what is away, as long as it may and no longer', async (t) => {
  const { signal } = new AbortController()
  const away = () => Promise.reject(new LogUnavailable('away'))
  await t.rejects(untilThere(away, { signal, waitMs: 250 }), { code: 'log-unavailable' })
  const broken = () => Promise.reject(new TypeError('wrong'))
  await t.rejects(untilThere(broken, { signal }), { name: 'TypeError' })
  let tries = 0
  const later = async () => {
    tries += 1
    return tries < 3 ? away() : tries
  }
  t.equal(await untilThere(later, { signal }), 3)
  await t.rejects(untilThere(away, { signal: AbortSignal.abort() }), { code: 'log-unavailable' })
})
