import { test } from 'tap'
import { createCache } from './cache.ts'

test('a full cache forgets what was asked for longest ago', async (t) => {
  const cache = createCache<number>(2)
  cache.set('one', 1)
  cache.set('two', 2)
  t.equal(cache.get('one'), 1)
  cache.set('three', 3)
  t.equal(cache.get('two'), undefined)
  t.equal(cache.get('one'), 1)
  t.equal(cache.get('three'), 3)
})
