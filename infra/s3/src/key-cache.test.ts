import t from 'tap'
import { KeyCache } from './key-cache.ts'

const key = (n: number) => new Uint8Array(32).fill(n)

t.test('a key is used no longer than its age allows, however often', async (t) => {
  let now = 0
  const cache = new KeyCache({ keysMax: 10, ageMsMax: 100 }, () => now)
  cache.set('a', key(1), 0)
  for (now = 10; now < 100; now += 10) t.same(cache.get('a'), key(1))
  t.equal(cache.get('a'), undefined)
  now = 0
  t.equal(cache.get('a'), undefined, 'it is gone')
})

t.test('of too many keys the one unused for longest goes', async (t) => {
  const cache = new KeyCache({ keysMax: 2, ageMsMax: 100 }, () => 0)
  cache.set('a', key(1), 0)
  cache.set('b', key(2), 0)
  t.same(cache.get('a'), key(1))
  cache.set('c', 'forgotten', 0)
  t.same(
    ['a', 'b', 'c'].map((name) => cache.get(name)),
    [key(1), undefined, 'forgotten'],
  )
})
