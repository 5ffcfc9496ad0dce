import t from 'tap'
import { giveOneTurn, giveWayTo } from './give-way.ts'

/** A clock on which each look at it is `stepMs` later. */
function ticking(stepMs: number): () => number {
  let ms = 0
  return () => {
    ms += stepMs
    return ms
  }
}

t.test('work in the background goes on at once where nothing else is to be done', async (t) => {
  let asked = 0
  const giveWay = giveWayTo(() => {
    asked += 1
    return false
  }, ticking(10))
  await giveWay()
  t.equal(asked, 1)
  await giveOneTurn()
})

t.test('it waits while the process is busy', async (t) => {
  let left = 3
  const giveWay = giveWayTo(() => {
    left -= 1
    return left > 0
  }, ticking(10))
  await giveWay()
  t.equal(left, 0)
})

t.test('it waits four times as long as it worked, and then goes on however busy', async (t) => {
  let asked = 0
  const busy = () => {
    asked += 1
    return true
  }
  await giveWayTo(busy, ticking(10))()
  t.equal(asked, 21, 'looks for 40 ms after 10 ms of work, and one that ends it')
  asked = 0
  await giveWayTo(busy, ticking(1_000))()
  t.equal(asked, 101, 'never longer than 200 ms')
})
