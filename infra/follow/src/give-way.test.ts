import t from 'tap'
import { giveOneTurn, giveWayTo } from './give-way.ts'

t.test('work in the background goes on at once where nothing else is to be done', async (t) => {
  let asked = 0
  await giveWayTo(() => {
    asked += 1
    return false
  })()
  t.equal(asked, 1)
  await giveOneTurn()
})

t.test('it waits while the process is busy', async (t) => {
  let left = 3
  await giveWayTo(() => {
    left -= 1
    return left > 0
  })()
  t.equal(left, 0)
})

t.test('it goes on after a bounded number of looks, however busy the process is', async (t) => {
  let asked = 0
  await giveWayTo(() => {
    asked += 1
    return true
  })()
  t.equal(asked, 11)
})
