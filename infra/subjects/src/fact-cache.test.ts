import type { Fact, SubjectId } from '@xianjie/contracts'
import t from 'tap'
import { FactCache } from './fact-cache.ts'

const of = (name: string) => name as SubjectId
const facts = (count: number) => Array.from({ length: count }, () => ({}) as Fact)

t.test('those asked for longest ago go first', async (t) => {
  const cache = new FactCache(10)
  cache.set(of('a'), facts(3))
  cache.set(of('b'), facts(3))
  t.equal(cache.get(of('a'))?.length, 3)
  cache.set(of('c'), facts(3))
  t.equal(cache.get(of('b')), undefined)
  t.equal(cache.get(of('a'))?.length, 3)
  t.equal(cache.get(of('c'))?.length, 3)
})

t.test('the same person again takes the place of the first', async (t) => {
  const cache = new FactCache(10)
  for (let time = 0; time < 20; time += 1) cache.set(of('a'), facts(4))
  cache.set(of('b'), facts(4))
  t.equal(cache.get(of('a'))?.length, 4)
  cache.delete(of('a'))
  cache.delete(of('a'))
  cache.set(of('c'), facts(4))
  t.equal(cache.get(of('b'))?.length, 4, 'what was taken out counts no more')
})

t.test('nobody is kept who alone is too many, and nobodies are bounded too', async (t) => {
  const cache = new FactCache(10)
  cache.set(of('a'), facts(10))
  t.equal(cache.get(of('a')), undefined)
  for (let n = 0; n < 100; n += 1) cache.set(of(`nobody ${n}`), [])
  t.equal(cache.get(of('nobody 0')), undefined)
  t.same(cache.get(of('nobody 99')), [])
})
