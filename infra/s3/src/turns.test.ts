import t from 'tap'
import { Turns } from './turns.ts'

t.test('too many who wait are turned away, the others are served in order', async (t) => {
  const turns = new Turns({ atOnceMax: 1, waitingMax: 2 })
  const served: string[] = []
  const first = await turns.take()
  const waiting = ['second', 'third'].map((name) =>
    turns.take().then((end) => {
      served.push(name)
      end()
    }),
  )
  await t.rejects(turns.take(), { code: 'store-busy', retriable: true })
  t.same(served, [])
  first()
  first()
  await Promise.all(waiting)
  t.same(served, ['second', 'third'])
  const end = await turns.take()
  const next = turns.take()
  t.equal(await Promise.race([next, Promise.resolve('waits')]), 'waits', 'ending twice frees once')
  end()
  await next
})
