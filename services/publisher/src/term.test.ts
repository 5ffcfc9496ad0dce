/** Batches: the next one is made while the last one is on its way, but nobody sees that from outside. */
import { formatInstant, instant, type OpenPart } from '@xianjie/contracts'
import t from 'tap'
import { accept, openPart, subjectNumbered } from '../testing/documents.ts'
import { level, openWorld, type World } from '../testing/world.ts'

/** More than a few batches hold. */
const DOCUMENTS = 500
const NOW = '2026-03-25T00:00:00.000+08:00'
const BEGIN = Date.parse('2026-03-01T00:00:00+08:00')

const documents: readonly OpenPart[] = Array.from({ length: DOCUMENTS }, (_, n) =>
  openPart({
    type: 'decision-warning',
    subject: subjectNumbered(n % 9),
    acceptedAt: formatInstant(instant(BEGIN + n * 60_000)),
  }),
)

async function worldWith(t: { teardown(end: () => Promise<void>): void }): Promise<World> {
  const world = await openWorld(NOW)
  t.teardown(() => world.close())
  await Promise.all(documents.map((open) => accept(world.log, open)))
  return world
}

t.test('a deposed leader publishes no batch behind the one whose commit was refused', async (t) => {
  const world = await worldWith(t)
  const { broker } = world
  const callsBeforeCommit: number[] = []
  broker.beforeCommit = () => {
    callsBeforeCommit.push(broker.calls.length)
    if (callsBeforeCommit.length === 2) broker.depose()
  }
  world.start()
  await level(world, broker)
  t.same(callsBeforeCommit.slice(0, 4), [1, 2, 3, 4], 'one batch, one commit')
  const [first = 0, refused = 0, again = 0] = broker.calls
  t.equal(again, refused, 'the next term begins with the batch that was not committed')
  const ids = broker.published.map(({ id }) => id)
  t.same(ids.slice(first + refused, first + refused + again), ids.slice(first, first + refused))
})

t.test('every batch is committed before the next one is published', async (t) => {
  const world = await worldWith(t)
  const { broker } = world
  let commits = 0
  broker.beforeCommit = () => {
    commits += 1
    t.equal(broker.calls.length, commits)
  }
  world.start()
  await level(world, broker)
  t.ok(commits > 3, `${commits} batches`)
  t.equal(broker.published.length, new Set(broker.published.map(({ id }) => id)).size)
})
